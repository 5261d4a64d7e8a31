"""Benchmarks: ratios of our code to what it stands on, measured in one run by `make bench`."""
