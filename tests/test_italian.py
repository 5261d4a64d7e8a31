"""Italian sentences from text to relations, with the parser that ships."""

import pytest

from kg.evaluation.scoring import document_of
from kg.extract import coverage_of, extract
from kg.model import Run
from kg.ontology import load_ontology
from kg.resolve import resolve


def said(text: str) -> set[str]:
    """The statements of a text, a line each, with what is not affirmed and actual behind them."""
    found = resolve(extract(document_of(text, "it")), ontology=load_ontology(), run=Run("test"))
    lines = set()
    for each in found.statements:
        speaker = f"said by {each.speaker.label}" if each.speaker else ""
        qualities = [word for word in (each.polarity, each.status, speaker) if word not in {"affirmed", "actual", ""}]
        behind = f" ({', '.join(qualities)})" if qualities else ""
        lines.add(f"{each.subject.label} {each.predicate} {each.object.label}{behind}")
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il Cile ha invaso il Perù.", "Chile invades Peru"),
        ("Il Perù è stato invaso dal Cile.", "Chile invades Peru"),
        ("Il Perù è stato invaso da parte del Cile.", "Chile invades Peru"),
        ("Il Cile non ha attaccato il Kosovo.", "Chile attacks Kosovo (denied)"),
        ("Il Cile invaderà il Perù.", "Chile invades Peru (planned)"),
        ("Le truppe cilene hanno attaccato il Perù.", "Chile attacks Peru"),
        ("Il Togo ha detto che il Cile ha attaccato il Perù.", "Chile attacks Peru (said by Togo)"),
    ],
)
def test_an_italian_sentence_relates(text, expected):
    assert said(text) == {expected}


def test_coordinated_actors_act_each():
    assert said("Il Cile e la Bolivia hanno criticato il Perù.") == {
        "Chile criticizes Peru",
        "Bolivia criticizes Peru",
    }


@pytest.mark.parametrize("text", ["Il Cile è un bel paese.", "In Perù piove.", "Tacciono il Cile e il Perù.", "🚀"])
def test_a_sentence_in_which_nobody_acts_relates_nobody(text):
    assert said(text) == set()


def test_the_summary_can_say_how_well_a_language_is_read():
    assert [coverage_of(lang) for lang in ("en", "it", "tlh")] == ["parser", "parser", "none"]
