"""A view becomes a file: one module a format, each with one function `write(view, path, *, ontology, ...)`.

Formats of RDF are also written from a store without holding it in memory (`export_from`).
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from kg.errors import UsageError
from kg.export.source import Source
from kg.model import GraphView
from kg.ontology import Ontology, load_ontology
from kg.rdf import BASE_IRI

#: Format to the module that writes it, imported when used.
FORMATS: Mapping[str, str] = {
    "html": "kg.export.html",
    "jsonl": "kg.export.jsonl",
    "turtle": "kg.export.turtle",
}
#: Format to the module and function that write it from a store, one document after another.
STREAMED: Mapping[str, tuple[str, str]] = {
    "jsonld": ("kg.export.dataset", "write_jsonld"),
    "nq": ("kg.export.dataset", "write_nq"),
    "trig": ("kg.export.dataset", "write_trig"),
    "ttl": ("kg.export.turtle", "write_from"),
    "turtle": ("kg.export.turtle", "write_from"),
}
#: What a writer takes besides the ontology.
_OPTIONS: Mapping[str, tuple[str, ...]] = {"html": ("title",), "jsonl": (), "turtle": ("base_iri",)}


def check_format(name: str) -> str:
    """The name itself; a UsageError where there is no such format."""
    known = {*FORMATS, *STREAMED}
    if name not in known:
        raise UsageError(f"format {name!a}: unknown; allowed: {', '.join(sorted(known))}")
    return name


def export_from(source: Source, name: str, path: str | Path, *, ontology: Ontology | None = None) -> None:
    """Write a store as one of the formats in `STREAMED`, which it need not fit into memory for; else as `export`."""
    module, function = STREAMED[name]
    getattr(import_module(module), function)(source, Path(path), ontology=ontology or load_ontology())


def export(
    name: str,
    view: GraphView,
    path: str | Path,
    *,
    ontology: Ontology | None = None,
    base_iri: str = BASE_IRI,
    title: str | None = None,
) -> None:
    """Write a view as a format; the file is whole or not there.

    `ontology` is the one that ships where left out; `base_iri` is for RDF, `title` for pages. A UsageError for an
    unknown format, a title where the format has none, and a missing folder; a StoreError where the file cannot be
    written.
    """
    if check_format(name) not in FORMATS:
        raise UsageError(f"format {name!a}: has the documents apart and needs a store; allowed: {', '.join(FORMATS)}")
    module = import_module(FORMATS[name])
    if title is not None and "title" not in _OPTIONS[name]:
        raise UsageError(f"title {title!a}: {name} has none; allowed with html")
    given = {"base_iri": base_iri, "title": title}
    options = {option: given[option] for option in _OPTIONS[name] if given[option] is not None}
    module.write(view, Path(path), ontology=ontology or load_ontology(), **options)
