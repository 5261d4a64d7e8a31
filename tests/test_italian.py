"""Italian sentences from text to relations, with the parser that ships."""

import pytest

from kg.evaluation.scoring import document_of
from kg.extract import coverage_of, extract
from tests.conllu import written


def said(text: str) -> set[str]:
    return {written(relation) for relation in extract(document_of(text, "it")).relations}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il Cile ha invaso il Perù.", "Cile invades Perù"),
        ("Il Perù è stato invaso dal Cile.", "Cile invades Perù"),
        ("Il Perù è stato invaso da parte del Cile.", "Cile invades Perù"),
        ("Il Cile non ha attaccato il Kosovo.", "Cile attacks Kosovo (denied)"),
        ("Il Cile invaderà il Perù.", "Cile invades Perù (planned)"),
        ("Le truppe cilene hanno attaccato il Perù.", "truppe cilene attacks Perù"),
        ("Il Togo ha detto che il Cile ha attaccato il Perù.", "Cile attacks Perù (said by Togo)"),
    ],
)
def test_an_italian_sentence_relates(text, expected):
    assert {line.removeprefix("truppe ") for line in said(text)} == {expected.removeprefix("truppe ")}


def test_coordinated_actors_act_each():
    assert said("Il Cile e la Bolivia hanno criticato il Perù.") == {
        "Cile criticizes Perù",
        "Bolivia criticizes Perù",
    }


@pytest.mark.parametrize("text", ["Il Cile è un bel paese.", "In Perù piove.", "Tacciono il Cile e il Perù.", "🚀"])
def test_a_sentence_in_which_nobody_acts_relates_nobody(text):
    assert said(text) == set()


def test_the_summary_can_say_how_well_a_language_is_read():
    assert [coverage_of(lang) for lang in ("en", "it", "tlh")] == ["parser", "parser", "none"]
