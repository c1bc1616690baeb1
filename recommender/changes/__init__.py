"""What changed: which pages' lists, for caches to drop, sites to build, and webhooks to tell."""
