"""What reading gives besides a `Document`, how a `Document` is made, and how much one may hold."""

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import BinaryIO

from kg.errors import SourceError
from kg.model import Document
from kg.sources.language import language_of

MAX_CHARACTERS = 5_000_000
"""The most code points that the text of one document may hold; a long novel has one million."""

MAX_BYTES = 4 * MAX_CHARACTERS
"""The most bytes that one document, page or line is read from: no code point takes more than four."""

TOO_LONG = f"is too long; up to {MAX_CHARACTERS:,} characters and {MAX_BYTES:,} bytes are allowed in one document"


@dataclass(frozen=True, slots=True)
class _Remark:
    """Something to tell about one input: its key, and a reason of one line that does not repeat the key."""

    key: str
    reason: str

    def __str__(self) -> str:
        return f"{one_line(self.key)}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Failure(_Remark):
    """An input did not become a document.

    `key` is that of the file or, for a line of JSON Lines, `<key of the file>:<line number>`, which is never the key of
    a document. `str()` is one line fit for a person.
    """


@dataclass(frozen=True, slots=True)
class Caution(_Remark):
    """The document with this key comes next, but something about it was guessed or left out."""


@dataclass(frozen=True, slots=True)
class Skipped(_Remark):
    """A walk through a folder passed over a file; `reason` is short, to be counted: ".pdf", "README", "a link"."""


Outcome = Document | Failure | Caution | Skipped


def one_line(text: str) -> str:
    r"""`text` with control characters and surrogates written as `\n`, `\x07`, `\ud800`, for messages."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    hidden = unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
    return character.encode("unicode_escape").decode("ascii") if hidden else character


def read_whole(stream: BinaryIO) -> bytes:
    """All bytes of a stream; SourceError where there are more than `MAX_BYTES`, which are then not read."""
    source = stream.read(MAX_BYTES + 1)
    if len(source) > MAX_BYTES:
        raise SourceError(TOO_LONG)
    return source


def make_document(
    key: str,
    source: bytes,
    text: str,
    *,
    lang: str | None = None,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Document:
    """A `Document` from the bytes it stands in and what was read there; an empty string is None.

    The language is found in the text where `lang` is None. SourceError where the text is too long, or where anything
    holds a code point that UTF-8 or RDF cannot: a lone surrogate, U+0000.
    """
    if len(text) > MAX_CHARACTERS:
        raise SourceError(TOO_LONG)
    said = {"key": key, "text": text, "title": title, "publisher": publisher, "url": url}
    for name, value in said.items():
        _check_characters(name, value or "")
    return Document(
        key=key,
        sha256=hashlib.sha256(source).hexdigest(),
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        lang=lang or language_of(text),
        title=title or None,
        published=published or None,
        publisher=publisher or None,
        url=url or None,
    )


def _check_characters(name: str, value: str) -> None:
    if "\0" in value:
        raise SourceError(f"the {name} holds the character U+0000; text without it is allowed")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        code = ord(value[error.start])
        raise SourceError(
            f"the {name} holds half a character, U+{code:04X}; pairs of surrogates are allowed"
        ) from error
