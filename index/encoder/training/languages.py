"""Which languages the bundled encoder is made for, and how much each counts in training."""

_CORE = """
    en zh ja ko es pt fr de it nl ru uk pl cs tr ar fa he hi bn ta te ur id vi th sv da fi no
    el hu ro bg sw
"""
CORE = frozenset(_CORE.split())
"""Languages that the encoder promises; the others of the data are welcome guests."""

GUEST_WEIGHT = 0.12


def weight(language: str) -> float:
    """Return the relative sampling weight of a language: 1 for the core, less for the others."""
    return 1.0 if language in CORE else GUEST_WEIGHT
