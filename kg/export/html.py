"""The interactive page: one file that opens from disk and asks the network for nothing.

pyvis carries the network and fills the template of `kg/export/page/`; layout and grouping are computed here, the
text of the documents travels as JSON and becomes text nodes. See docs/decisions/0005-pyvis-draws-the-page.md.
"""

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from kg.export.page.drawing import network_of
from kg.export.page.rollup import ends_of, rolled_ends
from kg.export.page.story import story_of
from kg.export.whole import whole_file
from kg.model import GraphView
from kg.ontology import Ontology

SCRIPTS = (
    "dom.js",
    "story.js",
    "facets.js",
    "labels.js",
    "graph.js",
    "panel.js",
    "legend.js",
    "search.js",
    "table.js",
    "matrix.js",
    "timeline.js",
    "picture.js",
    "link.js",
    "keys.js",
    "page.js",
)
"""In the order in which they build on each other."""
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def write(
    view: GraphView,
    path: Path,
    *,
    ontology: Ontology,
    title: str | None = None,
    copies: Mapping[str, str] | None = None,
) -> None:
    """Writes the page of a view, whole or not at all; the same bytes for the same view.

    `title` is the heading, by default the number of documents. Documents that lie beside the page, or beside its
    folder, are linked; `copies` maps a document's key to the first with the same text, or nearly so. A UsageError or
    StoreError where the file cannot be written, an OntologyError for a predicate that the ontology does not know.
    """
    html = page(
        view, ontology=ontology, title=title or title_of(view), links=links_of(view, path.parent), copies=copies
    )
    with whole_file(path) as stream:
        stream.write(html.encode("utf-8"))


def title_of(view: GraphView) -> str:
    """The heading of a page that was given none."""
    count = len(view.documents)
    return f"Relations in {count} document" if count == 1 else f"Relations in {count} documents"


def links_of(view: GraphView, folder: Path) -> dict[str, str]:
    """Key to address, relative to `folder`, of every document that lies in it or in its parent."""
    found = {}
    for document in view.documents:
        for prefix in ("", "../"):
            if os.path.isfile(folder / f"{prefix}{document.key}"):  # noqa: PTH113 - False, not an error, for any key
                found[document.key] = prefix + quote(document.key)
                break
    return found


def page(
    view: GraphView,
    *,
    ontology: Ontology,
    title: str,
    links: Mapping[str, str] | None = None,
    copies: Mapping[str, str] | None = None,
) -> str:
    """The HTML of a view; `links` are addresses of documents by key, `copies` as of `write`."""
    actors = network_of(view, ontology, ends_of(view))
    rolled = rolled_ends(view, ontology)
    states = network_of(view, ontology, rolled) if rolled != ends_of(view) else None
    style = _own("page.css")
    scripts = [_vis(), "\n".join(_own(name) for name in SCRIPTS)]
    actors.templateEnv.globals.update(
        title=title,
        graphs=_json(
            {
                "actors": {"nodes": actors.nodes, "edges": actors.edges},
                "states": {"nodes": states.nodes, "edges": states.edges} if states else None,
            }
        ),
        story=_json(story_of(view, ontology, links, copies)),
        style=style,
        scripts=scripts,
        policy=_policy(scripts, style),
    )
    return str(actors.generate_html())


def _own(name: str) -> str:
    return (files("kg.export.page") / name).read_text(encoding="utf-8")


def _vis() -> str:
    """vis-network as pyvis ships it, its line ends read as a browser reads them: the policy holds its checksum."""
    return (files("pyvis") / VIS).read_text(encoding="utf-8")


def _json(value: object) -> str:
    """JSON in ASCII that no text can break out of: every `<` is escaped, so there is no `</script>` and no `<!--`."""
    written = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return written.replace("<", "\\u003c")


def _policy(scripts: list[str], style: str) -> str:
    """Nothing may run, style or load but what is in the file, known by its checksum."""
    allowed = " ".join(_checksum(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_checksum(style)}; base-uri 'none'; form-action 'none'"
    )


def _checksum(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
