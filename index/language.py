"""Which language a text is in: the declared one, unless the text clearly says otherwise."""

import re
from functools import cache
from typing import Protocol, cast

import langcodes

from index.errors import InvalidArticle

UNKNOWN = "und"

# the identifier confuses these pairs on real articles, so it may not overrule what is declared
_CONFUSABLE = tuple(
    frozenset(group.split())
    for group in (
        "no nb nn da sv", "hr sr bs sl mk bg", "id ms jv su", "cs sk", "es pt gl ca an oc ast it",
        "nl af fy lb de", "hi mr ne", "fa ps ur ar ug", "tr az", "kk ky", "xh zu", "en sco",
    )
)  # fmt: skip
_SURE = 0.8
_CLEAR = 0.999
_ENOUGH_LETTERS = 20
_ENOUGH_TO_OVERRULE = 120
# a Chinese, Japanese or Korean character says about as much as three letters
_LETTERS_PER_IDEOGRAPH = 3
_SAMPLE = 400
# nearly all declarations are right, and this much is enough to see it
_GLANCE = 150
_IDEOGRAPHS = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]+")


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def standard_tag(declared: str, field: str = "language") -> str:
    """Return the BCP 47 form of a language tag (`zho_Hans` gives `zh-Hans`).

    Raises InvalidArticle if no such language is registered.
    """
    try:
        tag: str = langcodes.standardize_tag(declared.strip().replace("_", "-"))
        known = langcodes.tag_is_valid(tag)
    except (langcodes.LanguageTagError, AttributeError):
        known = False
    if not known:
        raise InvalidArticle(
            field,
            f"{field} {declared[:80]!r} is not a known BCP 47 language tag such as 'de' or "
            "'zh-Hant'; correct it, or leave it out to have the language identified",
        )
    return tag


def covers(asked: str, tag: str) -> bool:
    """Say whether asking for one language includes another: `zh` covers `zh-Hant`, not reversed."""
    return asked in (tag, primary(tag))


def primary(tag: str) -> str:
    """Return the language without script and region: `zh` for `zh-Hant`."""
    return tag.partition("-")[0]


def identify(text: str) -> str:
    """Return the language that the text is written in, `und` when unsure."""
    sample = text[:_SAMPLE]
    if _weight(sample) < _ENOUGH_LETTERS:
        return UNKNOWN
    language, probability = _identifier().classify(sample)
    return language if probability >= _SURE else UNKNOWN


def resolve(declared: str | None, text: str) -> str:
    """Return the declared language, checked against the text; identify it if none is declared.

    A declaration is overruled only where both halves of a long enough text agree on another
    language that is not easily confused with it.
    Raises InvalidArticle if the declared language is unknown.
    """
    tag = standard_tag(declared) if declared and declared.strip() else UNKNOWN
    if primary(tag) == UNKNOWN:
        return identify(text)
    return _contradiction(primary(tag), text[:_SAMPLE]) or tag


def _contradiction(declared: str, sample: str) -> str | None:
    if _weight(sample) < _ENOUGH_TO_OVERRULE:
        return None
    language, _ = _identifier().classify(sample[:_GLANCE])
    if language == declared or any({language, declared} <= group for group in _CONFUSABLE):
        return None
    middle = len(sample) // 2
    halves = (_identifier().classify(half) for half in (sample[:middle], sample[middle:]))
    clear = all(found == language and sure >= _CLEAR for found, sure in halves)
    return language if clear else None


def _weight(text: str) -> int:
    ideographs = sum(map(len, _IDEOGRAPHS.findall(text)))
    return sum(map(str.isalpha, text)) + (_LETTERS_PER_IDEOGRAPH - 1) * ideographs


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return cast(_Identifier, identifier)
