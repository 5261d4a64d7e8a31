"""The same news in eight languages gives one graph: what other languages state of states, measured against English.

`tests/gold/parallel/<lang>.txt` holds one passage a line, the same in every language, each written as a newspaper of
that language would print it. What counts is what the extractor itself reads between states in the English line.
"""

import hashlib
from functools import cache
from pathlib import Path

import pytest

from kg.model import Document
from kg.ontology import load_ontology
from kg.pipeline import understood

PASSAGES = Path(__file__).parent / "gold" / "parallel"
TARGETS = {"it": 80, "fr": 80, "de": 80, "es": 80, "pt": 80, "ru": 65, "zh": 65}  # percent of the English statements
MEASURED = {"it": 81, "fr": 81, "de": 81, "es": 82, "pt": 87, "ru": 73, "zh": 72}  # percent, just below what is reached
FEWEST = 80  # passages a language

Said = tuple[str, str, str, str, str]  # subject, predicate, object, polarity, status


@cache
def passages(lang: str) -> tuple[str, ...]:
    return tuple((PASSAGES / f"{lang}.txt").read_text(encoding="utf-8").splitlines())


def stated(text: str, lang: str) -> frozenset[Said]:
    """What a passage says of states."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(key="passage", sha256=digest, text=text, text_sha256=digest, lang=lang)
    return frozenset(
        (said.subject.id, said.predicate, said.object.id, said.polarity, said.status)
        for said in understood(document, ontology=load_ontology()).statements
        if said.subject.kind == said.object.kind == "state"
    )


@cache
def statements(lang: str) -> tuple[frozenset[Said], ...]:
    """What each passage says in a language."""
    return tuple(stated(text, lang) for text in passages(lang))


@cache
def share(lang: str) -> tuple[float, str]:
    """Percent of the English statements that a language yields too, and a line that tells it with what lies beyond."""
    pairs = list(zip(statements("en"), statements(lang), strict=True))
    wanted, common = sum(len(english) for english, _ in pairs), sum(len(english & other) for english, other in pairs)
    beyond = sum(len(other - english) for english, other in pairs)
    percent = 100 * common / wanted
    return percent, f"parallel passages, {lang}: {common} of {wanted} statements ({percent:.1f} %), {beyond} others"


def target(lang: str):
    """A language with its target; a failure is expected, and a success a reason to raise `MEASURED`, while below it."""
    missed = pytest.mark.xfail(reason=f"{MEASURED[lang]} % reached, the target is {TARGETS[lang]} %")
    return pytest.param(lang, marks=[missed] if MEASURED[lang] < TARGETS[lang] else [])


def test_every_language_has_the_same_passages():
    counts = {lang: len(passages(lang)) for lang in ("en", *TARGETS)}
    assert set(counts.values()) == {counts["en"]}
    assert counts["en"] >= FEWEST
    assert all(text.strip() for lang in counts for text in passages(lang))


def test_english_states_something_in_most_passages():
    assert sum(bool(found) for found in statements("en")) >= FEWEST


@pytest.mark.parametrize("lang", sorted(TARGETS))
def test_a_language_says_no_less_than_it_did(lang, record_property):
    percent, figures = share(lang)
    record_property("measured", figures)
    assert percent >= MEASURED[lang]


@pytest.mark.parametrize("lang", [target(lang) for lang in sorted(TARGETS)])
def test_a_language_reaches_its_target(lang):
    assert share(lang)[0] >= TARGETS[lang]
