"""Which documents are one source: copies, near-copies and translations of one text count once.

Two documents of one language are one source where the share of their runs of five words that they have in common
(Jaccard) is `ALIKE` or more; candidates are found by MinHash (Broder 1997), then compared exactly. Two documents of
different languages are one source where they were published on the same known day and say exactly the same relations,
`FEWEST_RELATIONS` or more. Being one source is passed on: the copy of a translation belongs to both.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kg.analysis.relations import key_of
from kg.model import Document, GraphView

ALIKE = 0.5
FEWEST_RELATIONS = 3
SHINGLE = 5
BANDS, ROWS = 32, 3
"""Two texts that share half of their shingles meet in a band of MinHashes in 98 cases of 100, at 0.7 in all but 1 of
a million."""
_LETTERS = r"\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_LETTERS}]|[^\W{_LETTERS}]+")  # scripts without spaces letter by letter

Hashes = NDArray[np.uint64]


def sources_of(view: GraphView) -> dict[str, str]:
    """Key of each document to the key of the first document of its source.

    Needs the texts of the documents; of a view without them equal checksums and translations alone are found.
    """
    groups = _Groups(document.key for document in view.documents)
    for one, other in (*_copies(view.documents), *_translations(view)):
        groups.join(one, other)
    for one, other, alike in _candidates(view.documents, groups):
        if not groups.joined(one, other) and alike():
            groups.join(one, other)
    return {document.key: groups.first(document.key) for document in view.documents}


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


class _Groups:
    """Which keys belong together; the least key stands for its group."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._above = {key: key for key in keys}

    def first(self, key: str) -> str:
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.first(one), self.first(other)))
        self._above[high] = low

    def joined(self, one: str, other: str) -> bool:
        return self.first(one) == self.first(other)


def _copies(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for document in documents:
        yield first.setdefault(document.text_sha256, document.key), document.key


def _translations(view: GraphView) -> Iterator[tuple[str, str]]:
    said: dict[str, set[tuple[str, str, str, str]]] = {}
    for statement in view.statements:
        for evidence in statement.evidence:
            said.setdefault(evidence.document, set()).add(key_of(statement))
    alike: dict[tuple[str, frozenset[tuple[str, str, str, str]]], list[Document]] = {}
    for document in view.documents:
        relations = frozenset(said.get(document.key, ()))
        if document.published and len(relations) >= FEWEST_RELATIONS:
            alike.setdefault((document.published, relations), []).append(document)
    for together in alike.values():
        yield from ((one.key, two.key) for one, two in combinations(together, 2) if one.lang != two.lang)


class _Likeness:
    """Whether two texts are alike, once somebody asks."""

    def __init__(self, one: Hashes, other: Hashes) -> None:
        self._pair = one, other

    def __call__(self) -> bool:
        return likeness(*self._pair) >= ALIKE


def _candidates(documents: Iterable[Document], groups: _Groups) -> Iterator[tuple[str, str, _Likeness]]:
    """Pairs of documents of one language that share a band; of copies only the first takes part."""
    buckets: dict[tuple[str, int, bytes], list[str]] = {}
    hashes: dict[str, Hashes] = {}
    seen: set[str] = set()
    for document in documents:
        found = shingles(document.text)
        if document.text_sha256 in seen or not len(found):
            continue
        seen.add(document.text_sha256)
        hashes[document.key] = found
        for band, part in enumerate(_bands(found)):
            buckets.setdefault((document.lang, band, part), []).append(document.key)
    for keys in buckets.values():
        for one, other in combinations(keys, 2):
            if not groups.joined(one, other):
                yield one, other, _Likeness(hashes[one], hashes[other])


def _bands(hashes: Hashes) -> list[bytes]:
    """MinHashes of a text, a few at a time."""
    least = (hashes[:, None] * _FACTORS + _ADDENDS).min(axis=0)
    return [part.tobytes() for part in least.reshape(BANDS, ROWS)]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


_FACTORS = np.array([_hash(f"factor {number}") | 1 for number in range(BANDS * ROWS)], dtype=np.uint64)
_ADDENDS = np.array([_hash(f"addend {number}") for number in range(BANDS * ROWS)], dtype=np.uint64)
