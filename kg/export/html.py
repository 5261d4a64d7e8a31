"""The interactive page: one file that opens from disk and asks the network for nothing.

pyvis carries the network and fills the template of `kg/export/page/`; layout and grouping are computed here, the
text of the documents travels as JSON and becomes text nodes. See docs/decisions/0005-pyvis-draws-the-page.md.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from pyvis.network import Network

from kg.export.page.figures import SMALL, Figure
from kg.export.page.grouping import Edge, Node, edges_of, nodes_of, predicate_of
from kg.export.page.layout import positions
from kg.export.page.lettering import width
from kg.export.page.story import story_of
from kg.export.whole import whole_file
from kg.model import GraphView
from kg.ontology import Ontology

SCRIPTS = ("labels.js", "filters.js", "panel.js", "page.js")
MAIN_ACTORS = 8
"""Nodes whose names are written large."""
LABELLED_EDGES, STRONGEST_EDGES = 40, 12
"""Up to so many edges carry words, all but the background; of more, the strongest so many. As in labels.js."""
SIGN_COLOURS = {1: "#0072b2", -1: "#d55e00", 0: "#767676"}
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 150, "multiselect": False, "selectConnectedEdges": False},
    "nodes": {"borderWidth": 1, "borderWidthSelected": 3, "scaling": {"label": {"drawThreshold": 1e6}}},
    "edges": {"selectionWidth": 1, "hoverWidth": 1, "arrowStrikethrough": False},
}
"""`drawThreshold`: labels.js writes the names, so that none covers another at any zoom."""


def write(view: GraphView, path: Path, *, ontology: Ontology, title: str | None = None) -> None:
    """Writes the page of a view, whole or not at all; the same bytes for the same view.

    `title` is the heading, by default the number of documents. A UsageError or StoreError where the file cannot be
    written, an OntologyError for a predicate that the ontology does not know.
    """
    html = page(view, ontology=ontology, title=title or title_of(view))
    with whole_file(path) as stream:
        stream.write(html.encode("utf-8"))


def title_of(view: GraphView) -> str:
    """The heading of a page that was given none."""
    count = len(view.documents)
    return f"Relations in {count} document" if count == 1 else f"Relations in {count} documents"


def page(view: GraphView, *, ontology: Ontology, title: str) -> str:
    """The HTML of a view."""
    nodes, edges = nodes_of(view, ontology), edges_of(view, ontology)
    network = _network(nodes, edges, _notes(view, edges, ontology))
    story = {
        **story_of(view, ontology),
        "edges": {f"e{index}": edge.statements for index, edge in enumerate(edges)},
        "background": [f"e{index}" for index, edge in enumerate(edges) if edge.background],
    }
    style = _own("page.css")
    scripts = [_vis(), "\n".join(_own(name) for name in SCRIPTS)]
    network.templateEnv.globals.update(
        title=title,
        story=_json(story),
        style=style,
        scripts=scripts,
        policy=_policy(scripts, style),
    )
    return str(network.generate_html())


def _network(nodes: tuple[Node, ...], edges: tuple[Edge, ...], notes: Mapping[tuple[str, str], int]) -> Network:
    """The graph as pyvis holds it: directed, or it would drop the second edge of a pair."""
    network = Network(directed=True, cdn_resources="in_line")
    network.set_template_dir(str(files("kg.export.page")), "page.html")
    network.options = OPTIONS
    figures = [Figure.of(node, large=rank < MAIN_ACTORS) for rank, node in enumerate(nodes)]
    links = [(edge.source, edge.target) for edge in edges]
    places = positions({figure.id: figure.box for figure in figures}, links, notes)
    for figure in figures:
        x, y = places[figure.id]
        network.add_node(figure.id, x=x, y=y, **figure.options())
    for index, edge in enumerate(edges):
        network.add_edge(edge.source, edge.target, id=f"e{index}", **_drawn(edge))
    return network


def _notes(view: GraphView, edges: Sequence[Edge], ontology: Ontology) -> dict[tuple[str, str], int]:
    """Room for the words on the edges that carry some at first sight: all of few, the strongest of many; in pixels."""
    most = LABELLED_EDGES if len(edges) <= LABELLED_EDGES else STRONGEST_EDGES
    worded = [edge for edge in edges if not edge.background][:most]
    found: dict[tuple[str, str], int] = {}
    for edge in worded:
        first = view.statements[edge.statements[0]]
        words = predicate_of(first, ontology).label_en
        words += "" if first.status == "actual" else f" ({first.status})"
        words += " +9 ›" if len(edge.statements) > 1 else ""
        found.setdefault((edge.source, edge.target), width(words, SMALL))
    return found


def _drawn(edge: Edge) -> dict[str, object]:
    """What does not change with the filters; arrows, width, dashes and words follow from the statements left."""
    bend = {0: {"enabled": False}, 1: {"enabled": True, "type": "curvedCW", "roundness": 0.18}}
    bent = bend.get(edge.order, {"enabled": True, "type": "curvedCCW", "roundness": 0.18})
    return {"sign": edge.sign, "color": SIGN_COLOURS[edge.sign], "arrows": "", "width": 1, "smooth": bent}


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
