"""How good is it? The figures that were promised, each with its interval and its target."""
