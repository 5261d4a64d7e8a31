"""The page in a real browser, driven as a person would: look, click, search, filter, walk, read, save."""

import csv
import io
import struct
import xml.etree.ElementTree as ET
from itertools import combinations, product

import pytest

from kg.export.html import write
from kg.ontology import load_ontology
from tests.chromium import are_apart, centre_of, middle_of, on_screen
from tests.sample_view import few_statements, sample_view

pytestmark = pytest.mark.browser

LABELS = """
state.labels.map(({left, right, top, bottom, text, kind, pieces}) => ({left, right, top, bottom, text, kind, pieces}))
"""
ACTIVE = "document.activeElement"
DRAWN = "edges.getIds().sort()"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write(sample_view(), path, ontology=load_ontology(), title="Summit")
    return path


def heading(tab):
    return tab.locator("#panel h2").first.inner_text()


def test_all_nodes_and_edges_are_drawn(opened, file):
    tab = opened(file)
    graph = tab.evaluate("[graphs.actors.nodes.length, graphs.actors.edges.length]")
    assert tab.evaluate("[nodes.length, edges.length]") == graph
    assert tab.evaluate("Object.values(network.body.edges).filter((edge) => edge.connected).length") == graph[1]
    said = tab.evaluate("graphs.actors.edges.flatMap((edge) => edge.statements).sort((a, b) => a - b)")
    assert said == list(range(len(sample_view().statements)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_at_first_sight_every_name_is_there_and_none_covers_another(opened, file, scheme):
    tab = opened(file, scheme=scheme)
    labels = tab.evaluate(LABELS)
    assert sum(label["kind"] == "node" for label in labels) == tab.evaluate("nodes.length")
    for one, other in combinations(labels, 2):
        for a, b in product(one["pieces"], other["pieces"]):
            assert are_apart(a, b), (one, other)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 700), (390, 844)])
def test_everything_is_in_view(opened, file, width, height):
    tab = opened(file, width=width, height=height)
    frame = tab.locator("#network").bounding_box()
    assert frame["x"] + frame["width"] <= width
    for label in tab.evaluate(LABELS):
        left, top = on_screen(tab, label["left"], label["top"])
        right, bottom = on_screen(tab, label["right"], label["bottom"])
        assert frame["x"] - 1 <= left, label
        assert frame["y"] - 1 <= top, label
        assert right <= frame["x"] + frame["width"] + 1, label
        assert bottom <= frame["y"] + frame["height"] + 1, label


def test_the_strongest_relation_is_written_at_first_sight(opened, file):
    tab = opened(file)
    assert "cooperates with +7" in {label["text"] for label in tab.evaluate(LABELS) if label["kind"] == "edge"}
    assert "cooperates with +7" in tab.locator("#panel .line").first.inner_text()


def test_all_edges_of_a_small_graph_have_words(opened, tmp_path):
    path = tmp_path / "small.html"
    write(few_statements(8), path, ontology=load_ontology())
    tab = opened(path)
    written = [label for label in tab.evaluate(LABELS) if label["kind"] == "edge"]
    assert len(written) == tab.evaluate("graphs.actors.edges.filter((edge) => !edge.background).length")


def test_a_click_on_an_edge_shows_the_words(opened, file):
    tab = opened(file)
    tab.mouse.click(*middle_of(tab, "e0"))
    panel = tab.locator("#panel")
    assert panel.locator("article").count() == 8
    first = panel.locator("article").first
    assert (
        first.locator("blockquote").first.inner_text().startswith("On 🌕 Thursday Japan <cooperatesWith> United States")
    )
    assert first.locator("blockquote .subject").first.inner_text() == "Japan"
    assert first.locator("blockquote .object").first.inner_text() == "United States"
    assert first.locator("blockquote .cue").first.inner_text() == "<cooperatesWith>"
    assert "000_it.txt · it · 2024-04-11" in first.inner_text()
    assert "said by Joe Biden" in panel.inner_text()
    assert "planned" in panel.inner_text()


def test_a_click_on_a_node_lists_its_lines_which_open_into_statements(opened, file):
    tab = opened(file)
    tab.mouse.click(*centre_of(tab, "state/CHN"))
    assert heading(tab) == "China"
    for fold in tab.locator("#panel details").all():
        fold.locator("summary").click()
    said = {s.id for s in sample_view().statements if "state/CHN" in (s.subject.id, s.object.id)}
    tab.wait_for_function("(count) => panel.querySelectorAll('article').length === count", arg=len(said))
    assert {one.get_attribute("data-statement") for one in tab.locator("#panel article").all()} == said
    tab.keyboard.press("Escape")
    assert heading(tab) == "Strongest relations"


def test_the_pointer_meets_a_tooltip_of_text(opened, file):
    tab = opened(file)
    x, y = middle_of(tab, "e0")
    tab.mouse.move(x - 40, y - 40)
    tab.mouse.move(x, y)
    tip = tab.locator("div.vis-tooltip")
    tip.wait_for(state="visible")
    assert "Japan cooperates with United States" in tip.inner_text()
    assert "000_it.txt" in tip.inner_text()


def test_looking_does_not_move_the_names(opened, file):
    tab = opened(file)
    before = {label["text"]: label["left"] for label in tab.evaluate(LABELS) if label["kind"] == "node"}
    tab.mouse.click(*centre_of(tab, "state/CHN"))
    after = {label["text"]: label["left"] for label in tab.evaluate(LABELS) if label["kind"] == "node"}
    assert after == before


# Filters


def test_filters_count_what_they_hide(opened, file):
    tab = opened(file)
    hidden = tab.evaluate("story.statements.filter((one) => one.sign < 0).length")
    row = tab.locator("nav .entry", has_text="conflict")
    assert row.locator("output").inner_text() == str(hidden)
    row.get_by_role("checkbox").uncheck()
    assert tab.locator("#hidden-note span").inner_text() == f"{hidden} hidden by relations"
    assert tab.evaluate(DRAWN) == tab.evaluate(
        "graphs.actors.edges.filter((edge) => edge.sign >= 0).map((edge) => edge.id).sort()"
    )
    tab.locator("#hidden-note button").click()
    assert tab.evaluate("edges.length") == tab.evaluate("graphs.actors.edges.length")


def test_only_leaves_one_value_and_counts_follow(opened, file):
    tab = opened(file)
    row = tab.locator("nav .entry", has_text="planned")
    row.hover()
    row.get_by_role("button", name="only planned").click()
    planned = [s for s in sample_view().statements if s.status == "planned"]
    assert f"{len(planned)} of {len(sample_view().statements)} statements" in tab.locator("#counts").inner_text()
    neutral = tab.locator("nav .entry", has_text="neutral").locator("output").inner_text()
    assert int(neutral) == tab.evaluate("story.statements.filter((s) => s.status === 'planned' && !s.sign).length")


@pytest.mark.parametrize(
    ("title", "value", "test"),
    [
        ("Kind of relation", "cooperation", "family === 'cooperation'"),
        ("Polarity", "denied", "denied"),
        ("Said by", "Mao Ning", "speakers.length && labelOf(s.speakers.at(-1)) === 'Mao Ning'"),
        ("Language", "it", "evidence.some((e) => e.document === 0)"),
        ("Confidence", "0.9 and more", "confidence >= 0.9"),
    ],
)
def test_every_facet_filters(opened, file, title, value, test):
    tab = opened(file)
    group = tab.locator("nav details", has=tab.locator(f"summary span:text-is('{title}')"))
    group.locator("summary").click()
    row = group.locator(".entry", has=tab.locator(f"span:text-is('{value}')"))
    count = int(row.locator("output").inner_text())
    row.hover()
    row.get_by_role("button").click()
    assert count == tab.evaluate(f"story.statements.filter((s) => s.{test}).length") > 0
    assert tab.evaluate("state.visible.filter(Boolean).length") == count


def test_an_empty_result_says_which_filter_to_loosen(opened, file):
    tab = opened(file)
    tab.get_by_role("checkbox", name="planned").uncheck()
    for name in ("cooperation", "conflict", "neutral"):
        tab.get_by_role("checkbox", name=name).uncheck()
    empty = tab.locator("#empty")
    assert "The filter “Relations” hides most" in empty.inner_text()
    empty.get_by_role("button", name="Loosen “Relations”").click()
    assert empty.is_hidden()
    assert tab.evaluate("state.visible.filter(Boolean).length") == sum(
        s.status != "planned" for s in sample_view().statements
    )


def test_a_filter_changes_the_words_of_an_edge(opened, file):
    tab = opened(file)
    tab.get_by_role("checkbox", name="actual").uncheck()
    assert tab.evaluate("edgeText(state.kept.get('e0'))").endswith("(planned) +3")
    assert tab.evaluate("edges.get('e0').dashes") == [7, 5]


def test_an_empty_graph_says_so(opened, tmp_path):
    path = tmp_path / "empty.html"
    write(few_statements(0), path, ontology=load_ontology())
    tab = opened(path)
    assert tab.locator("#empty").inner_text() == "No statements."
    for key in "tmg":
        tab.keyboard.press(key)


# Search


def test_search_suggests_names_relations_and_words(opened, file):
    tab = opened(file)
    tab.locator("#search").fill("artem")
    assert "Artemis program" in tab.locator("#found [aria-selected=true]").inner_text()
    tab.keyboard.press("Enter")
    assert heading(tab) == "Artemis program"
    tab.locator("#search").fill("invades")
    tab.locator("#found [role=option].relations").click()
    assert heading(tab) == "invades"
    assert "Russia invades Ukraine" in tab.locator("#panel").inner_text()
    tab.locator("#search").fill("thursday")
    tab.locator("#found [role=option].words").first.click()
    assert "Thursday" in tab.locator("#panel blockquote").first.inner_text()
    tab.locator("#search").fill("no such thing")
    assert "No such name" in tab.locator("#found").inner_text()


# Roll up, neighbourhood


def test_rolling_up_draws_only_whom_one_acts_for(opened, file):
    tab = opened(file)
    tab.get_by_role("checkbox", name="Roll up to states").check()
    shown = set(tab.evaluate("nodes.getIds()"))
    assert not shown & {"person/joe-biden", "person/fumio-kishida", "person/mao-ning", "organization/congress"}
    assert "organization/nippon-steel" in shown, "a seat does not make a firm its state"
    tab.evaluate("choose({ edge: 'e0' })")
    said = tab.locator("#panel article h3").all_inner_texts()
    assert any("Fumio Kishida" in one for one in said), "the panel says who it is"


def test_the_neighbourhood_alone_and_back(opened, file):
    tab = opened(file)
    tab.mouse.click(*centre_of(tab, "state/CHN"))
    tab.keyboard.press("f")
    neighbours = tab.evaluate("neighboursOf('state/CHN')")
    assert len(neighbours) < 24
    assert set(tab.evaluate("nodes.getIds()")) == {"state/CHN", *neighbours}
    assert "Around China" in tab.locator("#bar").inner_text()
    labels = [label for label in tab.evaluate(LABELS) if label["kind"] == "node"]
    assert len(labels) == len(neighbours) + 1
    tab.keyboard.press("Escape")
    assert tab.evaluate("edges.length") == tab.evaluate("graphs.actors.edges.length")


# Table


def test_the_table_sorts_filters_and_copies(opened, file):
    tab = opened(file)
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.get_by_role("button", name="Table").click()
    rows = tab.locator("#table tbody tr")
    assert rows.count() == min(100, len(sample_view().statements))
    tab.locator("#table th.subject button").click()
    subjects = tab.locator("#table td.subject").all_inner_texts()
    assert subjects == sorted(subjects, key=str.casefold) or subjects[0].startswith("]]")
    assert tab.locator("#table th.subject").get_attribute("aria-sort") == "ascending"
    tab.locator("#table th.subject button").click()
    assert tab.locator("#table th.subject").get_attribute("aria-sort") == "descending"
    tab.get_by_label("Filter rows").fill("invades")
    assert rows.count() == 1
    rows.first.click()
    assert "Russia invades Ukraine" in tab.locator("#panel").inner_text()
    tab.get_by_role("button", name="Copy as CSV").click()
    tab.get_by_role("button", name="Copied").wait_for()
    (copied,) = csv.DictReader(io.StringIO(tab.evaluate("navigator.clipboard.readText()")))
    assert copied["id"] == rows.first.get_attribute("data-id") in {s.id for s in sample_view().statements}
    assert (copied["subject_id"], copied["predicate"], copied["object_id"]) == ("state/RUS", "invades", "state/UKR")


def test_the_table_has_all_statements_and_saves_them(opened, file):
    tab = opened(file, at="#view=table")
    with tab.expect_download() as saved:
        tab.get_by_role("button", name="Save CSV").click()
    rows = list(csv.DictReader(io.StringIO(saved.value.path().read_text("utf-8-sig"), newline="")))
    assert {row["id"] for row in rows} == {s.id for s in sample_view().statements}
    assert saved.value.suggested_filename == "Summit.csv"
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


# Matrix


def test_the_matrix_has_signed_balances_that_open(opened, file):
    tab = opened(file)
    tab.get_by_role("button", name="Matrix").click()
    cell = tab.locator("#matrix td[title^='Russia to Ukraine']")
    assert cell.inner_text() == "−2"
    cell.click()
    assert heading(tab) == "Russia → Ukraine"
    assert tab.locator("#panel article").count() == 2


# Timeline


def test_the_timeline_bounds_the_dates(opened, file):
    tab = opened(file)
    assert tab.locator("#timeline").is_visible()
    tab.locator("#timeline input.from").press("End")
    shown = tab.evaluate("story.statements.filter((s) => state.visible[s.index]).map((s) => s.dates[0])")
    assert set(shown) == {"2024-04"}
    assert "hidden by date" in tab.locator("#hidden-note").inner_text()
    assert "2024" in tab.locator("#period").inner_text()


def test_no_dates_no_timeline(opened, tmp_path):
    path = tmp_path / "undated.html"
    write(few_statements(3), path, ontology=load_ontology())
    assert opened(path).locator("#timeline").is_hidden()


# Pictures


def test_png_and_svg_are_saved(opened, file, tmp_path):
    tab = opened(file, scheme="dark")
    with tab.expect_download() as saved:
        tab.get_by_role("button", name="Save as PNG").click()
    png = saved.value.path().read_bytes()
    assert saved.value.suggested_filename == "Summit.png"
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    frame = tab.locator("#network").bounding_box()
    assert abs(width - 2 * frame["width"]) <= 2
    assert abs(height - 2 * frame["height"]) <= 2
    with tab.expect_download() as saved:
        tab.get_by_role("button", name="Save as SVG").click()
    svg = ET.fromstring(saved.value.path().read_text("utf-8"))  # noqa: S314 - the page's own
    texts = [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Japan", "China", "cooperates with +7", "<script>window.stolen"} <= set(texts)
    shapes = list(svg.iter("{http://www.w3.org/2000/svg}path"))
    assert len(shapes) >= tab.evaluate("nodes.length + edges.length")


# Keyboard


def test_keys_alone_find_the_words(opened, file):
    tab = opened(file)
    tab.keyboard.press("/")
    tab.keyboard.type("japan")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Enter")
    assert heading(tab) == "Japan"
    assert tab.evaluate("document.activeElement.id") == "panel"
    for _ in range(8):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    tab.keyboard.press("Enter")
    assert "Thursday" in tab.locator("#panel blockquote").first.inner_text()
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.id") == "network"


def test_arrow_keys_walk_and_enter_goes_to_the_panel(opened, file):
    tab = opened(file)
    tab.locator("#network").focus()
    tab.keyboard.press("ArrowRight")
    first = heading(tab)
    tab.keyboard.press("ArrowDown")
    assert heading(tab) != first
    assert heading(tab) in tab.locator("#spoken").text_content()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "panel"


def test_keys_change_the_view_and_walk_in_it(opened, file):
    tab = opened(file)
    tab.keyboard.press("t")
    assert tab.locator("#table").is_visible()
    tab.locator("#table tbody tr").first.focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    second = tab.evaluate("ranked[1].id")
    assert tab.locator("#panel article").first.is_visible()
    assert tab.evaluate("state.chosen.statement") == second
    tab.keyboard.press("m")
    assert tab.evaluate("document.activeElement.tagName") == "TD"
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    assert tab.locator("#panel article").count() > 0
    tab.keyboard.press("g")
    assert tab.evaluate("document.activeElement.id") == "network"


def test_everything_is_reached_by_tab_and_seen(opened, file):
    tab = opened(file)
    wanted = tab.evaluate(
        "[...document.querySelectorAll('button, input, summary, a, [tabindex=\"0\"]')]"
        ".filter((one) => one.checkVisibility() && one.tabIndex >= 0).length"
    )
    reached = set()
    for _ in range(wanted + 5):
        tab.keyboard.press("Tab")
        reached.add(tab.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
        seen = tab.evaluate(f"{ACTIVE} === document.body || getComputedStyle({ACTIVE}).outlineStyle !== 'none'")
        assert seen, tab.evaluate("document.activeElement.outerHTML")
    assert len(reached) >= wanted


# Links


def test_the_address_keeps_the_view(opened, file):
    tab = opened(file)
    tab.get_by_role("checkbox", name="conflict").uncheck()
    tab.get_by_role("checkbox", name="Roll up to states").check()
    tab.evaluate("choose({ node: 'state/JPN' })")
    tab.keyboard.press("t")
    tab.locator("#table th.status button").click()
    address = tab.evaluate("location.hash")
    again = opened(file, at=address)
    for part in ("state.view", "state.rolled", "state.chosen", "table.sort", "state.visible"):
        assert again.evaluate(part) == tab.evaluate(part), part
    assert again.locator("#panel h2").first.inner_text() == "Japan"
    again.evaluate("location.hash = ''")
    again.wait_for_function("state.view === 'graph'")
    assert again.evaluate("state.visible.every(Boolean)")


def test_every_choice_comes_back_by_its_link(opened, file):
    tab = opened(file)
    for choice in ("{ edge: 'e3' }", "{ pair: ['state/RUS', 'state/UKR'] }", "{ relation: 2 }"):
        tab.evaluate(f"choose({choice})")
        address, panel = tab.evaluate("location.hash"), tab.locator("#panel").inner_text()
        assert opened(file, at=address).locator("#panel").inner_text() == panel


def test_a_link_to_what_is_not_there_shows_the_whole(opened, file):
    tab = opened(file, at="#node=state/XXX&status=%2Bnever&view=nonsense&pair=a~b&period=x~y~z&lines=-3")
    assert tab.evaluate("state.view") == "graph"
    assert tab.locator("#empty").is_visible(), "the filter is kept, and says how to loosen it"


def test_light_and_dark_by_hand(opened, file):
    tab = opened(file, scheme="light")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    tab.get_by_role("button", name="Dark").click()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"
    assert tab.evaluate("document.activeElement.textContent") == "Light" or tab.locator("#theme").is_visible()
