"""Articles in, neighbours out: knows no HTTP, no editors and no ranking."""
