"""Predict, experiment, explain: the interactive frame that every lesson uses."""
