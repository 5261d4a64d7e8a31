"""Near-copies: the index on the disk, and what commands show of it."""

import re
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import analysis
from kg.analysis.copies import ALIKE, CopyIndex, copies_among, likeness, shingles
from kg.errors import StoreError
from kg.model import GraphView
from kg.sources.outcomes import make_document
from tests.conftest import run_kg

STORY = "Japan met France in Tokyo on Friday. Chinese officials warned the United States. Italy praised Spain again."
NEARLY = f"{STORY} The wire service says so."
OTHER = "Heavy rain is expected in the hills until Monday, and roads may be closed for more than a day."


def document(key, text, lang="en"):
    return make_document(key, text.encode(), text, lang=lang)


def indexed(path, *documents):
    with CopyIndex(path) as index:
        for each in documents:
            index.add(each)
        return index.copies(documents)


FOUR = (document("a", STORY), document("b", NEARLY), document("c", OTHER), document("d", STORY))


@pytest.mark.parametrize("name", [None, "copies.sqlite"])
def test_copies_and_near_copies_are_found(tmp_path, name):
    path = tmp_path / name if name else None
    assert likeness(shingles(STORY), shingles(NEARLY)) >= ALIKE
    assert indexed(path, *FOUR) == {"a": "a", "b": "a", "c": "c", "d": "a"}
    assert indexed(path, *FOUR[1:]) == {"b": "b", "c": "c", "d": "b"}  # what else the index holds does not matter


def test_the_order_and_the_history_do_not_matter(tmp_path):
    texts = [f"{STORY} {OTHER} Number {number} of many that are nearly one." for number in range(12)]
    documents = [document(f"{number:02}", text) for number, text in enumerate(texts)]
    found = indexed(None, *documents)
    documents.sort(key=lambda each: each.sha256)
    assert indexed(tmp_path / "index", *documents) == found
    assert indexed(tmp_path / "index", *documents) == found


def test_other_languages_and_empty_texts_are_no_copies():
    found = indexed(None, document("a", NEARLY), document("b", STORY, "fr"), document("c", ""), document("d", ""))
    assert found == {key: key for key in "abcd"}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text("ab ", max_size=40), max_size=8))
def test_no_pair_is_joined_but_over_near_copies(texts):
    documents = [document(f"{number}", text) for number, text in enumerate(texts)]
    for key, first in indexed(None, *documents).items():
        text = texts[int(key)]
        near = [
            each for each in documents if each.text == text or likeness(shingles(text), shingles(each.text)) >= ALIKE
        ]
        assert key == first or len(near) > 1


def test_texts_that_the_index_lacks_are_asked_for_once(tmp_path):
    path, asked = tmp_path / "index", []

    def texts_of(keys):
        asked.append(list(keys))
        return [each for each in FOUR if each.key in keys]

    indexed(path, FOUR[0])
    for _ in range(2):
        assert copies_among(FOUR, texts_of, path) == {"a": "a", "b": "a", "c": "c", "d": "a"}
    assert asked == [["b", "c"]]  # the text of d is that of a


@pytest.mark.parametrize("content", [b"no index", b""])
def test_what_is_no_index_is_made_anew(tmp_path, content):
    (tmp_path / "index").write_bytes(content)
    assert indexed(tmp_path / "index", *FOUR)["b"] == "a"


def test_a_place_that_cannot_be_is_told(tmp_path):
    with pytest.raises(StoreError, match="cannot be read or written"):
        CopyIndex(tmp_path / "missing" / "index")


def test_memory_does_not_grow_with_the_texts(tmp_path):
    with CopyIndex(tmp_path / "index") as index:

        def add(first, last):
            for number in range(first, last):
                words = (f"word{(number * 7919 + place * 104729) % 5003}" for place in range(200))
                index.add(document(f"{number}", " ".join(words)))

        add(0, 200)
        tracemalloc.start()
        add(200, 800)
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert held < 500_000


def test_sources_are_told_by_an_index_without_texts():
    view = GraphView(tuple(document(each.key, each.text) for each in FOUR), ())
    copies = indexed(None, *FOUR)
    assert analysis.sources_of(view) == analysis.sources_of(GraphView(FOUR, ()), copies=copies) == copies


def test_commands_show_near_copies(tmp_path):
    (tmp_path / "news").mkdir()
    for name, text in (("a", STORY), ("b", NEARLY), ("c", OTHER)):
        (tmp_path / "news" / f"{name}.txt").write_text(text)
    assert run_kg("build", "news", "--no-text", cwd=tmp_path).returncode == 0
    header, _, *rows = run_kg("documents", cwd=tmp_path).stdout.splitlines()
    assert header.endswith("same text as")
    assert [row.split()[0] for row in rows if row.endswith("news/a.txt")] == ["news/b.txt"]
    page = (tmp_path / "out" / "graph.html").read_text("utf-8")
    assert re.findall(r'"copy":"([^"]+)"', page) == ["news/a.txt"]
    assert run_kg("report", "-o", "brief.md", cwd=tmp_path).returncode == 0
    assert "of 2 independent sources" in (tmp_path / "brief.md").read_text("utf-8")
    (tmp_path / "out" / "store" / "copies.sqlite").unlink()
    assert run_kg("build", "news", cwd=tmp_path).returncode == 0  # it is made again from what is read
    assert run_kg("documents", cwd=tmp_path).stdout.splitlines()[0].endswith("same text as")
