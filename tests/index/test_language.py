"""Which language a text is in."""

import pytest

from index.errors import InvalidArticle
from index.language import identify, resolve, standard_tag

GERMAN = (
    "Der Gemeinderat hat am Montag beschlossen, die alte Brücke über den Fluss zu erneuern. "
    "Die Arbeiten beginnen im Frühjahr und sollen bis zum Herbst des nächsten Jahres dauern. "
    "Während dieser Zeit wird der Verkehr über die Nachbargemeinde umgeleitet."
)
KOREAN = "시의회는 월요일 강 위의 낡은 다리를 새로 짓기로 결정했다. 공사는 내년 봄에 시작된다."


@pytest.mark.parametrize(
    ("declared", "standard"),
    [("de", "de"), ("DE_ch", "de-CH"), ("zho_Hans", "zh-Hans"), ("deu", "de"), ("iw", "he")],
)
def test_tags_are_brought_to_their_standard_form(declared: str, standard: str):
    """Codes of three letters, underscores and old names become BCP 47."""
    assert standard_tag(declared) == standard


@pytest.mark.parametrize("declared", ["qq", "english", "xx-klingon", "d", "de--CH", "1"])
def test_an_unknown_code_is_refused_by_name(declared: str):
    """The error shows the code and says what a code looks like."""
    with pytest.raises(InvalidArticle, match="not a known BCP 47") as refused:
        standard_tag(declared)

    assert repr(declared) in str(refused.value)


def test_a_declared_language_is_trusted():
    """A declaration that the text does not contradict stays, with its region."""
    assert resolve("de-AT", GERMAN) == "de-AT"


def test_a_clear_contradiction_overrules_the_declaration():
    """A long German text that is declared French is German."""
    assert resolve("fr", GERMAN) == "de"


@pytest.mark.parametrize("text", ["Guten Tag", "12 345", "", "Wahl 2026: Ja oder Nein?"])
def test_a_short_text_cannot_contradict(text: str):
    """A headline says too little to overrule what is declared."""
    assert resolve("sw", text) == "sw"


def test_close_languages_do_not_overrule_each_other():
    """Norwegian that looks Danish stays Norwegian."""
    text = "Regjeringen sier at skolene skal få flere lærere i de kommende årene. " * 4

    assert resolve("da", text) == "da"


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (KOREAN, "ko")])
@pytest.mark.parametrize("declared", [None, "", "und"])
def test_an_undeclared_language_is_identified(declared: str | None, text: str, language: str):
    """Without a declaration, a text of some length names its language."""
    assert resolve(declared, text) == language


@pytest.mark.parametrize("text", ["", "OK", "12:30", "…", "Hm"])
def test_unsure_is_said(text: str):
    """Too little text gives `und`."""
    assert identify(text) == "und"
