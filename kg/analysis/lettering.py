"""Texts of strangers as plain words: for HTML, SVG and Markdown, whatever they hold."""

import html
import re
import unicodedata

LONGEST_LABEL = 80
LONGEST_QUOTE = 400
_STEERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|~&$])")


def plain(text: str, longest: int = LONGEST_LABEL) -> str:
    """One line without characters that steer a page, at most `longest` long with "..." for what is left out."""
    visible = "".join("\ufffd" if _steers(character) else character for character in " ".join(text.split()))
    return visible if len(visible) <= longest else f"{visible[: longest - 1]}…"


def for_html(text: str) -> str:
    """Text for an element or attribute of HTML and SVG."""
    return html.escape(text, quote=True)


def for_markdown(text: str) -> str:
    """Text for a line of Markdown that does not stand first in it; all that could be markup is escaped."""
    return _MARKDOWN.sub(r"\\\1", text)


def _steers(character: str) -> bool:
    """Whether it hides, reorders or ends text: controls, halves of pairs, non-characters, marks of direction."""
    noncharacter = ord(character) & 0xFFFE == 0xFFFE
    return noncharacter or character in _STEERING or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
