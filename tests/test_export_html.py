"""The page as text: what is in it, what cannot get out of it, and that it is the same every time."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.export import export
from kg.export.html import VIS, links_of, page, write
from kg.export.page.drawing import network_of
from kg.export.page.grouping import FIRST_EDGES, SHOWN_WHOLE, edges_of, first_part, nodes_of
from kg.export.page.layout import Box, positions
from kg.export.page.lettering import LINE, columns, lines_of, width
from kg.export.page.rollup import rolled_ends
from kg.export.page.story import around, parts_of, story_of
from kg.export.page.surroundings import placed_around
from kg.model import Entity, Evidence, GraphView, Statement
from kg.ontology import load_ontology
from tests.conftest import ROOT
from tests.sample_view import FILES, HOSTILE, few_statements, sample_view

ONTOLOGY = load_ontology()
JAPAN, USA, CHINA = (
    Entity(f"state/{code}", "state", name) for code, name in (("JPN", "Japan"), ("USA", "US"), ("CHN", "China"))
)

FIRST_DOCUMENT = replace(sample_view().documents[0], key="a")

boxes = st.builds(Box, st.integers(5, 80), st.integers(5, 25), st.integers(5, 60))


@pytest.fixture(scope="module")
def html() -> str:
    return page(sample_view(), ontology=ONTOLOGY, title="Summit")


def block(html: str, name: str):
    return json.loads(re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)[1])


def tags(html: str) -> list[str]:
    """Every tag that a parser opens, in order."""
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append(f"{tag} {[name for name, _ in attributes]}")
    parser.feed(html)
    return found


def view_of(*statements: Statement) -> GraphView:
    return GraphView((), tuple(sorted(statements, key=lambda statement: statement.id)))


def said(subject: Entity, predicate: str, object_: Entity, **more) -> Statement:
    return Statement(subject, predicate, object_, **more)


def test_every_entity_is_a_node_and_every_statement_is_on_an_edge(html):
    view, graph = sample_view(), block(html, "graphs-json")["actors"]
    assert {node["id"] for node in graph["nodes"]} == {e.id for s in view.statements for e in (s.subject, s.object)}
    assert sorted(i for edge in graph["edges"] for i in edge["statements"]) == list(range(len(view.statements)))
    assert [edge["id"] for edge in graph["edges"]] == [f"e{index}" for index in range(len(graph["edges"]))]


def test_the_story_tells_statements_in_the_order_of_the_view(html):
    told = block(html, "story-json")
    assert [one["id"] for one in told["statements"]] == [one.id for one in sample_view().statements]
    for one, statement in zip(told["statements"], sample_view().statements, strict=True):
        assert told["entities"][one["subject"]]["label"] == statement.subject.label
        assert told["relations"][one["relation"]]["name"] == statement.predicate
        assert ["".join(text for text, _ in e["parts"]) for e in one["evidence"]] == [
            e.quote for e in statement.evidence
        ]
    assert [document["key"] for document in told["documents"]] == list(FILES)


def test_one_edge_for_a_pair_and_a_sign():
    view = view_of(
        said(USA, "defends", JAPAN),
        said(JAPAN, "investsIn", USA),
        said(JAPAN, "criticizes", USA),
        said(JAPAN, "cooperatesWith", USA, polarity="denied"),
    )
    edges = edges_of(view, ONTOLOGY)
    assert [(edge.sign, len(edge.statements)) for edge in edges] == [(1, 2), (-1, 1), (0, 1)]
    assert [edge.order for edge in edges] == [0, 1, 2]


def test_the_relation_of_most_files_comes_first():
    evidence = [Evidence(key, 0, 1, "x", (0, 1), (0, 1), (0, 1), "verb", 0.9) for key in "abc"]
    weak = said(USA, "defends", JAPAN, evidence=(evidence[0],))
    strong = said(USA, "supports", JAPAN, status="planned", evidence=tuple(evidence))
    view = view_of(weak, strong)
    (edge,) = edges_of(view, ONTOLOGY)
    assert [view.statements[index].predicate for index in edge.statements] == ["supports", "defends"]


def test_offices_are_background():
    person = Entity("person/a", "person", "A")
    edges = edges_of(view_of(said(person, "headOfStateOf", USA), said(USA, "meets", CHINA)), ONTOLOGY)
    assert [edge.background for edge in edges] == [False, True]
    assert [node.weight for node in nodes_of(view_of(said(person, "headOfStateOf", USA)), ONTOLOGY)] == [0, 0]


def test_nothing_is_asked_of_the_network(html):
    markup = re.sub(r"(<script[^>]*>).*?</script>", r"\1", html, flags=re.DOTALL)
    assert len(markup) < 20_000
    assert not re.search(r"""(?:src|href|action|srcset)\s*=|url\(|@import|https?:""", markup)


def test_the_policy_allows_what_is_in_the_file_and_nothing_else(html):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL)
    digests = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline}
    assert digests == set(re.findall(r"'sha256-([^']*)'", policy))
    assert "\r" not in html


def test_vis_network_is_the_one_that_is_listed(html):
    listed = (ROOT / "kg/export/page/THIRD_PARTY.md").read_text("utf-8")
    bundled = (files("pyvis") / VIS).read_bytes()
    assert re.findall(r"`([0-9a-f]{64})`", listed) == [hashlib.sha256(bundled).hexdigest()]
    assert bundled.decode().replace("\r\n", "\n") in html


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_leaves_its_place(name):
    hostile = replace(JAPAN, label=name)
    quote = Evidence("a", 0, len(name), name, (0, 2), (0, 2), (0, 2), "verb", 0.9)
    view = replace(
        sample_view(), statements=(said(hostile, "meets", USA, evidence=(replace(quote, document=FILES[0]),)),)
    )
    text = page(view, ontology=ONTOLOGY, title=name)
    assert tags(text) == tags(page(few_statements(1), ontology=ONTOLOGY, title="Summit"))
    assert block(text, "story-json")["entities"][0]["label"] == name


def test_template_and_scripts_keep_apart():
    source = page(few_statements(1), ontology=ONTOLOGY, title="{{ 7*7 }}")
    assert "<h1>{{ 7*7 }}</h1>" in source


def test_the_same_bytes_under_any_hash_seed(tmp_path):
    program = (
        "import sys; from pathlib import Path; from kg.export.html import write; from kg.ontology import load_ontology;"
        "from tests.sample_view import sample_view; write(sample_view(), Path(sys.argv[1]), ontology=load_ontology())"
    )
    found = set()
    for seed in ("0", "42"):
        path = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-c", program, str(path)], check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        found.add(path.read_bytes())
    assert len(found) == 1


def test_the_order_of_drawing_other_things_does_not_matter(html):
    page(few_statements(5), ontology=ONTOLOGY, title="other")
    assert page(sample_view(), ontology=ONTOLOGY, title="Summit") == html


def test_a_view_without_statements_is_a_page(tmp_path):
    export("html", GraphView((), ()), tmp_path / "empty.html", ontology=ONTOLOGY)
    text = (tmp_path / "empty.html").read_text(encoding="utf-8")
    assert block(text, "graphs-json") == {"actors": {"nodes": [], "edges": []}, "states": None}
    assert "<h1>Relations in 0 documents</h1>" in text


def test_a_page_is_whole_or_not_there(tmp_path):
    path = tmp_path / "page.html"
    write(few_statements(2), path, ontology=ONTOLOGY, title="first")
    broken = view_of(replace(few_statements(1).statements[0], predicate="unheardOf"))
    with pytest.raises(OntologyError, match="unheardOf"):
        write(broken, path, ontology=ONTOLOGY)
    assert "<h1>first</h1>" in path.read_text(encoding="utf-8")
    assert [found.name for found in tmp_path.iterdir()] == ["page.html"]


def test_a_relation_of_somebody_to_himself_is_drawn():
    graph = block(page(view_of(said(USA, "criticizes", USA)), ontology=ONTOLOGY, title=""), "graphs-json")
    assert [(edge["from"], edge["to"]) for edge in graph["actors"]["edges"]] == [("state/USA", "state/USA")]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(boxes, min_size=1, max_size=25), st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=40)
)
def test_boxes_do_not_overlap(sizes, links):
    named = {f"n{index}": box for index, box in enumerate(sizes)}
    joined = [(f"n{a}", f"n{b}") for a, b in links if a < len(sizes) and b < len(sizes)]
    places = positions(named, joined)
    assert places == positions(named, joined)
    for (a, (ax, ay)), (b, (bx, by)) in combinations(places.items(), 2):
        beside = abs(ax - bx) >= named[a].half + named[b].half
        above = ay + named[a].down <= by - named[b].up or by + named[b].down <= ay - named[a].up
        assert beside or above, (a, b, places)


def test_a_thousand_nodes_are_laid_out_in_seconds():
    named = {f"n{index}": Box(40, 10, 20) for index in range(1000)}
    links = [(f"n{index}", f"n{index * 7 % 100}") for index in range(1000)]
    assert len(set(positions(named, links).values())) == 1000


@given(st.text(max_size=120))
def test_names_fit_their_lines(label):
    lines = lines_of(label)
    assert 1 <= len(lines) <= 2
    assert all(columns(line) <= LINE for line in lines)
    assert width(lines[0], 12) > 0


def test_names_break_evenly():
    assert lines_of("pressurised lunar rover") == ("pressurised", "lunar rover")
    assert lines_of("United Kingdom") == ("United Kingdom",)


def test_quotes_are_cut_in_code_points():
    evidence = Evidence("a", 10, 30, "🌕 Japan meets Japan", (12, 17), (24, 29), (18, 23), "verb", 0.9)
    parts = parts_of([replace(evidence, quote="🌕 Japan meets Japan.")])
    assert parts == [("🌕 ", ""), ("Japan", "s"), (" ", ""), ("meets", "c"), (" ", ""), ("Japan", "o"), (".", "")]


def test_overlapping_spans_share_a_piece():
    evidence = Evidence("a", 0, 9, "US-Japan.", (0, 8), (3, 8), (50, 60), "compound", 0.9)
    assert parts_of([evidence]) == [("US-", "s"), ("Japan", "so"), (".", "")]


def test_evidence_of_one_sentence_is_told_once():
    first = Evidence("a", 0, 20, "Japan meets Japanese", (0, 5), (12, 20), (6, 11), "verb", 0.9)
    second = replace(first, subject_span=(12, 20), object_span=(0, 5), confidence=0.4)
    view = GraphView((FIRST_DOCUMENT,), (said(JAPAN, "meets", USA, evidence=(first, second)),))
    (told,) = story_of(view, ONTOLOGY)["statements"]
    (evidence,) = told["evidence"]
    assert evidence["confidence"] == 0.9
    assert evidence["parts"] == [("Japan", "so"), (" ", ""), ("meets", "c"), (" ", ""), ("Japanese", "so")]


def test_a_quote_is_told_with_what_stands_around_it():
    text = f"{'before ' * 40}Japan meets the US. {'after ' * 40}"
    start = text.index("Japan")
    before, after = around(text, start, start + 19)
    assert before.startswith("… before")
    assert before.endswith("before")
    assert after.startswith("after")
    assert after.endswith(" …")
    assert around("Japan meets", 0, 11) == ("", "")


def test_documents_beside_the_page_are_linked(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "a b#.txt").write_text("x")
    (out / "c.txt").write_text("x")
    view = GraphView(tuple(replace(FIRST_DOCUMENT, key=key) for key in ("a b#.txt", "c.txt", "d.txt\x00")), ())
    assert links_of(view, out) == {"a b#.txt": "../a%20b%23.txt", "c.txt": "c.txt"}


def test_rolling_up_follows_acts_for_to_its_end():
    minister = Entity("person/m", "person", "M", acts_for="organization/ministry")
    ministry = Entity("organization/ministry", "organization", "Ministry", acts_for="state/JPN")
    firm = Entity("organization/firm", "organization", "Firm", country="JPN")
    circle = Entity("person/c", "person", "C", acts_for="person/c")
    view = view_of(said(minister, "meets", circle), said(ministry, "criticizes", firm))
    ends = {(a.id, b.id) for a, b in rolled_ends(view, ONTOLOGY)}
    assert ends == {("state/JPN", "person/c"), ("state/JPN", "organization/firm")}


def test_whom_one_acts_for_is_named_though_nothing_else_is_said_of_him():
    person = Entity("person/p", "person", "P", acts_for="state/FRA")
    ((subject, _),) = rolled_ends(view_of(said(person, "meets", USA)), ONTOLOGY)
    assert (subject.label, subject.kind) == ("France", "state")


def test_what_two_of_one_state_say_of_each_other_is_no_line_of_the_state():
    view = view_of(
        said(replace(CHINA, id="person/a", kind="person", acts_for="state/CHN"), "headOfStateOf", CHINA),
        said(CHINA, "criticizes", CHINA),
    )
    network = network_of(view, ONTOLOGY, rolled_ends(view, ONTOLOGY))
    assert [edge["sign"] for edge in network.edges] == [-1]


def test_above_some_lines_the_strongest_come_first_and_stand_where_they_stood():
    assert first_part([None] * SHOWN_WHOLE) == SHOWN_WHOLE
    assert first_part([None] * (SHOWN_WHOLE + 1)) == FIRST_EDGES
    script = (ROOT / "kg/export/page/story.js").read_text("utf-8")
    assert f": {SHOWN_WHOLE};" in script
    assert f": {FIRST_EDGES};" in script


def test_nodes_around_a_core_leave_it_in_place():
    core = {"a": (0, 0), "b": (200, 0)}
    names = ["a", "b", *(f"n{index}" for index in range(60))]
    links = [("a" if index % 2 else "b", f"n{index}") for index in range(60)]
    placed = placed_around(core, names, links)
    assert placed == placed_around(core, names, links)
    assert (placed["a"], placed["b"]) == ((0, 0), (200, 0))
    assert len(set(placed.values())) == 62


def test_a_very_long_name_is_cut_at_once():
    assert all(columns(line) <= LINE for line in lines_of("word " * 100_000))
    assert lines_of("x" * 10_000)[0].endswith("…")
