"""The block of related stories that a page shows: component, server-written form, what is read."""
