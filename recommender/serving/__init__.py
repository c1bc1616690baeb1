"""Processes that serve together: a supervisor, workers that answer, and a keeper."""
