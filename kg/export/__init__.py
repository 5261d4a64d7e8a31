"""A view becomes a file: one module a format, each with one function `write(view, path, *, ontology, ...)`.

Most formats are also written from a store without holding it in memory (`export_from`).
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from kg.errors import UsageError
from kg.export.source import Source
from kg.model import View
from kg.ontology import Ontology, load_ontology
from kg.rdf import BASE_IRI

#: Format to the module that writes it, imported when used.
FORMATS: Mapping[str, str] = {
    "csv": "kg.export.csv",
    "cypher": "kg.export.cypher",
    "gexf": "kg.export.gexf",
    "gexf-pairs": "kg.export.gexf_pairs",
    "graphml": "kg.export.graphml",
    "html": "kg.export.html",
    "jsonl": "kg.export.jsonl",
    "kgx": "kg.export.kgx",
    "neo4j-csv": "kg.export.neo4j_csv",
    "parquet": "kg.export.parquet",
    "plover": "kg.export.plover",
    "prov": "kg.export.prov",
    "rdf12": "kg.export.rdf12",
    "turtle": "kg.export.turtle",
}
#: Format to the module and function that write it from a store, one document after another.
STREAMED: Mapping[str, tuple[str, str]] = {
    "jsonld": ("kg.export.jsonld", "write_from"),
    "nq": ("kg.export.dataset", "write_nq"),
    "trig": ("kg.export.dataset", "write_trig"),
    "ttl": ("kg.export.turtle", "write_from"),
    "turtle": ("kg.export.turtle", "write_from"),
}
#: Formats that need the whole graph in memory: they are drawn.
DRAWN = frozenset({"gexf", "gexf-pairs", "graphml", "html"})
#: Formats of several files, which go into a folder.
FOLDERS = frozenset({"kgx", "neo4j-csv"})
#: What a writer takes besides the ontology.
_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "cypher": ("model",),
    "html": ("title",),
    "neo4j-csv": ("model",),
    "prov": ("base_iri",),
    "rdf12": ("base_iri",),
    "turtle": ("base_iri",),
}


def check_format(name: str) -> str:
    """The name itself; a UsageError where there is no such format."""
    known = {*FORMATS, *STREAMED}
    if name not in known:
        raise UsageError(f"format {name!a}: unknown; allowed: {', '.join(sorted(known))}")
    return name


def export_from(
    source: Source,
    name: str,
    path: str | Path,
    *,
    ontology: Ontology | None = None,
    title: str | None = None,
    model: str | None = None,
) -> None:
    """Write a store, which need not fit into memory but for the formats in `DRAWN`; errors as of `export`."""
    from kg.export.viewing import streamed  # noqa: PLC0415 - for those who export

    known = ontology or load_ontology()
    if check_format(name) in STREAMED:
        _check_options(name, title=title, model=model)
        module, function = STREAMED[name]
        getattr(import_module(module), function)(source, Path(path), ontology=known)
    elif name in DRAWN:
        whole = source.view(with_text=False)
        export(name, whole, path, ontology=known, base_iri=source.base_iri, title=title, model=model)
    else:
        with streamed(source) as view:
            export(name, view, path, ontology=known, base_iri=source.base_iri, title=title, model=model)


def export(
    name: str,
    view: View,
    path: str | Path,
    *,
    ontology: Ontology | None = None,
    base_iri: str = BASE_IRI,
    title: str | None = None,
    model: str | None = None,
    copies: Mapping[str, str] | None = None,
) -> None:
    """Write a view as a format; the file is whole or not there.

    `ontology` is the one that ships where left out; `base_iri` is for RDF, `title` for pages, `model` for property
    graphs ("simple" or "full"), `copies` for pages: key of a document to the first with the same text, or nearly so. A
    UsageError for an unknown format, an option that the format has not, and a missing folder; a StoreError where the
    file cannot be written.
    """
    if check_format(name) not in FORMATS:
        raise UsageError(f"format {name!a}: has the documents apart and needs a store; allowed: {', '.join(FORMATS)}")
    _check_options(name, title=title, model=model)
    given = {"base_iri": base_iri, "title": title, "model": model}
    options: dict[str, object] = {
        option: given[option] for option in _OPTIONS.get(name, ()) if given[option] is not None
    }
    if name == "html" and copies is not None:
        options["copies"] = copies
    import_module(FORMATS[name]).write(view, Path(path), ontology=ontology or load_ontology(), **options)


def _check_options(name: str, **given: str | None) -> None:
    for option, value in given.items():
        if value is not None and option not in _OPTIONS.get(name, ()):
            allowed = sorted(each for each, options in _OPTIONS.items() if option in options)
            raise UsageError(f"{option} {value!a}: {name} has none; allowed with {', '.join(allowed)}")
