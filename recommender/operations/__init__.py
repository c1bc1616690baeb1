"""What an operator sees of the service: counts, durations, log lines, and its state."""
