"""geokg turns news into a knowledge graph of geopolitical relations, with the words of every source kept."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store.rdflib_dataset import OpenedGraph

__version__ = "0.1.0"


def open(where: "str | Path") -> "OpenedGraph":  # noqa: A001 - kg.open("out/store") reads as what it does
    """Open a folder that `kg build` left: `.dataset` is an `rdflib.Dataset`, `.store` all that geokg can do with it."""
    from kg.store.rdflib_dataset import open_graph  # noqa: PLC0415 - rdflib loads only where it is asked for

    return open_graph(where)
