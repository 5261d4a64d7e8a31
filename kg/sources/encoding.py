"""Bytes become text: byte order mark, then UTF-8, then what the page declares, then the best guess."""

import codecs
import logging
from collections.abc import Iterable
from typing import NamedTuple

from kg.errors import SourceError
from kg.sources.language import ranking

logging.getLogger("charset_normalizer").addHandler(logging.NullHandler())  # it says nothing that a reader needs

# UTF-32 first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}

# What news is found in when it is not UTF-8, likeliest first.
ENCODINGS = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "koi8_r",
    "koi8_u",
    "big5",
    "gb18030",
    "cp932",
    "euc_jp",
    "cp949",
)

# Encodings that mean a wider one wherever they are declared, as browsers read them.
WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"} | {
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}

MAGIC = {
    b"%PDF-": "PDF",
    b"{\\rtf": "RTF",
    b"PK\x03\x04": "a ZIP archive or an office file",
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
}

ALLOWED = "text, Markdown, HTML or JSON Lines is allowed"
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_MOST_CONTROLS = 0.03  # of the first bytes; random bytes have a tenth
_FIRST = 65_536
_WORDS = 200


class Decoded(NamedTuple):
    """A text without its byte order mark, and the encoding where it had to be guessed."""

    text: str
    guess: str | None = None


def decode(source: bytes, *, declared: str | None = None) -> Decoded:
    """The text of some bytes, every character as it stands there; `declared` is what the source itself says.

    SourceError for what looks binary, breaks the encoding that its byte order mark announces, or is in none we know.
    """
    for mark, name in BYTE_ORDER_MARKS.items():
        if source.startswith(mark):
            return Decoded(_decode_marked(source[len(mark) :], name))
    check_not_binary(source)
    for name in ("utf-8", *_known(declared)):
        text = _try(source, name)
        if text is not None:
            return Decoded(text)
    return _guess(source)


def check_not_binary(source: bytes) -> None:
    """SourceError for bytes without a byte order mark that are an image, an archive or otherwise not text."""
    for magic, name in MAGIC.items():
        if source.startswith(magic):
            raise SourceError(f"looks binary ({name}); {ALLOWED}")
    first = source[:_FIRST]
    controls = len(first) - len(first.translate(None, _CONTROLS))
    if b"\0" in source or controls > _MOST_CONTROLS * len(first):
        raise SourceError(f"looks binary; {ALLOWED}")


def _decode_marked(source: bytes, name: str) -> str:
    text = _try(source, name)
    if text is None:
        raise SourceError(f"begins as {name.upper()} and is not; valid {name.upper()} or UTF-8 is allowed")
    return text


def _known(declared: str | None) -> Iterable[str]:
    """The codec of a declared encoding; only those we know, since Python's codecs reach from base64 to punycode."""
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return ()
    name = WIDER.get(name, name)
    return (name,) if name.replace("-", "_") in {*ENCODINGS, "iso8859_2", "iso8859_5", "iso8859_15"} else ()


def _try(source: bytes, name: str) -> str | None:
    try:
        return source.decode(name)
    except UnicodeDecodeError:
        return None


def _guess(source: bytes) -> Decoded:
    """Of the encodings that charset-normalizer finds clean, the one whose words are most clearly of some language."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  (most builds never guess)

    # No preemptive behaviour: a declaration is believed only where `decode` was told of one.
    found = from_bytes(source, cp_isolation=list(ENCODINGS), enable_fallback=False, preemptive_behaviour=False)
    names = {match.encoding for match in found if match.chaos <= found[0].chaos + 0.02}
    readings = [(name, text) for name in ENCODINGS if name in names and (text := _try(source, name)) is not None]
    if not readings:
        raise SourceError("is in no encoding that we know; UTF-8 is allowed")
    name, text = max(readings, key=lambda reading: round(_clarity(reading[1]), 3))  # the first of equals
    return Decoded(text, name)


def _clarity(text: str) -> float:
    """How sure the language is, judged by the words in which encodings differ."""
    words = [word[:_WORDS] for word in text[:_FIRST].split() if not word.isascii()]
    return ranking(" ".join(words[:_WORDS]))[0][1]
