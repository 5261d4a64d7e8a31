"""Pages of a thousand and of twenty thousand lines: the strongest part first, said so, and all of it within reach."""

from itertools import combinations, product

import pytest

from benchmarks.pages import view_of
from kg.export.html import write
from kg.ontology import load_ontology
from tests.chromium import are_apart

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder, ontology = tmp_path_factory.mktemp("sizes"), load_ontology()
    for lines in (1000, 20_000):
        write(view_of(lines, ontology), folder / f"{lines}.html", ontology=ontology)
    return folder


@pytest.mark.parametrize("lines", [1000, 20_000])
def test_the_strongest_part_comes_first_and_more_on_demand(opened, files, lines):
    tab = opened(files / f"{lines}.html")
    assert tab.evaluate("graphs.actors.edges.length") == lines
    assert f"The strongest 90 of {lines:,} lines" in tab.locator("#bar").inner_text()
    assert tab.evaluate("edges.length") == 90
    labels = tab.evaluate("state.labels.map(({ pieces }) => pieces)")
    assert len(labels) >= tab.evaluate("nodes.length"), "names of all, and words"
    for pieces, others in combinations(labels, 2):
        assert all(are_apart(piece, other) for piece, other in product(pieces, others))
    tab.get_by_role("button", name="more", exact=True).click()
    assert tab.evaluate("edges.length") == 180


def test_a_thousand_lines_can_all_be_drawn(opened, files):
    tab = opened(files / "1000.html")
    tab.get_by_role("button", name="all", exact=True).click()
    assert tab.evaluate("edges.length") == 1000
    assert tab.evaluate("nodes.length") == tab.evaluate("graphs.actors.nodes.length")
    assert len(set(tab.evaluate("nodes.get().map(({x, y}) => `${x} ${y}`)"))) == tab.evaluate("nodes.length")


def test_what_is_weak_is_found_and_drawn(opened, files):
    tab = opened(files / "20000.html")
    node = tab.evaluate("graphs.actors.nodes.at(-1)")
    tab.locator("#search").fill(node["lines"][0].strip("…"))
    tab.keyboard.press("Enter")
    assert tab.evaluate("nodes.length") > 0
    tab.evaluate("(id) => choose({ node: id })", node["id"])
    assert tab.evaluate("(id) => Boolean(nodes.get(id))", node["id"])
    assert tab.evaluate("(id) => state.labels.some(({ owner }) => owner === id)", node["id"])


def test_the_neighbourhood_of_a_hub_shows_the_strongest_and_says_so(opened, files):
    tab = opened(files / "20000.html")
    hub = tab.evaluate("graphs.actors.nodes[0].id")
    tab.evaluate("(id) => focusOn(id)", hub)
    many = tab.evaluate("(id) => neighboursOf(id).length", hub)
    assert f"the 24 strongest of {many:,} neighbours" in tab.locator("#bar").inner_text()
    assert tab.evaluate("nodes.length") == 25
    tab.get_by_role("button", name="more", exact=True).click()
    assert tab.evaluate("nodes.length") == 49


def test_the_table_has_all_of_many(opened, files):
    tab = opened(files / "20000.html", at="#view=table")
    said = tab.evaluate("story.statements.length")
    assert tab.locator("#rows-told").inner_text() == f"{said:,} statements"
    tab.locator("#table").evaluate("(one) => { one.scrollTop = one.scrollHeight; }")
    tab.wait_for_function("document.querySelectorAll('#table tbody tr').length >= 200")
