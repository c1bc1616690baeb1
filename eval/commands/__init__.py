"""The sub-commands of `recommender-eval`, one a file."""
