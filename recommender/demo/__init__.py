"""A small multilingual news site over invented articles, to see the engine at work."""
