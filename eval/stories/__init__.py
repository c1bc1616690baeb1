"""Are stories found that nobody declared, and only those?"""
