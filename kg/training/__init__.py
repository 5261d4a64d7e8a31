"""Trains what ships: `python -m kg.training.readings` makes the weights of the model that judges readings.

Above the pipeline and the evaluation, never imported by them. Needs the extra `train` (scikit-learn).
"""
