"""Who may ask the service for what, how often, and how much it takes on at once."""
