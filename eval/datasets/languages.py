"""Which languages of a dataset are asked for."""

from collections.abc import Sequence

from eval.datasets.errors import InvalidDataset
from index.errors import InvalidArticle
from index.language import covers, standard_tag


def among(name: str, asked: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return the languages of the dataset `name` that are asked for, in the order of asking.

    A tag that the dataset does not have stands for those that it covers: `zh` for `zh-CN`.
    Raises InvalidDataset for one that covers none, naming the known ones.
    """
    standard = {_standard(tag): tag for tag in known}
    found: dict[str, None] = {}
    for each in asked:
        wanted = _standard(each)
        tags = [tag for form, tag in standard.items() if wanted == form]
        tags = tags or [tag for form, tag in standard.items() if covers(wanted, form)]
        if not tags:
            listed = ", ".join(known) or "none whose language is known"
            raise InvalidDataset(f"{name} has no articles in {each!r}; it has {listed}")
        found |= dict.fromkeys(tags)
    return tuple(found)


def _standard(tag: str) -> str:
    try:
        return standard_tag(tag)
    except InvalidArticle:
        return tag
