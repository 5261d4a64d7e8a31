"""geokg turns news into a knowledge graph of geopolitical relations, with the words of every source kept."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.analysis.networks import Network
    from kg.model import GraphView
    from kg.ontology import Ontology
    from kg.store.rdflib_dataset import OpenedGraph

__version__ = "0.1.0"


def open(where: "str | Path") -> "OpenedGraph":  # noqa: A001 - kg.open("out/store") reads as what it does
    """Open a folder that `kg build` left: `.dataset` is an `rdflib.Dataset`, `.store` all that geokg can do with it."""
    from kg.store.rdflib_dataset import open_graph  # noqa: PLC0415 - rdflib loads only where it is asked for

    return open_graph(where)


def to_networkx(view: "GraphView", *, ontology: "Ontology | None" = None) -> "Network":
    """The view of a store, such as `kg.open("out/store").store.view()`, for networkx: see `kg.analysis.networks`."""
    from kg.analysis.networks import to_networkx as made  # noqa: PLC0415 - networkx loads only where it is asked for

    return made(view, ontology=ontology)
