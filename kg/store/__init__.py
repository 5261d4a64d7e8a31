"""Keeps one named graph per document: `replace`, `remove`, `view`, `query`."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from kg.store.interface import Answer, Kept, Row, Store

MEMORY = ":memory:"
#: Kind of store to the module that opens it, imported when used.
KINDS: Mapping[str, str] = {
    "folder": "kg.store.embedded",
    "memory": "kg.store.embedded",
    "server": "kg.store.remote",
}

__all__ = ["KINDS", "MEMORY", "Answer", "Kept", "Row", "Store", "open_store"]


def open_store(
    where: str | Path,
    *,
    read_only: bool = False,
    create: bool = True,
    base_iri: str | None = None,
    root: str | None = None,
    signs: Mapping[str, int] | None = None,
) -> Store:
    """Open a store: a folder, `:memory:` for one that is gone when closed, or the URL of a SPARQL 1.1 server.

    A folder has one writer; with `read_only` it may be opened beside the writer and shows the moment of
    opening, until the writer replaces files that it needs: then a StoreError asks to open it again.
    A server decides itself who may write when; its passwords come from the environment (`kg.store.protocol`).
    `create` makes a new or empty folder a store, else a missing one is a UsageError. `base_iri` is the store's own
    (a new store: `kg.rdf.BASE_IRI`) where left out, another one than the store's a StoreError. `root` is kept by the
    first build that gives one; `Store.root` tells it. `signs` maps each predicate to its sign, by default those of the
    ontology. A StoreError where the folder is in use, damaged, unreadable, or made by a newer version.
    """
    module = import_module(KINDS[_kind(str(where))])
    opened = module.open_store(where, read_only=read_only, create=create, base_iri=base_iri, root=root, signs=signs)
    return cast("Store", opened)


def _kind(where: str) -> str:
    if where == MEMORY:
        return "memory"
    if "://" in where:
        return "server"
    return "folder"
