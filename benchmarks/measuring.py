"""Stores to measure on, clocks, and how a ratio is printed."""

import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.library import PREDICATES, library
from kg.model import Testimony
from kg.rdf import document_quads
from kg.store import Store, open_store


def quads_of(documents: int) -> Iterable[str]:
    """N-Quads of the named graphs."""
    for testimony in library(documents):
        for quad in document_quads(testimony, signs=PREDICATES):
            yield f"{' '.join(quad)} .\n"


def filled(folder: Path, documents: int) -> Path:
    """A store with so many documents, made once a run."""
    place = folder / f"store-{documents}"
    if not place.exists():
        with open_store(place, signs=PREDICATES) as store:
            load(store, library(documents))
    return place


def load(store: Store, said: Iterable[Testimony]) -> None:
    """Load documents in batches."""
    for _ in store.replace_all(said):
        pass


def seconds(what: Callable[[], object], *, clock: Callable[[], float] = time.perf_counter) -> float:
    """How long something takes."""
    began = clock()
    what()
    return clock() - began


def told(what: str, ours: Iterable[float], theirs: Iterable[float], *, most: float) -> float:
    """Print the ratio of two medians and what it may be; gives the ratio."""
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"{what:<72} {ratio:6.2f}  {'ok' if ratio <= most else 'OVER'} (up to {most:g})", flush=True)
    return ratio
