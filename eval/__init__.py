"""Judges from outside, through the same doors as the site."""
