"""docs/browser.md: its commands run and leave pages; what it says of keys and numbers is so in the scripts."""

import re
import shlex

import pytest

from tests.conftest import ROOT, run_kg

DOCUMENTATION = (ROOT / "docs" / "browser.md").read_text("utf-8")
COMMANDS = re.findall(r"^    kg (.*?)(?:\s+#.*)?$", DOCUMENTATION, re.MULTILINE)
SCRIPTS = sorted((ROOT / "kg" / "export" / "page").glob("*.js"))


@pytest.fixture(scope="module")
def folder(seeds, tmp_path_factory):
    """A folder as the reader has it: the seeds, and what was built of them."""
    here = tmp_path_factory.mktemp("reader")
    (here / "seeds").symlink_to(ROOT / "seeds")
    return here


def test_there_are_commands():
    assert len(COMMANDS) == 3


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_leaves_a_page(folder, command):
    done = run_kg(*shlex.split(command), cwd=folder)
    assert done.returncode == 0, done.stderr
    words = shlex.split(command)
    page = folder / (words[words.index("-o") + 1] if "-o" in words else "out/graph.html")
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_numbers_are_those_of_the_scripts():
    story = (ROOT / "kg/export/page/story.js").read_text("utf-8")
    for name, value in (("SHOWN_WHOLE", "150"), ("FIRST_EDGES", "90")):
        assert re.search(rf"{name} = NARROW \? \d+ : {value};", story)
        assert value in DOCUMENTATION
    assert "MOST_DRAWN = 5000;" in story
    assert "up to 5,000" in DOCUMENTATION


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_scripts_are_short_and_make_no_markup_of_texts(script):
    text = script.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|new Function|setAttribute\(.on", text
    )
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)
