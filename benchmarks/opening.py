"""How soon a page can be used: from opening the file to an answer to a click, in headless chromium."""

import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from pyvis.network import Network

from benchmarks.measuring import told
from benchmarks.pages import view_of
from kg.export.html import write
from kg.model import GraphView
from kg.ontology import load_ontology
from tests.chromium import ARGUMENTS, CHROMIUM

LEAST_LINES, MORE, MOST = 1000, 5000, 20_000
ROUNDS = 3
CHOSEN = """
() => {
    choose({ node: graphs.actors.nodes[0].id });
    return document.querySelector('#panel h2').textContent && edges.length && state.labels.length;
}
"""
ANSWERS = "() => typeof choose === 'function' && (" + CHOSEN.strip() + ")()"
PYVIS_ANSWERS = "() => typeof network === 'object' && document.getElementById('loadingBar').style.opacity === '0'"
PATIENCE = 180_000


def run(folder: Path, _: int) -> None:
    """Open pages of three sizes in turn, and pyvis's own of the smallest with its defaults."""
    ontology = load_ontology()
    pages = {}
    for lines in (LEAST_LINES, MORE, MOST):
        view = view_of(lines, ontology)
        pages[lines] = folder / f"{lines}.html"
        write(view, pages[lines], ontology=ontology)
    plain = folder / "pyvis.html"
    plain.write_text(_plain(view_of(LEAST_LINES, ontology)), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        _opened(browser, pages[LEAST_LINES], ANSWERS)  # the first page of a browser is no measure
        times: dict[int, list[float]] = {lines: [] for lines in pages}
        for _round in range(ROUNDS):
            for lines, path in pages.items():
                times[lines].append(_opened(browser, path, ANSWERS))
        theirs = _opened(browser, plain, PYVIS_ANSWERS)
        browser.close()
    for lines, found in times.items():
        print(f"a page of {lines:,} lines answers after {statistics.median(found):.2f} s", flush=True)
    print(f"pyvis with its defaults, {LEAST_LINES:,} lines, after {theirs:.2f} s", flush=True)
    told("page of 1,000 lines over pyvis with its defaults", times[LEAST_LINES], [theirs], most=1 / 20)
    told("page of 5,000 lines over one of 1,000", times[MORE], times[LEAST_LINES], most=4)
    told("page of 20,000 lines over one of 1,000", times[MOST], times[LEAST_LINES], most=10)


def _plain(view: GraphView) -> str:
    """The same statements in pyvis's own page; physics until it is stable. Its CDN links would wait for a network."""
    network = Network(directed=True, cdn_resources="in_line")
    for statement in view.statements:
        for entity in (statement.subject, statement.object):
            network.add_node(entity.id, label=entity.label)
        network.add_edge(statement.subject.id, statement.object.id, label=statement.predicate)
    return "".join(line for line in network.generate_html().splitlines(keepends=True) if "cdn.jsdelivr" not in line)


def _opened(browser: Browser, path: Path, answers: str) -> float:
    """Seconds until the page answers."""
    context = browser.new_context(offline=True)
    tab = context.new_page()
    began = time.perf_counter()
    tab.goto(path.as_uri(), wait_until="commit")
    tab.wait_for_function(answers, timeout=PATIENCE, polling=20)
    found = time.perf_counter() - began
    context.close()
    return found
