"""The page under axe-core: every view, light and dark, with something chosen, has no serious fault.

axe-core (MPL-2.0) comes from npm by `tests/tools.sh` and is put into the page by the test alone.
"""

import re

import pytest

from kg.export.html import write
from kg.ontology import load_ontology
from tests.conftest import ROOT
from tests.sample_view import sample_view

pytestmark = pytest.mark.browser

AXE = ROOT / "tests" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
SEEN = {
    "graph": "",
    "node": "#node=state/JPN",
    "focus": "#focus=state/JPN",
    "table": "#view=table&sort=subject",
    "matrix": "#view=matrix&states=1",
    "empty": "#status=-actual~planned~requested~considered~conditional~ended",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write(sample_view(), path, ontology=load_ontology(), title="Summit")
    return path


def faults(tab):
    """What axe finds: impact, rule, and the first element."""
    tab.evaluate(AXE.read_text("utf-8"))
    found = tab.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [f"{each['impact']} {each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["ink", "soft", "cooperation", "conflict", "neutral"])
@pytest.mark.parametrize("theme", [0, 1])
def test_what_is_written_on_the_canvas_has_contrast(theme, name):
    """axe does not see the canvas."""
    style = (ROOT / "kg" / "export" / "page" / "page.css").read_text("utf-8")
    light, dark = (dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", block)) for block in style.split("}")[:2])
    colours = {**light, **(dark if theme else {})}
    first, second = sorted((luminance(colours[name]), luminance(colours["paper"])))
    assert (second + 0.05) / (first + 0.05) >= 4.5


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: `make tools` installs it")
@pytest.mark.parametrize(("seen", "scheme", "width"), [
    ("graph", "light", 1400), ("graph", "dark", 1400), ("graph", "light", 390), ("node", "light", 1400),
    ("focus", "dark", 1024), ("table", "light", 1400), ("table", "dark", 1400), ("matrix", "light", 1400),
    ("matrix", "dark", 1400), ("empty", "dark", 1400),
])  # fmt: skip
def test_axe_finds_no_fault(opened, file, seen, scheme, width):
    tab = opened(file, at=SEEN[seen], scheme=scheme, width=width)
    for summary in tab.locator("nav summary").all()[3:5]:
        summary.click()
    assert faults(tab) == []


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: `make tools` installs it")
def test_the_list_of_suggestions_has_no_fault(opened, file):
    tab = opened(file)
    tab.locator("#search").fill("jap")
    assert faults(tab) == []
