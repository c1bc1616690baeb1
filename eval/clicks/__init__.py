"""What clicks on one ranking say about another, before anybody is shown it."""
