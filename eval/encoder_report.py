"""All measures of an encoder in one report: as a summary, as JSON, or as tables of a model card."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from eval.data import read_flores, read_links, read_releases, read_stsb
from eval.errors import DataAbsent
from eval.flores import FloresScores, score_flores
from eval.press_releases import LANGUAGES, PressReleaseScores, score_press_releases
from eval.similarity import score_similarity
from index.encoder import Encoder


@dataclass(slots=True)
class EncoderReport:
    """What could be measured; `skipped` says why the rest could not."""

    model_id: str
    dimension: int
    press_releases: PressReleaseScores | None = None
    flores: list[FloresScores] = field(default_factory=list)
    similarity: dict[str, float] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)


def measure_encoder(encoder: Encoder, data: Path) -> EncoderReport:
    """Run every measure whose data is in the folder."""
    report = EncoderReport(encoder.model_id, encoder.dimension)
    for measure in (_press_releases, _flores, _similarity):
        try:
            measure(report, encoder, data)
        except DataAbsent as absent:
            report.skipped.append(str(absent))
    return report


def _press_releases(report: EncoderReport, encoder: Encoder, data: Path) -> None:
    report.press_releases = score_press_releases(encoder, read_releases(data), read_links(data))


def _flores(report: EncoderReport, encoder: Encoder, data: Path) -> None:
    report.flores = score_flores(encoder, read_flores(data))


def _similarity(report: EncoderReport, encoder: Encoder, data: Path) -> None:
    report.similarity = score_similarity(encoder, read_stsb(data))


def as_json(report: EncoderReport) -> str:
    """One object; language pairs are written as 'de-fr'."""
    content: dict[str, object] = {"model_id": report.model_id, "dimension": report.dimension}
    if report.press_releases:
        scores = report.press_releases
        content["press_releases"] = {
            "recall_at_10": {f"{a}-{b}": value for (a, b), value in scores.recall.items()},
            "pooled_recall_at_10": scores.pooled_recall,
            "own_language_share": scores.own_language_share,
            "corpus_share": scores.corpus_share,
        }
    content["flores"] = {
        each.language: {
            "translation": each.translation,
            "from_english": each.from_english,
            "within": each.within,
        }
        for each in report.flores
    }
    content |= {"similarity": report.similarity, "skipped": report.skipped}
    return json.dumps(content, indent=1)


def as_card(report: EncoderReport) -> str:
    """Markdown tables of every figure."""
    parts = []
    if report.press_releases:
        parts.append(_press_table(report.press_releases))
        parts.append(_pooled_line(report.press_releases))
    if report.flores:
        rows = (
            (each.language, each.translation, each.from_english, each.within)
            for each in report.flores
        )
        parts.append(_table(("language", "en→L translation", "en→L R@5", "L→L R@5"), rows))
    if report.similarity:
        parts.append(_table(("language", "Spearman"), report.similarity.items()))
    return "\n\n".join(parts + report.skipped)


def as_summary(report: EncoderReport) -> str:
    """Lines of the figures that decide."""
    lines = [f"{report.model_id}, {report.dimension} dimensions"]
    if report.press_releases:
        lines += [_press_table(report.press_releases), _pooled_line(report.press_releases)]
    if report.flores:
        others = report.flores[1:]
        lines.append(
            f"FLORES-200, mean of {len(others)} languages: "
            f"translation {_mean(each.translation for each in others):.3f}, "
            f"same article from English {_mean(each.from_english for each in others):.3f}, "
            f"within the language {_mean(each.within for each in others):.3f}"
        )
    if report.similarity:
        lines.append(f"graded similarity, mean Spearman {_mean(report.similarity.values()):.3f}")
    return "\n".join(lines + [f"skipped: {reason}" for reason in report.skipped])


FORMS: dict[str, Callable[[EncoderReport], str]] = {
    "json": as_json,
    "card": as_card,
    "summary": as_summary,
}


def _press_table(scores: PressReleaseScores) -> str:
    rows: list[list[str | float]] = [
        [a, *(scores.recall[a, b] for b in LANGUAGES)] for a in LANGUAGES
    ]
    return _table(("R@10, seed ↓ found →", *LANGUAGES), rows)


def _pooled_line(scores: PressReleaseScores) -> str:
    return (
        f"All languages pooled: R@10 by story {scores.pooled_recall:.3f}; "
        f"{scores.own_language_share:.0%} of the ten nearest are in the seed's language, "
        f"chance would give {scores.corpus_share:.0%}."
    )


def _table(heading: Iterable[str], rows: Iterable[Iterable[str | float]]) -> str:
    names = list(heading)
    lines = [" | ".join(names), " | ".join(["---"] * len(names))]
    for row in rows:
        cells = (cell if isinstance(cell, str) else f"{cell:.3f}" for cell in row)
        lines.append(" | ".join(cells))
    return "\n".join(f"| {line} |" for line in lines)


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers)
