"""The page under axe-core: every view, light and dark, with something chosen, has no serious fault.

axe-core (MPL-2.0) comes from npm by `tests/tools.sh` and is put into the page by the test alone.
"""

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
