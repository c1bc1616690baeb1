"""What a raw score means between two languages, learnt from a catalogue's own articles."""

from index.calibration.calibration import Calibration
from index.calibration.calibrator import Calibrator
from index.calibration.levels import Levels, Pool

__all__ = ["Calibration", "Calibrator", "Levels", "Pool"]
