"""Trains what ships: `python -m kg.training.typing` makes the weights of the model that types relations.

Above the pipeline and the evaluation, never imported by them. Needs the extra `train` (scikit-learn).
"""
