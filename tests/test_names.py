"""Names of states are found in eleven languages, in all the ways in which the news writes them.

`tests/gold/names/<lang>.tsv` holds one sentence a line behind the states that it mentions (ISO 3166 alpha-3, historic
ones as in the ontology), in the order of their first mention, `-` for none: full and short names, adjectives,
inhabitants, capitals, seats, abbreviations, inflected and compound forms, homonyms, and names of firms and persons.
"""

import hashlib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from kg.extract import extract
from kg.model import Document
from kg.ontology import load_ontology
from kg.resolve.discourse import Discourse

SENTENCES = Path(__file__).parent / "gold" / "names"
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "pt", "ru", "tr", "zh")
TARGET = 97  # percent of the states mentioned
FEWEST = 50  # sentences a language
MOST_WRONG = 3  # states a language found where none is named
NAMED = frozenset({"name", "demonym", "adjective", "metonym", "combining"})


@cache
def sentences(lang: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(sentence, codes of its states) of a language."""
    lines = (SENTENCES / f"{lang}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return tuple((text, () if codes == "-" else tuple(codes.split())) for codes, text in pairs)


def states_in(text: str, lang: str) -> frozenset[str]:
    """Codes of the states that are named in a sentence."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    read = extract(Document(key="sentence", sha256=digest, text=text, text_sha256=digest, lang=lang))
    discourse = Discourse(read, load_ontology())
    named = [entity for each in read.mentions if each.form in NAMED for entity in discourse.entities(each)]
    return frozenset(entity.id.removeprefix("state/") for entity in named if entity.kind == "state")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_name_states_of_the_ontology_once(lang):
    known = {id_.removeprefix("state/") for id_ in load_ontology().actors if id_.startswith("state/")}
    assert len(sentences(lang)) >= FEWEST
    for text, codes in sentences(lang):
        assert set(codes) <= known, text
        assert max(Counter(codes).values(), default=1) == 1, text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_states_that_news_names_are_found(lang, record_property):
    found = [(states_in(text, lang), set(codes)) for text, codes in sentences(lang)]
    wanted, right = sum(len(codes) for _, codes in found), sum(len(states & codes) for states, codes in found)
    wrong = sum(len(states - codes) for states, codes in found)
    percent = 100 * right / wanted
    record_property("measured", f"names of states, {lang}: {right} of {wanted} ({percent:.1f} %), {wrong} wrong")
    assert percent >= TARGET
    assert wrong <= MOST_WRONG
