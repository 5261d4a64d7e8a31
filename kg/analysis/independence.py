"""Which documents are one source: copies, near-copies and translations of one text count once.

Near-copies are those of `kg.analysis.copies`. Two documents of different languages are one source where they were
published on the same known day and say exactly the same relations, `FEWEST_RELATIONS` or more. Being one source is
passed on: the copy of a translation belongs to both.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations

from kg.analysis.copies import CopyIndex, Groups
from kg.analysis.relations import key_of
from kg.model import Document, GraphView

FEWEST_RELATIONS = 3


def sources_of(view: GraphView, *, copies: Mapping[str, str] | None = None) -> dict[str, str]:
    """Key of each document to the key of the first document of its source.

    `copies` is what a `CopyIndex` tells of these documents. Without it the texts of the documents are needed; of a view
    without texts equal checksums and translations alone are found.
    """
    known = _copies(view) if copies is None else copies
    groups = Groups(document.key for document in view.documents)
    for key, first in known.items():
        groups.join(key, first)
    for one, other in _translations(view):
        groups.join(one, other)
    return groups.firsts()


def _copies(view: GraphView) -> dict[str, str]:
    with CopyIndex() as index:
        for document in view.documents:
            index.add(document)
        return index.copies(view.documents)


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
