"""Testimonies to quads and back, the tokens, the rule about direct triples, and the merge."""

from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import model, rdf
from kg.errors import KgError, StoreError, UsageError
from kg.model import Document, Entity, Evidence, Run, Statement
from kg.rdf import BASE_IRI, VOCABULARY, Iris, direct_triple_holds, document_quads, merge, terms, view_triples
from tests import strategies
from tests.strategies import HOSTILE, SIGNS, dates, decimals, libraries, texts

modest = settings(max_examples=25, deadline=None)

JAPAN = Entity("state/JPN", "state", "Japan")
USA = Entity("state/USA", "state", "United States")
DOCUMENT = Document("a.txt", "0" * 64, "Japan met the US.", "1" * 64, "en")
EVIDENCE = Evidence("a.txt", 0, 17, "Japan met the US.", (0, 5), (14, 16), (6, 9), "verb", 0.9)
MEETING = Statement(JAPAN, "meets", USA, evidence=(EVIDENCE,))
TESTIMONY = model.Testimony(DOCUMENT, (MEETING,), Run("geokg 0.1.0"))


def parsed(token: str) -> ox.Literal:
    return next(iter(ox.parse(f"<a:s> <a:p> {token} .", format=ox.RdfFormat.N_TRIPLES))).object


@modest
@given(strategies.testimonies(), st.sampled_from([BASE_IRI, "http://example.org/kg#", "urn:kg:"]), st.randoms())
def test_reading_is_the_inverse_of_writing(testimony, base_iri, random):
    quads = list(document_quads(testimony, signs=SIGNS, base_iri=base_iri))
    random.shuffle(quads)
    assert rdf.testimony_of(quads, base_iri=base_iri) == testimony
    evidence = [each.evidence for each in rdf.testimony_of(quads, base_iri=base_iri).statements]
    assert evidence == [each.evidence for each in testimony.statements]


@modest
@given(strategies.testimonies())
def test_text_left_out_comes_back_empty(testimony):
    quads = document_quads(testimony, signs=SIGNS, with_text=False)
    assert rdf.testimony_of(quads) == replace(testimony, document=replace(testimony.document, text=""))


@modest
@given(strategies.testimonies())
def test_quads_are_the_tokens_that_a_store_gives_back(testimony):
    quads = set(document_quads(testimony, signs=SIGNS))
    store = ox.Store()
    store.update("INSERT DATA {" + "\n".join(f"GRAPH {g} {{ {s} {p} {o} }}" for s, p, o, g in quads) + "}")
    assert {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in store} == quads
    assert not any(isinstance(node, ox.BlankNode) for q in store for node in (q.subject, q.object))


@settings(max_examples=200, deadline=None)
@given(texts())
def test_literals_are_read_by_other_parsers(text):
    token = terms.literal(text)
    assert parsed(token).value == text
    assert str(ox.Literal(text)) == token
    assert terms.text_and_language(token) == (text, "")
    assert rdflib.util.from_n3(token) is not None
    graph = rdflib.Graph().parse(data=f"<a:s> <a:p> {token} .", format="nt")
    assert [str(value) for value in graph.objects()] == [text]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_by_the_sparql_parser(text):
    store = ox.Store()
    store.update(f"INSERT DATA {{ <a:s> <a:p> {terms.literal(text)} }}")
    assert [quad.object.value for quad in store] == [text]


@modest
@given(dates() | decimals() | texts())
def test_typed_tokens_survive_a_store(text):
    for token in (terms.date(text), terms.decimal(text)):
        store = ox.Store()
        store.update(f"INSERT DATA {{ <a:s> <a:p> {token} }}")
        assert [str(quad.object) for quad in store] == [token]
        assert terms.value_of(token) == text


@pytest.mark.parametrize(
    ("token", "written"),
    [
        (terms.date("2024"), '"2024"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        (terms.date("2024-02"), '"2024-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        (terms.date("2024-02-29"), '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
        (terms.date("2023-02-29"), '"2023-02-29"'),
        (terms.date("spring"), '"spring"'),
        (terms.decimal("15000000000"), '"15000000000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (terms.decimal("1.50"), '"1.50"'),
        (terms.confidence(0.9), '"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (terms.confidence(1.0), '"1"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (terms.literal("x", language="it"), '"x"@it'),
        (Iris(BASE_IRI).document("b/c d.jsonl#è%25"), f"<{BASE_IRI}document/b/c%20d.jsonl%23%C3%A8%2525>"),
        (Iris(BASE_IRI).entity("state/JPN"), f"<{BASE_IRI}id/state/JPN>"),
    ],
)
def test_tokens(token, written):
    assert token == written


@settings(max_examples=300, deadline=None)
@given(st.from_regex(r"\A[a-z]{1,4}:(//)?[a-z/?#%@:\[\].0-9é\"<> \\^-]{0,12}\Z"))
def test_what_is_called_an_iri_is_one(text):
    if terms.is_iri(text):
        assert ox.NamedNode(text).value == text
        assert len(list(ox.parse(f"<a:s> <a:p> <{text}> .", format=ox.RdfFormat.TURTLE))) == 1


@pytest.mark.parametrize(
    "text", ["", "no", "http://a b", "http://a/%zz", "http://[::1]/", 'http://a/"', "a:<b>", "é:b"]
)
def test_what_is_no_iri_for_all(text):
    assert not terms.is_iri(text)


@pytest.mark.parametrize("text", ["http://www.wikidata.org/entity/Q17", "urn:x:y", "https://a.b/c?d=e&f#g", "http://a"])
def test_what_is_an_iri(text):
    assert terms.is_iri(text)


@pytest.mark.parametrize("base_iri", ["", "kg/", "http://a b/", "http://a/b", "http://a/#b/"])
def test_a_base_iri_must_take_more(base_iri):
    with pytest.raises(UsageError, match="base IRI"):
        terms.check_base_iri(base_iri)


CHARGE = {"polarity": "affirmed", "status": "actual", "predicate": "attacks"}
SPOKESMAN = Entity("person/mao-ning", "person", "Mao Ning", acts_for="state/JPN")


@pytest.mark.parametrize(
    ("change", "holds"),
    [
        ({}, True),
        ({"status": "planned"}, True),
        ({"predicate": "acquires", "status": "planned"}, True),
        ({"speaker_chain": (USA,)}, True),
        ({"polarity": "denied"}, False),
        ({"status": "considered"}, False),
        ({"status": "ended"}, False),
        ({"status": "requested"}, False),
        ({"status": "conditional"}, False),
        (CHARGE, True),
        ({**CHARGE, "status": "planned"}, False),
        ({**CHARGE, "speaker_chain": (USA,)}, False),
        ({**CHARGE, "speaker_chain": (JAPAN,)}, True),
        ({**CHARGE, "speaker_chain": (SPOKESMAN,)}, True),
        ({**CHARGE, "speaker_chain": (USA, SPOKESMAN)}, True),
        ({**CHARGE, "speaker_chain": (SPOKESMAN, USA)}, False),
    ],
)
def test_the_direct_triple(change, holds):
    statement = replace(MEETING, **change)
    assert direct_triple_holds(statement, sign=SIGNS[statement.predicate]) is holds
    iris = Iris(BASE_IRI)
    direct = iris.entity("state/JPN"), f"<{VOCABULARY}{statement.predicate}>", iris.entity("state/USA")
    quads = document_quads(replace(TESTIMONY, statements=(statement,)), signs=SIGNS)
    assert (direct in {quad[:3] for quad in quads}) is holds


def test_a_document_has_one_graph():
    assert {quad[3] for quad in document_quads(TESTIMONY, signs=SIGNS)} == {f"<{BASE_IRI}document/a.txt>"}


@pytest.mark.parametrize(
    ("testimony", "message"),
    [
        (replace(TESTIMONY, statements=(replace(MEETING, predicate="sings"),)), "sings"),
        (replace(TESTIMONY, statements=(MEETING, replace(MEETING, subject=replace(JAPAN, label="J")))), "two ways"),
        (replace(TESTIMONY, document=replace(DOCUMENT, text="\ud800")), "surrogate"),
        (replace(TESTIMONY, document=replace(DOCUMENT, key="\udcff.txt")), "surrogate"),
        (replace(TESTIMONY, statements=(replace(MEETING, object=replace(USA, same_as=("Q30",))),)), "same_as"),
        (replace(TESTIMONY, statements=(replace(MEETING, object=replace(USA, labels=(("E N", ""),))),)), "language"),
    ],
)
def test_what_cannot_be_written_is_an_error_in_one_line(testimony, message):
    with pytest.raises(KgError, match=message) as caught:
        list(document_quads(testimony, signs=SIGNS))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["key", "polarity", "confidence", "subjectStart", "software", "label"])
def test_a_graph_that_is_not_whole_is_an_error(name):
    quads = [quad for quad in document_quads(TESTIMONY, signs=SIGNS) if quad[1] != terms.kg(name)]
    with pytest.raises(StoreError, match=name):
        rdf.testimony_of(quads)


def test_a_statement_under_the_wrong_id_is_an_error():
    quads = [(s, p, o.replace("affirmed", "denied"), g) for s, p, o, g in document_quads(TESTIMONY, signs=SIGNS)]
    with pytest.raises(StoreError, match="damaged"):
        rdf.testimony_of(quads)


def test_no_quads_are_an_error():
    with pytest.raises(StoreError, match="0 documents"):
        rdf.testimony_of([])


@modest
@given(libraries(), st.randoms())
def test_the_order_of_documents_does_not_matter(said, random):
    view, triples = merge(said), set(view_triples(merge(said), signs=SIGNS))
    random.shuffle(said)
    assert merge(said) == view
    assert set(view_triples(merge(said), signs=SIGNS)) == triples
    assert [statement.id for statement in view.statements] == sorted(
        {each.id for one in said for each in one.statements}
    )


def test_merging_joins_evidence_and_entities():
    other = replace(EVIDENCE, document="b.txt", confidence=0.5)
    nippon = replace(JAPAN, label="Nippon", aliases=("Nippon",), country="JPN")
    view = merge(
        [
            model.Testimony(
                replace(DOCUMENT, key="b.txt"), (replace(MEETING, subject=nippon, evidence=(other,)),), Run("x")
            ),
            TESTIMONY,
        ]
    )
    assert [document.key for document in view.documents] == ["a.txt", "b.txt"]
    assert view.statements[0].evidence == (EVIDENCE, other)
    assert view.statements[0].confidence == 0.9
    assert view.statements[0].subject == replace(JAPAN, label="Japan", aliases=("Nippon",), country="JPN")
    assert view.document_runs == (("a.txt", Run("geokg 0.1.0").id), ("b.txt", Run("x").id))


def test_acts_for_stays_where_all_documents_that_know_it_agree():
    def said(key: str, acts_for: str | None, country: str | None) -> model.Testimony:
        person = Entity("person/x", "person", "X", acts_for=acts_for, country=country)
        return model.Testimony(replace(DOCUMENT, key=key), (Statement(person, "meets", USA),), Run("x"))

    agreed = merge([said("a", "state/JPN", "JPN"), said("b", None, None)]).statements[0].subject
    split = merge([said("a", "state/JPN", "JPN"), said("b", "state/USA", "USA")]).statements[0].subject
    assert (agreed.acts_for, agreed.country) == ("state/JPN", "JPN")
    assert (split.acts_for, split.country) == (None, None)


def test_one_key_twice_is_an_error():
    with pytest.raises(UsageError, match=r"a\.txt"):
        merge([TESTIMONY, TESTIMONY])


@pytest.mark.parametrize("key", ["n.jsonl#a/../b", "n.jsonl#a/./b", "..", "./.", "a/..", ".../..a/.b", "%2E%2E/x"])
def test_no_reader_walks_through_a_key(key):
    """Readers that resolve IRIs would take `a/../b` for `b`: another document."""
    iris = Iris(BASE_IRI)
    token = iris.document(key)
    assert urljoin(BASE_IRI, urlsplit(token[1:-1]).path) == token[1:-1]
    assert iris.document_key(token) == key
