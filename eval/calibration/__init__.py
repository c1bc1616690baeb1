"""Whether scores mean the same for every two languages."""

from eval.calibration.curves import Curve, curves_of

__all__ = ["Curve", "curves_of"]
