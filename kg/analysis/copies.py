"""Near-copies among texts, found with an index on the disk: memory does not grow with the number of texts.

Two texts of one language are near-copies where the share of their runs of five words that they have in common (Jaccard)
is `ALIKE` or more. Candidates meet in a band of MinHashes (Broder 1997) and are compared exactly. The index holds
hashes and no words. It knows texts by their checksum, not documents: what is found among some documents follows from
their texts alone, whatever else is in the index.
"""

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kg.errors import StoreError
from kg.model import Document

ALIKE = 0.5
SHINGLE = 5
BANDS, ROWS = 32, 3
"""Two texts that share half of their shingles meet in a band of MinHashes in 98 cases of 100, at 0.7 in all but 1 of
a million."""
FORMAT = 1
"""Of the index; another one is made anew, as is one for other figures."""
_EMPTY = hashlib.sha256(b"").hexdigest()
_PATIENCE = 10  # seconds that another process may write
_TOGETHER = 500  # texts that are written at once
_LETTERS = r"\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_LETTERS}]|[^\W{_LETTERS}]+")  # scripts without spaces letter by letter
_TABLES = f"""
CREATE TABLE texts (id INTEGER PRIMARY KEY, sha256 TEXT, lang TEXT, size INTEGER, shingles BLOB, UNIQUE (sha256, lang));
CREATE TABLE bands (band INTEGER, text INTEGER, PRIMARY KEY (band, text)) WITHOUT ROWID;
CREATE TABLE alike (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
PRAGMA user_version = {FORMAT};
"""
_MARKS = ",".join("?" * BANDS)
_FOUND = f"SELECT id, size FROM texts WHERE id IN (SELECT text FROM bands WHERE band IN ({_MARKS}))"  # noqa: S608 - no value

Hashes = NDArray[np.uint64]


def shingles(text: str) -> Hashes:
    """Hashes of the runs of five words, sorted, each once; of a shorter text the one of all its words."""
    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))} if words else set()
    return np.array(sorted(map(_hash, runs)), dtype=np.uint64)


def likeness(one: Hashes, other: Hashes) -> float:
    """The share of shingles that two texts have in common, 0 to 1; 0 where both have none."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    together = len(one) + len(other) - common
    return common / together if together else 0.0


class Groups:
    """Which keys belong together; the least key stands for its group."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._above = {key: key for key in keys}

    def first(self, key: str) -> str:
        """The key that stands for the group of a key."""
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key

    def join(self, one: str, other: str) -> None:
        """Make one group of the groups of two keys."""
        low, high = sorted((self.first(one), self.first(other)))
        self._above[high] = low

    def firsts(self) -> dict[str, str]:
        """Every key to the one that stands for its group."""
        return {key: self.first(key) for key in self._above}


class CopyIndex:
    """Texts and which of them are near-copies, in a file, or in memory without one.

    A file that is no index, or one of another format, is made anew. StoreError where it cannot be read or written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._name = str(path or "near-copies")
        with _one_line(self._name):
            self._base = _opened(path)
        self._fresh = 0

    def add(self, document: Document) -> None:
        """Note a text; one that is known already, or left out, is passed over."""
        if document.text and not self.knows(document):
            with _one_line(self._name):
                self._insert(document, shingles(document.text))

    def knows(self, document: Document) -> bool:
        """Whether the text of a document is in the index."""
        asked = "SELECT 1 FROM texts WHERE sha256 = ? AND lang = ?"
        return self._base.execute(asked, (document.text_sha256, document.lang)).fetchone() is not None

    def copies(self, documents: Sequence[Document]) -> dict[str, str]:
        """Key of each document to the first key of those whose texts are equal, or near-copies, itself included.

        Being a copy is passed on: the near-copy of a near-copy is of the same group. Texts that are not in the index
        are copies of equal texts alone; empty ones are of nothing.
        """
        told = [document for document in documents if document.text_sha256 != _EMPTY]
        groups = Groups(document.key for document in documents)
        same: dict[str, str] = {}
        texts: dict[tuple[str, str], str] = {}
        for document in told:
            groups.join(document.key, same.setdefault(document.text_sha256, document.key))
            texts[document.text_sha256, document.lang] = document.key
        for one, other, lang in self._pairs():
            if (one, lang) in texts and (other, lang) in texts:
                groups.join(texts[one, lang], texts[other, lang])
        return groups.firsts()

    def close(self) -> None:
        """Bring all to the disk."""
        with _one_line(self._name):
            try:
                self._base.commit()
            finally:
                self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _insert(self, document: Document, found: Hashes) -> None:
        bands = _bands(found, document.lang) if len(found) else []
        sizes = self._base.execute(_FOUND, bands) if bands else ()
        near = [other for other, size in sizes if _may_be_alike(len(found), size)]
        row = (document.text_sha256, document.lang, len(found), found.tobytes())
        new = self._base.execute("INSERT INTO texts (sha256, lang, size, shingles) VALUES (?, ?, ?, ?)", row).lastrowid
        self._base.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, new) for band in bands])
        alike = [(other, new) for other in near if likeness(self._shingles(other), found) >= ALIKE]
        self._base.executemany("INSERT INTO alike VALUES (?, ?)", alike)
        self._fresh += 1
        if self._fresh % _TOGETHER == 0:
            self._base.commit()

    def _shingles(self, text: int) -> Hashes:
        (blob,) = self._base.execute("SELECT shingles FROM texts WHERE id = ?", (text,)).fetchone()
        return np.frombuffer(blob, dtype=np.uint64)

    def _pairs(self) -> Iterator[tuple[str, str, str]]:
        """Checksums and language of the texts that are near-copies."""
        joined = "SELECT a.sha256, b.sha256, a.lang FROM alike JOIN texts a ON a.id = one JOIN texts b ON b.id = other"
        return iter(self._base.execute(joined))


def copies_among(
    documents: Sequence[Document], texts_of: Callable[[Sequence[str]], Iterable[Document]], place: Path | None
) -> dict[str, str]:
    """What `CopyIndex.copies` tells of documents; texts that the index at `place` lacks are asked for by their keys.

    They are added to it, where it may be written; else, and without a place, all texts are read into memory as hashes.
    """
    if place is not None and place.exists():
        try:
            with CopyIndex(place) as index:
                return _among(documents, texts_of, index)
        except StoreError:  # read-only, or in use
            pass
    with CopyIndex() as index:
        return _among(documents, texts_of, index)


def _among(
    documents: Sequence[Document], texts_of: Callable[[Sequence[str]], Iterable[Document]], index: CopyIndex
) -> dict[str, str]:
    lacking = [each.key for each in documents if each.text_sha256 != _EMPTY and not index.knows(each)]
    for document in texts_of(lacking) if lacking else ():
        index.add(document)
    return index.copies(documents)


@contextmanager
def _one_line(name: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{name}: cannot be read or written ({error}); a file that may be is allowed") from error


def _opened(path: Path | None) -> sqlite3.Connection:
    if path is None:
        return _made(sqlite3.connect(":memory:"))
    base = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        (version,) = base.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError:
        base.close()
        raise
    except sqlite3.DatabaseError:  # no database at all
        version = -1
    if version == FORMAT:
        return base
    base.close()
    path.unlink(missing_ok=True)
    return _made(sqlite3.connect(path, timeout=_PATIENCE))


def _made(base: sqlite3.Connection) -> sqlite3.Connection:
    base.executescript(_TABLES)
    return base


def _may_be_alike(one: int, other: int) -> bool:
    """Whether two sets of such sizes can have so much in common."""
    return min(one, other) >= ALIKE * max(one, other)


def _bands(hashes: Hashes, lang: str) -> list[int]:
    """MinHashes of a text, a few at a time, as whole numbers of 64 bits with a sign."""
    least = (hashes[:, None] * _FACTORS + _ADDENDS).min(axis=0)
    return [
        _hash(f"{lang} {number} {part.tobytes().hex()}") - (1 << 63)
        for number, part in enumerate(least.reshape(BANDS, ROWS))
    ]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


_FACTORS = np.array([_hash(f"factor {number}") | 1 for number in range(BANDS * ROWS)], dtype=np.uint64)
_ADDENDS = np.array([_hash(f"addend {number}") for number in range(BANDS * ROWS)], dtype=np.uint64)
