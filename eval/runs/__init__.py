"""Runs: what a system answered for every seed, recorded so that it can be measured and repeated."""
