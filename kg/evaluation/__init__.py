"""Measures the extractor against sentences that people annotated, in the project's own format.

`annotated` reads the format, `scoring` compares and counts, `python -m kg.evaluation FILE...` prints. Above the
pipeline, never imported by it.
"""
