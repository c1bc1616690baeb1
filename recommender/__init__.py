"""A page asks, a list answers: related stories across languages."""
