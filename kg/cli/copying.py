"""Where the index of near-copies of a store is, and what it tells."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.analysis.copies import copies_among
from kg.model import Document
from kg.store import MEMORY, Store

INDEX = "copies.sqlite"


def index_of(where: str) -> Path | None:
    """The file of the index, in the folder of the store; None for a store on a server or in memory."""
    return None if where == MEMORY or "://" in where else Path(where) / INDEX


def copies_of(documents: Sequence[Document], store: Store, place: Path | None) -> dict[str, str]:
    """Key of each document to the first of those with the same text, or nearly so; `place` is that of the index."""

    def texts_of(keys: Sequence[str]) -> Iterable[Document]:
        return (testimony.document for testimony in store.testimonies(keys))

    return copies_among(documents, texts_of, place)
