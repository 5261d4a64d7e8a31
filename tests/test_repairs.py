"""Damaged text: read as it was meant, with every offset in the text as it is."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.evaluation.articles import read_article
from kg.extract import extract
from kg.extract.repairs import Repaired, repaired
from kg.gazetteer import load_gazetteer
from kg.model import Document, Run
from kg.ontology import load_ontology
from kg.options import USUAL, Options
from kg.resolve import resolve
from tests.damage import damaged

ARTICLES = sorted((Path(__file__).parent / "gold" / "en").glob("*.txt"))


def read(text: str, lang: str = "en") -> Repaired:
    return repaired(text, lang, load_gazetteer(lang))


@pytest.mark.parametrize(
    ("written", "meant", "kind"),
    [
        ("Envoys met in Lima.The two sides spoke.", "Envoys met in Lima. The two sides spoke.", "missing space"),
        ("the Peru -Chile border", "the Peru-Chile border", "hyphen"),
        ("the U.S. -Kenyan talks", "the U.S.-Kenyan talks", "hyphen"),
        ("relief from KenyaDetails of the plan", "relief from Kenya. Details of the plan", "glued words"),
        ("Chad,which left", "Chad, which left", "missing space"),
        ("la RÃ©publique du BÃ©nin", "la République du Bénin", "encoding"),
        (
            "Mali has sent troops to the\nborder with Niger.",
            "Mali has sent troops to the border with Niger.",
            "line break",
        ),
        ("a long infor-\nmation campaign", "a long information campaign", "broken word"),
    ],
)
def test_a_damage_is_read_as_it_was_meant(written: str, meant: str, kind: str) -> None:
    done = read(written, "fr" if kind == "encoding" else "en")
    assert done.text == meant
    assert {repair.kind for repair in done.repairs} == {kind}


@pytest.mark.parametrize(
    "clean",
    [
        "The minister -who resigned later- said no.",
        "See www.example.org/News.Page or write to a.Smith@example.org.",
        "YouTube, SpaceX and McDonald's left; AstraZeneca stayed.",
        "At 10.30 the U.S. said that No. 5 of St. Lucia was ready, e.g. for talks.",
        "NAIROBI - Kenya and Uganda agreed. Pre- and post-war debts remain.",
        "Title of the story\n\nThe story begins here. It ends.",
        "1,500 men and 2:1 odds; the ratio was 3.5.",
    ],
)
def test_clean_text_stays_as_it_is(clean: str) -> None:
    assert read(clean).repairs == ()


def test_a_wrapped_paragraph_is_one_line() -> None:
    wrapped = (
        "The government of Senegal said on Friday that it would reopen its\n"
        "embassy in Libya, which closed eleven years ago when fighting broke\n"
        "out in the capital. Dakar also promised to train forty Libyan nurses\n"
        "before the end of the year."
    )
    assert "\n" not in read(wrapped).text


@given(st.text(alphabet="Aa -\n.,éÃ©中ChinaEssence", max_size=80))
@settings(max_examples=300, deadline=None)
def test_repairs_lead_from_the_document_to_the_text(text: str) -> None:
    done = read(text)
    parts, at = [], 0
    for repair in done.repairs:
        assert at <= repair.start <= repair.end <= len(text)
        parts += [text[at : repair.start], repair.reading]
        at = repair.end
    assert "".join([*parts, text[at:]]) == done.text
    place = done.place()
    for start in range(len(done.text)):
        first, last = place(start, start + 1)
        assert 0 <= first <= last <= len(text)
        untouched = all(last <= repair.start or repair.end <= first for repair in done.repairs)
        if untouched and first < last:
            assert text[first:last] == done.text[start : start + 1]


def relations(text: str, options: Options = USUAL) -> set[tuple[str, str, str]]:
    document = Document("article.txt", "", text, "", "en")
    found = resolve(extract(document, options), ontology=load_ontology(), run=Run("test"))
    return {(each.subject.id, each.predicate, each.object.id) for each in found.statements}


def test_damage_costs_little_with_repair_and_much_without() -> None:
    texts = [read_article(path, frozenset(load_ontology().predicates)).text for path in ARTICLES[::5]]
    kept = unrepaired = wanted = 0
    for seed, text in enumerate(texts):
        clean, broken = relations(text), damaged(text, seed)
        wanted += len(clean)
        kept += len(clean & relations(broken))
        unrepaired += len(clean & relations(broken, Options(repair=False)))
    assert kept >= 0.9 * wanted, f"{kept} of {wanted} statements survive one damage in twenty words"
    assert unrepaired < kept


def test_evidence_points_into_the_damaged_text() -> None:
    text = "Peru condemned the attack.Chile -Bolivia talks go on.ChinaEssence\nMali sanctioned Togo.Togo left."
    document = Document("article.txt", "", text, "", "en")
    found = extract(document)
    assert found.repairs
    for relation in found.relations:
        for mention in (relation.subject, relation.object):
            assert text[mention.start : mention.end].replace(" -", "-") == mention.text
    statements = resolve(found, ontology=load_ontology(), run=Run("test")).statements
    assert {(each.subject.label, each.object.label) for each in statements} >= {("Mali", "Togo")}
    for each in statements:
        for evidence in each.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote


def test_without_repair_the_text_is_read_as_it_is() -> None:
    document = Document("article.txt", "", "Peru left.Chile stayed.", "", "en")
    assert extract(document, Options(repair=False)).repairs == ()
    assert [repair.kind for repair in extract(document).repairs] == ["missing space"]
