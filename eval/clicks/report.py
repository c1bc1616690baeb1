"""An evaluation as a table for the terminal."""

from eval.clicks.estimate import Estimate
from eval.clicks.evaluation import Evaluation

_ROW = "{:16} {:>11} {:>17} {:>9} {:>19} {:>9} {:>8}"
_HEADING = (
    "estimator",
    "clicks/view",
    "95 % interval",
    "gain",
    "95 % interval",
    "as views",
    "support",
)


def as_text(evaluation: Evaluation) -> str:
    """Return the circumstances, a line for each estimate, and the warnings."""
    curve = " ".join(f"{value:.3g}" for value in evaluation.examination)
    return "\n".join(
        (
            f"{evaluation.views} page views with {evaluation.clicks} clicks; "
            f"propensities {evaluation.propensities}",
            f"examination by position, {evaluation.curve}: {curve}",
            "",
            _ROW.format(*_HEADING),
            _ROW.format(*_value(evaluation.observed), "", "", *_evidence(evaluation.observed)),
            *map(_line, evaluation.estimates),
            *(f"warning: {warning}" for warning in evaluation.warnings),
        )
    )


def _line(estimate: Estimate) -> str:
    gain = (f"{estimate.gain:+.4f}", f"{estimate.gain_low:+.4f} – {estimate.gain_high:+.4f}")
    return _ROW.format(*_value(estimate), *gain, *_evidence(estimate))


def _value(estimate: Estimate) -> tuple[str, str, str]:
    interval = f"{estimate.low:.4f} – {estimate.high:.4f}"
    return estimate.name, f"{estimate.value:.4f}", interval


def _evidence(estimate: Estimate) -> tuple[str, str]:
    return f"{estimate.effective_sample_size:.0f}", f"{estimate.support:.1%}"
