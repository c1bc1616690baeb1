"""The sub-commands of `recommender`, one a file. Heavy imports wait until a command runs."""
