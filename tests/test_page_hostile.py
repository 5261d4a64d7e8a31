"""Names and quotes that try to break out of the page are shown as text, in every view, and nothing of them runs."""

from dataclasses import replace

import pytest

from kg.export.html import write
from kg.ontology import load_ontology
from tests.sample_view import HOSTILE, sample_view

pytestmark = pytest.mark.browser

TITLE = "<script>window.stolen = 4</script> & co"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Names, quotes, texts, keys and titles of documents, all hostile."""
    view = sample_view()
    documents = tuple(
        replace(document, title=HOSTILE[0], text=f"{HOSTILE[1]} {HOSTILE[2]}" * 9) for document in view.documents
    )
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write(replace(view, documents=documents), path, ontology=load_ontology(), title=TITLE)
    return path


def test_names_stay_texts(opened, file):
    tab = opened(file)
    assert tab.title() == TITLE
    assert tab.locator("h1").text_content() == TITLE
    for number, name in enumerate(HOSTILE):
        tab.evaluate("(node) => choose({ node })", f"asset/hostile-{number}")
        assert tab.locator("#panel h2").text_content() == name
    assert tab.evaluate("window.stolen === undefined")
    assert tab.locator("img, svg[onload]").count() == 0


def test_quotes_stay_texts(opened, file):
    tab = opened(file)
    for statement in sample_view().statements:
        if "hostile" in statement.subject.id:
            tab.evaluate("(id) => chooseStatement(story.statements.find((one) => one.id === id))", statement.id)
            article = tab.locator(f"[data-statement='{statement.id}']")
            assert statement.evidence[0].quote in article.locator("blockquote").first.text_content()
    assert tab.evaluate("window.stolen === undefined")


@pytest.mark.parametrize("view", ["table", "matrix"])
def test_the_other_views_show_texts_too(opened, file, view):
    tab = opened(file, at=f"#view={view}&kind=%2Basset")
    assert HOSTILE[0][:20] in tab.locator(f"#{view}").text_content()
    assert tab.locator("img, svg[onload]").count() == 0
    assert tab.evaluate("window.stolen === undefined")


def test_search_shows_texts(opened, file):
    tab = opened(file)
    for text in ("<script", "]]>", "${window", "衛星", "memorandum", "معاهدة"):
        tab.locator("#search").fill(text)
        assert tab.locator("#found [role=option]").count() >= 1
        assert "No such name" not in tab.locator("#found").inner_text(), text
    assert tab.locator("img, svg[onload]").count() == 0


def test_a_long_name_does_not_widen_the_page(opened, file):
    tab = opened(file)
    tab.evaluate("choose({ node: 'asset/hostile-7' })")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert tab.evaluate("panel.scrollWidth <= panel.clientWidth")
