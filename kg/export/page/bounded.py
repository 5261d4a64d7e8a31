"""As much of a graph as one page can carry: of many statements those that most documents say."""

import heapq
from collections.abc import Iterator
from dataclasses import replace

from kg.model import Evidence, GraphView, Statement, View

MOST_STATEMENTS = 10_000
"""Statements on a page."""
MOST_EVIDENCE = 50_000
"""Sentences on a page; of more each statement keeps `FEW`."""
FEW = 5


def bounded(view: View) -> GraphView:
    """The view itself, or the `MOST_STATEMENTS` that most documents say, and of equals the surest, sorted by id.

    Where there are too many sentences a statement keeps the first of each of its first `FEW` documents. A view that
    is cut has no documents but those that its sentences stand in.
    """
    numbers = [0, 0]
    best = heapq.nsmallest(MOST_STATEMENTS, _ranked(view, numbers))
    statements, sentences = numbers
    if statements <= MOST_STATEMENTS and sentences <= MOST_EVIDENCE:
        return GraphView(view.documents, tuple(view.statements), view.runs, view.document_runs)
    chosen = {identifier for *_, identifier in best}
    found = (each for each in view.statements if each.id in chosen)
    kept = tuple(map(_shortened, found)) if sentences > MOST_EVIDENCE else tuple(found)
    keys = {evidence.document for statement in kept for evidence in statement.evidence}
    documents = tuple(document for document in view.documents if document.key in keys)
    runs = tuple((key, run) for key, run in view.document_runs if key in keys)
    return GraphView(documents, kept, view.runs, runs)


def _ranked(view: View, numbers: list[int]) -> Iterator[tuple[int, float, str]]:
    """Every statement by what counts; `numbers` become those of statements and of sentences."""
    for statement in view.statements:
        numbers[0] += 1
        numbers[1] += len(statement.evidence)
        documents = len({evidence.document for evidence in statement.evidence})
        yield -documents, -statement.confidence, statement.id


def _shortened(statement: Statement) -> Statement:
    first: dict[str, Evidence] = {}
    for evidence in statement.evidence:
        if len(first) < FEW:
            first.setdefault(evidence.document, evidence)
    return replace(statement, evidence=tuple(first.values()))
