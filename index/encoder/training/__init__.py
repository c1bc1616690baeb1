"""Training of the bundled encoder: `python -m index.encoder.training --help`."""
