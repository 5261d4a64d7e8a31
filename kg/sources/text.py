"""A plain text becomes one document. Its text is what was decoded, to the last character; it has no title."""

from collections.abc import Iterator
from typing import BinaryIO

from kg.sources.encoding import Decoded, decode
from kg.sources.outcomes import Caution, Outcome, make_document, read_whole


def read(stream: BinaryIO, *, key: str) -> Iterator[Outcome]:
    """One `Document`, after a `Caution` where its encoding was guessed. SourceError where it is not text."""
    source = read_whole(stream)
    decoded = decode(source)
    yield from cautions(decoded, key=key)
    yield make_document(key, source, decoded.text)


def cautions(decoded: Decoded, *, key: str) -> Iterator[Caution]:
    """What there is to say about how a source was decoded: nothing, or that it was guessed."""
    if decoded.guess:
        yield Caution(key, f"is not UTF-8 and was read as {decoded.guess}, a guess; save it as UTF-8 to be sure")
