"""Loading documents, quads built in Python, against Oxigraph's bulk loader over the same quads in one go."""

import shutil
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from benchmarks.library import PREDICATES, library
from benchmarks.measuring import load, quads_of, seconds, told
from kg.store import open_store

TURNS = 3


def run(folder: Path, documents: int) -> None:
    """Load a third of the documents, in turn."""
    some = documents // 3
    lines = folder / "all.nq"
    with lines.open("w", encoding="utf-8") as file:
        file.writelines(quads_of(some))
    said = list(library(some))
    theirs, ours = [], []
    for turn in range(TURNS):
        raw, made = folder / f"raw-{turn}", folder / f"made-{turn}"
        store = ox.Store(str(raw))
        theirs.append(seconds(partial(store.bulk_load, path=str(lines), format=ox.RdfFormat.N_QUADS)))
        del store
        with open_store(made, signs=PREDICATES) as opened:
            ours.append(seconds(partial(load, opened, said)))
        shutil.rmtree(raw)
        shutil.rmtree(made)
    told("load documents / bulk_load of the same quads", ours, theirs, most=2)
