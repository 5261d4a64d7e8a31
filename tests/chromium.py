"""Chromium without a network: opens files from disk and, at the end, nothing may have been asked, logged or thrown."""

import shutil

import pytest

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
READY = """
document.getElementById('counts').textContent
    && (state.labels.length || !state.shown.length || state.view !== 'graph')
"""
OVERHEARD = """
window.violations = [];
addEventListener('securitypolicyviolation', ({ violatedDirective }) => violations.push(violatedDirective));
"""


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: the browser tests need it (Debian package chromium)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium):
    """Opens files; at the end nothing may have been requested, logged or thrown, and no policy violated."""
    complaints, contexts = [], []

    def blocked(route):
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            complaints.append(f"request {route.request.url}")
            route.abort()

    def visit(path, *, at="", width=1400, height=900, scheme="light"):
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, offline=True)
        contexts.append(context)
        context.route("**/*", blocked)
        context.add_init_script(OVERHEARD)
        tab = context.new_page()
        tab.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        tab.on("pageerror", lambda error: complaints.append(f"error: {error.stack}"))
        tab.goto(path.as_uri() + at)
        tab.wait_for_function(READY)
        return tab

    yield visit
    for context in contexts:
        complaints += [found for tab in context.pages for found in tab.evaluate("window.violations || []")]
        context.close()
    assert complaints == [], "\n".join(complaints)


def on_screen(tab, x, y):
    """Coordinates of the graph as coordinates of the window."""
    place = tab.evaluate("([x, y]) => network.canvasToDOM({x, y})", [x, y])
    frame = tab.locator("#network").bounding_box()
    return frame["x"] + place["x"], frame["y"] + place["y"]


def middle_of(tab, edge):
    """Where a line can be clicked, in coordinates of the window."""
    x, y = tab.evaluate(
        "(id) => { const {x, y} = network.body.edges[id].edgeType.getPoint(0.5); return [x, y]; }", edge
    )
    return on_screen(tab, x, y)


def centre_of(tab, node):
    """Where a node can be clicked, in coordinates of the window."""
    place = tab.evaluate("(id) => network.getPosition(id)", node)
    return on_screen(tab, place["x"], place["y"])
