"""Text in XML 1.0, which has no place for control characters."""

import re
from xml.sax.saxutils import escape, quoteattr

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"}
_IMPOSSIBLE = {**_PICTURES, 0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
_LINE_ENDS = {"\r": "&#13;", "\x85": "&#133;", "\u2028": "&#8232;"}
"""Some parsers read them as line feeds, as XML 1.1 does."""
_NEEDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def fit(text: str) -> str:
    """The text with what XML cannot hold made visible: control characters as pictures, no characters as U+FFFD."""
    return text.translate(_IMPOSSIBLE) if _NEEDS.search(text) else text


def quoted(text: str) -> str:
    """The text as the value of an attribute, quotation marks around it; line ends and tabs survive."""
    return quoteattr(fit(text), {"\n": "&#10;", "\t": "&#9;", **_LINE_ENDS})


def escaped(text: str) -> str:
    """The text as the content of an element."""
    return escape(fit(text), _LINE_ENDS)
