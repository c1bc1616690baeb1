"""Where the runs come from: enough to repeat them, and to see in what they differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.report.side import Side
from eval.report.wording import counted
from eval.runs.run import Manifest


@dataclass(frozen=True, slots=True)
class Fact:
    """What the manifests say on one matter, a value for each run; '' where one says nothing."""

    name: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether two runs differ in it."""
        return len(set(self.values)) > 1


def origin(sides: Sequence[Side]) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """Return what the manifests hold, under headings."""
    manifests = [side.run.manifest for side in sides]
    return (
        ("Run", _facts([_itself(each) for each in manifests])),
        ("Options", _facts([each.options for each in manifests])),
        ("Settings", _facts([each.settings for each in manifests])),
        ("Versions", _facts([each.versions for each in manifests])),
    )


def _itself(manifest: Manifest) -> Mapping[str, object]:
    return {
        "name": manifest.name,
        "system": manifest.system,
        "model": manifest.model_id,
        "policy": manifest.policy,
        "list length k": manifest.k,
        "dataset": manifest.dataset,
        "articles": f"{manifest.articles:,}",
        "articles by language": [f"{tag} {n:,}" for tag, n in manifest.languages.items()],
        "languages asked for alone": manifest.found_languages,
        "corpus digest": manifest.corpus_digest,
        "judgements digest": manifest.judgements_digest,
        "recorded at": manifest.created_at,
        "took": counted(round(manifest.seconds), "second"),
    }


def _facts(told: Sequence[Mapping[str, object]]) -> tuple[Fact, ...]:
    names = dict.fromkeys(name for each in told for name in each)
    facts = (Fact(name, tuple(_written(each.get(name)) for each in told)) for name in names)
    return tuple(fact for fact in facts if any(fact.values))


def _written(value: object) -> str:
    return ", ".join(_parts(value))


def _parts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (f"{name}={inner}" for name, inner in value.items())
    elif isinstance(value, list | tuple):
        yield from map(str, value)
    elif value is not None:
        yield str(value)
