"""Where editors see what the engine suggests, understand it, and correct it."""
