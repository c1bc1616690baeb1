"""Clean text: HTML becomes paragraphs, Unicode becomes NFC; and the one text that is embedded."""

import re
import unicodedata

from selectolax.lexbor import LexborHTMLParser

RECIPE = "text-1"
"""Version of `text_to_embed`; it is part of what names a vector space, next to the model."""

BEGINNING = 2000

_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w*);")
_NOT_CONTENT = "script, style, noscript, template, iframe, svg, head"
_BLOCKS = (
    "address, article, aside, blockquote, br, dd, div, dl, dt, figcaption, figure, footer, "
    "h1, h2, h3, h4, h5, h6, header, hr, li, main, nav, ol, p, pre, section, table, td, th, tr, ul"
)
# a private-use character marks a paragraph's edge: white space inside HTML means nothing
_EDGE = "\ue000"
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufffe\uffff]"
)


def clean(value: str) -> str:
    """Return paragraphs of plain NFC text, separated by an empty line, from text or HTML."""
    paragraphs = _paragraphs_of_html(value) if _MARKUP.search(value) else value.splitlines()
    tidy = (_one_line(paragraph) for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in tidy if paragraph)


def clean_line(value: str) -> str:
    """Return one line of plain NFC text, from text or HTML."""
    return clean(value).replace("\n\n", " ")


def text_to_embed(title: str, summary: str, text: str) -> str:
    """Return what stands for an article in the vector space: its beginning, with the lead twice.

    Title and summary say best what an article is about, so they stand before its first 2,000
    characters once more. A summary that also opens the text, as on many sites, is not counted
    a third time.
    """
    whole = [title, text] if text.startswith(summary) else [title, summary, text]
    beginning = "\n".join(part for part in whole if part)[:BEGINNING]
    lead = "\n".join(part for part in (title, summary) if part)[:BEGINNING]
    return f"{lead}\n{beginning}" if lead else beginning


def _paragraphs_of_html(value: str) -> list[str]:
    tree = LexborHTMLParser(value.replace(_EDGE, " "))
    for node in tree.css(_NOT_CONTENT):
        node.decompose()
    for node in tree.css(_BLOCKS):
        node.insert_before(_EDGE)
        node.insert_after(_EDGE)
    return tree.body.text().split(_EDGE) if tree.body else []


def _one_line(value: str) -> str:
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", value))
    return " ".join(visible.split())
