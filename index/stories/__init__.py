"""Stories that nobody declared."""
