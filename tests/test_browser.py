"""The page in a real browser, opened from disk: it draws everything, asks for nothing, and shows texts as text."""

import shutil
from itertools import combinations

import pytest

from kg.export.html import write
from kg.ontology import load_ontology
from tests.sample_view import HOSTILE, few_statements, sample_view

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LABELS = "state.labels.map(({left, right, top, bottom, text, kind}) => ({left, right, top, bottom, text, kind}))"


@pytest.fixture(scope="module")
def chromium():
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: the browser tests need it (Debian package chromium)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write(sample_view(), path, ontology=load_ontology(), title="<script>window.stolen = 4</script> & co")
    return path


@pytest.fixture
def opened(chromium):
    """Opens files; at the end nothing may have been requested, logged or thrown."""
    complaints, contexts = [], []

    def blocked(route):
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            complaints.append(f"request {route.request.url}")
            route.abort()

    def visit(path, *, width=1400, height=900, scheme="light"):
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        context.route("**/*", blocked)
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        tab.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        tab.goto(path.as_uri())
        tab.wait_for_function("typeof state === 'object' && (state.labels.length || !graph.nodes.length)")
        return tab

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


def on_screen(tab, x, y):
    """Coordinates of the graph as coordinates of the window."""
    place = tab.evaluate("([x, y]) => network.canvasToDOM({x, y})", [x, y])
    frame = tab.locator("#network").bounding_box()
    return frame["x"] + place["x"], frame["y"] + place["y"]


def test_all_nodes_and_edges_are_drawn(opened, file):
    tab = opened(file)
    assert tab.evaluate("[network.body.data.nodes.length, network.body.data.edges.length]") == [
        tab.evaluate("graph.nodes.length"),
        tab.evaluate("graph.edges.length"),
    ]
    connected = "Object.values(network.body.edges).filter((edge) => edge.connected && !edge.options.hidden).length"
    assert tab.evaluate(connected) == tab.evaluate("graph.edges.length")
    assert tab.evaluate("new Set(Object.values(story.edges).flat()).size") == len(sample_view().statements)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_at_first_sight_every_name_is_there_and_none_covers_another(opened, file, scheme):
    tab = opened(file, scheme=scheme)
    labels = tab.evaluate(LABELS)
    assert sum(label["kind"] == "node" for label in labels) == tab.evaluate("graph.nodes.length")
    for a, b in combinations(labels, 2):
        apart = a["right"] <= b["left"] or b["right"] <= a["left"] or a["bottom"] <= b["top"] or b["bottom"] <= a["top"]
        assert apart, (a, b)


def test_everything_is_in_view(opened, file):
    for width, height in ((1400, 900), (1000, 700)):
        tab = opened(file, width=width, height=height)
        frame = tab.locator("#network").bounding_box()
        for label in tab.evaluate(LABELS):
            x, y = on_screen(tab, label["right"], label["bottom"])
            assert x <= frame["x"] + frame["width"] + 1, label
            assert y <= frame["y"] + frame["height"] + 1, label


def test_the_strongest_relation_is_written_at_first_sight(opened, file):
    tab = opened(file)
    assert "cooperates with +7" in {label["text"] for label in tab.evaluate(LABELS) if label["kind"] == "edge"}
    assert "cooperates with +7" in tab.locator("#panel button.entry").first.inner_text()


def test_all_edges_of_a_small_graph_have_words(opened, tmp_path):
    path = tmp_path / "small.html"
    write(few_statements(8), path, ontology=load_ontology())
    tab = opened(path)
    written = [label for label in tab.evaluate(LABELS) if label["kind"] == "edge"]
    assert len(written) == tab.evaluate("graph.edges.filter((edge) => !background.has(edge.id)).length")


def test_a_click_on_an_edge_shows_the_words(opened, file):
    tab = opened(file)
    x, y = tab.evaluate("(() => { const {x, y} = network.body.edges.e0.edgeType.getPoint(0.5); return [x, y]; })()")
    tab.mouse.click(*on_screen(tab, x, y))
    panel = tab.locator("#panel")
    assert panel.locator("article").count() == 8
    first = panel.locator("article").first
    assert (
        first.locator("blockquote").first.inner_text().startswith("On 🌕 Thursday Japan <cooperatesWith> United States")
    )
    assert first.locator("blockquote .subject").first.inner_text() == "Japan"
    assert first.locator("blockquote .object").first.inner_text() == "United States"
    assert "000_it.txt · it · 2024-04-11" in first.inner_text()
    assert "said by Joe Biden" in panel.inner_text()
    assert "planned" in panel.inner_text()


def test_a_click_on_a_node_shows_all_its_statements_and_escape_returns(opened, file):
    tab = opened(file)
    place = tab.evaluate("network.getPosition('state/CHN')")
    tab.mouse.click(*on_screen(tab, place["x"], place["y"]))
    expected = sum("state/CHN" in (s.subject.id, s.object.id) for s in sample_view().statements)
    assert tab.locator("#panel h2").inner_text() == "China"
    assert tab.locator("#panel article").count() == expected
    tab.keyboard.press("Escape")
    assert tab.locator("#panel h2").inner_text() == "Strongest relations"


def test_hostile_texts_stay_texts(opened, file):
    tab = opened(file)
    assert tab.title() == "<script>window.stolen = 4</script> & co"
    for number, name in enumerate(HOSTILE):
        tab.evaluate("(node) => choose({ node })", f"asset/hostile-{number}")
        assert tab.locator("#panel h2").text_content() == name
        assert name in tab.locator("#panel").text_content()
    assert tab.evaluate("window.stolen === undefined")
    assert tab.locator("img").count() == 0


def test_the_pointer_meets_a_tooltip_of_text(opened, file):
    tab = opened(file)
    x, y = tab.evaluate("(() => { const {x, y} = network.body.edges.e0.edgeType.getPoint(0.5); return [x, y]; })()")
    tab.mouse.move(*on_screen(tab, x - 40, y - 40))
    tab.mouse.move(*on_screen(tab, x, y))
    tip = tab.locator("div.vis-tooltip")
    tip.wait_for(state="visible")
    assert "Japan cooperates with United States" in tip.inner_text()
    assert "000_it.txt" in tip.inner_text()


def test_filters_count_what_they_hide(opened, file):
    tab = opened(file)
    tab.get_by_label("conflict").uncheck()
    hidden = tab.evaluate("story.statements.filter((one) => one.sign < 0).length")
    assert tab.locator("#hidden-note").inner_text() == f"{hidden} hidden by relations"
    shown = tab.evaluate("network.body.data.edges.get({ filter: (edge) => !edge.hidden }).map((edge) => edge.id)")
    assert set(shown) == set(tab.evaluate("graph.edges.filter((edge) => edge.sign >= 0).map((edge) => edge.id)"))
    tab.get_by_label("cooperation").uncheck()
    tab.get_by_label("neutral").uncheck()
    assert "switch some of it on again" in tab.locator("#empty").inner_text()


def test_a_filter_changes_the_words_of_an_edge(opened, file):
    tab = opened(file)
    tab.get_by_label("actual").uncheck()
    assert tab.evaluate("edgeText(state.shown.get('e0'))").endswith("(planned) +3")
    assert tab.evaluate("network.body.data.edges.get('e0').dashes") == [7, 5]


def test_search_finds_names_and_relations(opened, file):
    tab = opened(file)
    tab.keyboard.press("/")
    tab.keyboard.type("artem")
    tab.keyboard.press("Enter")
    assert tab.locator("#panel h2").inner_text() == "Artemis program"
    tab.locator("#search").fill("invades")
    tab.locator("#found button").first.click()
    assert "Russia invades Ukraine" in tab.locator("#panel").inner_text()


def test_arrow_keys_walk_and_enter_goes_to_the_panel(opened, file):
    tab = opened(file)
    tab.locator("#network").focus()
    tab.keyboard.press("ArrowRight")
    first = tab.locator("#panel h2").inner_text()
    tab.keyboard.press("ArrowDown")
    assert tab.locator("#panel h2").inner_text() != first
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.closest('#panel') !== null")


def test_an_empty_graph_says_so(opened, tmp_path):
    path = tmp_path / "empty.html"
    write(few_statements(0), path, ontology=load_ontology())
    assert opened(path).locator("#empty").inner_text() == "No statements."
