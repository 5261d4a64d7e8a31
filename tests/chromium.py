"""Chromium without a network: opens files from disk and, at the end, nothing may have been asked, logged or thrown."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright import sync_api

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


Scheme = Literal["light", "dark"]


class Visit(Protocol):
    """Opens a file in a new window; `at` is the fragment of its address."""

    def __call__(
        self, path: Path, *, at: str = "", width: int = 1400, height: int = 900, scheme: Scheme = "light"
    ) -> sync_api.Page: ...


@pytest.fixture(scope="session")
def chromium() -> Iterator[sync_api.Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: the browser tests need it (Debian package chromium)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: sync_api.Browser) -> Iterator[Visit]:
    """Opens files; at the end nothing may have been requested, logged or thrown, and no policy violated."""
    complaints: list[str] = []
    contexts: list[sync_api.BrowserContext] = []

    def blocked(route: sync_api.Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            complaints.append(f"request {route.request.url}")
            route.abort()

    def visit(
        path: Path, *, at: str = "", width: int = 1400, height: int = 900, scheme: Scheme = "light"
    ) -> sync_api.Page:
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


def on_screen(tab: sync_api.Page, x: float, y: float) -> tuple[float, float]:
    """Coordinates of the graph as coordinates of the window."""
    place = tab.evaluate("([x, y]) => network.canvasToDOM({x, y})", [x, y])
    frame = tab.locator("#network").bounding_box()
    assert frame is not None
    return frame["x"] + place["x"], frame["y"] + place["y"]


def middle_of(tab: sync_api.Page, edge: str) -> tuple[float, float]:
    """Where a line can be clicked, in coordinates of the window."""
    x, y = tab.evaluate(
        "(id) => { const {x, y} = network.body.edges[id].edgeType.getPoint(0.5); return [x, y]; }", edge
    )
    return on_screen(tab, x, y)


def centre_of(tab: sync_api.Page, node: str) -> tuple[float, float]:
    """Where a node can be clicked, in coordinates of the window."""
    place = tab.evaluate("(id) => network.getPosition(id)", node)
    return on_screen(tab, place["x"], place["y"])


def are_apart(a: dict[str, float], b: dict[str, float]) -> bool:
    """Whether two boxes of the page have no point in common."""
    return a["right"] <= b["left"] or b["right"] <= a["left"] or a["bottom"] <= b["top"] or b["bottom"] <= a["top"]
