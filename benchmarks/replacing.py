"""Replacing one document at a million quads against one raw SPARQL update of the same quads."""

import time
from functools import partial
from pathlib import Path

from benchmarks.library import PREDICATES, testimony
from benchmarks.measuring import filled, seconds, told
from kg.model import Testimony
from kg.rdf import Iris, document_quads
from kg.store import open_store
from kg.store.embedded import EmbeddedStore

TURNS = 15


def run(folder: Path, documents: int) -> None:
    """Replace documents of which nothing, a third, or everything has changed, in turn with raw updates.

    Measured in processor time of the calling thread: what others do on the machine does not count.
    """
    with open_store(filled(folder, documents), signs=PREDICATES) as store:
        assert isinstance(store, EmbeddedStore)
        number = 0
        for changed, most in ((0.0, 1.5), (0.33, 1.5), (1.0, 2.0)):
            ours, theirs = [], []
            for _ in range(TURNS):
                raw, made = (testimony(number + step, revision=1, changed=changed) for step in (0, 1))
                number += 2
                text = update_of(raw)
                quads = store.quads_of_all()
                theirs.append(seconds(partial(quads.update, text), clock=time.thread_time))
                ours.append(seconds(partial(store.replace, made), clock=time.thread_time))
            told(f"replace, {changed:.0%} of the statements changed / raw update", ours, theirs, most=most)


def update_of(made: Testimony) -> str:
    """The update that replaces a document's graph and keeps no union."""
    graph = Iris("https://w3id.org/geokg/").document(made.document.key)
    triples = "\n".join(f"{s} {p} {o} ." for s, p, o, _ in document_quads(made, signs=PREDICATES))
    return f"DROP SILENT GRAPH {graph};\nINSERT DATA {{ GRAPH {graph} {{\n{triples}\n}} }}"
