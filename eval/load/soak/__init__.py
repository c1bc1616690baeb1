"""A service that is asked for minutes while all kinds of things happen to it."""
