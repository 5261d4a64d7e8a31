"""Questions about a graph, on views made by hand: corroboration, contradictions, comparison, balance, standing."""

import hashlib
import json
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg import analysis, rdf
from kg.analysis.comparison import quotes_of
from kg.analysis.copies import ALIKE, likeness, shingles
from kg.errors import OntologyError
from kg.model import Document, Entity, Evidence, GraphView, Statement
from kg.ontology import load_ontology
from tests import strategies
from tests.conftest import run_kg
from tests.sample_view import sample_view

ONTOLOGY = load_ontology()
STATES = {name: Entity(f"state/{name}", "state", name.title()) for name in "ABCDEF"}


def document(key: str, text: str = "", *, lang: str = "en", published: str | None = None) -> Document:
    digest = hashlib.sha256((text or key).encode()).hexdigest()
    return Document(key, digest, text, digest, lang, published=published)


def said(words: str, keys: str = "1", **qualities) -> Statement:
    """`said("A attacks B", "12")`: documents 1 and 2 say so."""
    subject, predicate, value = words.split()
    evidence = tuple(Evidence(f"{key}.txt", 0, len(words), words, (0, 1), (2, 3), (1, 2), "verb", 0.8) for key in keys)
    return Statement(STATES[subject], predicate, STATES[value], evidence=evidence, **qualities)


def view_of(*statements: Statement, documents: tuple[Document, ...] = ()) -> GraphView:
    keys = {each.document for statement in statements for each in statement.evidence}
    known = documents or tuple(document(key) for key in sorted(keys))
    return GraphView(known, tuple(sorted(statements, key=lambda each: each.id)))


# Relations and corroboration ------------------------------------------------------------------------------------------


def test_a_relation_joins_what_is_said_in_other_words():
    view = view_of(
        said("A meets B", "1"), said("A meets B", "2", status="planned"), said("A meets B", polarity="denied")
    )
    affirmed, denied = analysis.relations_of(view)
    assert (affirmed.subject.id, affirmed.predicate, affirmed.object.id) == ("state/A", "meets", "state/B")
    assert (affirmed.documents, affirmed.statuses, affirmed.confidence) == (
        ("1.txt", "2.txt"),
        ("actual", "planned"),
        0.8,
    )
    assert (denied.polarity, denied.documents, len(denied.evidence)) == ("denied", ("1.txt",), 1)


def test_corroboration_counts_documents_languages_and_sources():
    words = "the two presidents met on a cold and rainy morning in the old harbour to speak of fish and of trade"
    documents = (
        document("1.txt", words),
        document("2.txt", f"{words} again"),
        document("3.txt", "quite another text about the same meeting of the two presidents", lang="it"),
    )
    view = view_of(said("A meets B", "123"), said("A attacks B", "12"), documents=documents)
    meeting, attack = analysis.corroboration_of(view)
    assert (meeting.documents, meeting.languages) == (("1.txt", "2.txt", "3.txt"), ("en", "it"))
    assert meeting.sources == ("1.txt", "3.txt")
    assert (attack.relation.predicate, attack.sources) == ("attacks", ("1.txt",))


def test_a_denial_corroborates_nothing():
    found = analysis.corroboration_of(view_of(said("A attacks B", "1"), said("A attacks B", "2", polarity="denied")))
    assert [(each.relation.polarity, each.documents) for each in found] == [
        ("affirmed", ("1.txt",)),
        ("denied", ("2.txt",)),
    ]


def test_copies_are_one_source_also_without_texts():
    copies = tuple(replace(document(key, "the same words"), text="") for key in ("1.txt", "2.txt"))
    assert analysis.sources_of(GraphView((*copies, document("3.txt")), ())) == {
        "1.txt": "1.txt",
        "2.txt": "1.txt",
        "3.txt": "3.txt",
    }


def test_translations_are_one_source():
    three = [said(f"A {predicate} B", "12") for predicate in ("attacks", "threatens", "sanctions")]
    documents = (
        document("1.txt", "an English text", published="2024-04-11"),
        document("2.txt", "un testo italiano", lang="it", published="2024-04-11"),
    )
    assert set(analysis.sources_of(view_of(*three, documents=documents)).values()) == {"1.txt"}
    later = (documents[0], replace(documents[1], published="2024-04-12"))
    assert len(set(analysis.sources_of(view_of(*three, documents=later)).values())) == 2
    undated = tuple(replace(each, published=None) for each in documents)
    assert len(set(analysis.sources_of(view_of(*three, documents=undated)).values())) == 2
    assert len(set(analysis.sources_of(view_of(*three[:2], documents=documents)).values())) == 2
    same_language = (documents[0], replace(documents[1], lang="en"))
    assert len(set(analysis.sources_of(view_of(*three, documents=same_language)).values())) == 2


def test_likeness_is_the_share_of_common_shingles():
    one, other = shingles("a b c d e f"), shingles("a b c d e g")
    assert len(one) == 2
    assert likeness(one, other) == pytest.approx(1 / 3)
    assert likeness(one, one) == 1.0
    assert likeness(shingles(""), shingles("...")) == 0.0
    assert len(shingles("日本和美国举行会谈")) == 5  # nine letters, runs of five


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab ", max_size=40), max_size=8), st.randoms(use_true_random=False))
def test_sources_are_those_of_comparing_all_with_all(texts, order):
    documents = [document(f"{number}.txt", text) for number, text in enumerate(texts) if text.strip()]
    found = analysis.sources_of(GraphView(tuple(documents), ()))
    shuffled = order.sample(documents, len(documents))
    assert analysis.sources_of(GraphView(tuple(shuffled), ())) == found
    alike = nx.Graph()
    alike.add_nodes_from(found)
    for one in documents:
        for other in documents:
            share = likeness(shingles(one.text), shingles(other.text))
            assert share < 0.9 or found[one.key] == found[other.key]
            if share >= ALIKE or one.text == other.text:
                alike.add_edge(one.key, other.key)
    for group in nx.connected_components(alike):
        assert {found[key] for key in group} <= group  # never joined without likeness


# Contradictions -------------------------------------------------------------------------------------------------------


def test_what_is_affirmed_and_denied_contradicts():
    view = view_of(said("A attacks B", "1"), said("A attacks B", "2", polarity="denied"))
    (found,) = analysis.contradictions_of(view)
    assert (found.kind, found.subject.id, found.object.id) == ("polarity", "state/A", "state/B")
    assert ([each.polarity for each in (*found.one, *found.other)]) == ["affirmed", "denied"]
    assert found.documents == ("1.txt", "2.txt")


def test_help_and_attack_of_one_pair_contradict():
    (found,) = analysis.contradictions_of(view_of(said("A aids B"), said("A attacks B"), said("B attacks C")))
    assert (found.kind, found.one[0].predicate, found.other[0].predicate) == ("sign", "aids", "attacks")


def test_a_symmetric_predicate_speaks_of_both():
    (found,) = analysis.contradictions_of(view_of(said("A cooperatesWith B"), said("B attacks A")))
    assert (found.subject.id, found.object.id) == ("state/B", "state/A")
    (both,) = analysis.contradictions_of(view_of(said("A cooperatesWith B"), said("A disputesWith B")))
    assert (both.subject.id, both.object.id) == ("state/A", "state/B")


@pytest.mark.parametrize(
    "statements",
    [
        [said("A aids B"), said("B attacks A")],
        [said("A aids B", status="considered"), said("A attacks B")],
        [said("A aids B", status="ended"), said("A aids B", polarity="denied")],
        [said("A aids B"), said("A attacks B", polarity="denied")],
        [said("A aids A"), said("A attacks A")],
    ],
)
def test_what_does_not_contradict(statements):
    assert analysis.contradictions_of(view_of(*statements)) == ()


# Comparison -----------------------------------------------------------------------------------------------------------


def test_what_two_documents_say_apart_and_together():
    view = view_of(
        said("A meets B", "12"),
        said("A attacks C", "1"),
        said("D joins E", "2"),
        said("E aids F", "3"),
    )
    found = analysis.compare(view, ["1.txt"], ["2.txt"])
    assert [each[0].predicate for each in found.only_one] == ["attacks"]
    assert [each[0].predicate for each in found.only_other] == ["joins"]
    ((here, there),) = found.both
    assert [each.document for each in (*quotes_of(here), *quotes_of(there))] == ["1.txt", "2.txt"]
    assert found.changes == ()


def test_the_same_pair_told_otherwise():
    view = view_of(
        said("A meets B", "1"),
        said("A meets B", "2", status="planned"),
        said("C attacks D", "1"),
        said("C attacks D", "2", polarity="denied"),
        said("E aids F", "1"),
        said("F threatens E", "2"),
    )
    found = analysis.compare(view, ["1.txt"], ["2.txt"])
    assert {change.kind: (change.one[0][0].predicate, change.other[0][0].predicate) for change in found.changes} == {
        "status": ("meets", "meets"),
        "polarity": ("attacks", "attacks"),
        "sign": ("aids", "threatens"),
    }
    assert (found.only_one, found.only_other, found.both) == ((), (), ())


def test_speakers_and_dates_make_no_difference():
    view = view_of(said("A meets B", "1", speaker_chain=(STATES["C"],)), said("A meets B", "2", start_date="2024"))
    found = analysis.compare(view, ["1.txt"], ["2.txt"])
    assert len(found.both) == 1
    assert (found.only_one, found.only_other, found.changes) == ((), (), ())


@settings(max_examples=40, deadline=None)
@given(strategies.libraries())
def test_laws_of_comparing(testimonies):
    view = rdf.merge(testimonies)
    keys = [each.key for each in view.documents]
    same = analysis.compare(view, keys, keys)
    assert (same.only_one, same.only_other, same.changes) == ((), (), ())
    there, back = analysis.compare(view, keys[:1], keys[1:]), analysis.compare(view, keys[1:], keys[:1])
    assert (there.only_one, there.only_other) == (back.only_other, back.only_one)
    assert there.both == tuple((one, other) for other, one in back.both)
    assert told(there.changes, "one") == told(back.changes, "other")
    whole = {each.id for each in view.statements if any(one.document == keys[0] for one in each.evidence)}
    parts = [*there.only_one, *(one for one, _ in there.both), *(one for each in there.changes for one in each.one)]
    assert {each.id for part in parts for each in part} == whole
    assert not {ids(part) for part in there.only_one} & {ids(one) for each in there.changes for one in each.one}


def ids(said_of_one):
    return tuple(each.id for each in said_of_one)


def told(changes, side):
    return {(change.kind, ids(each)) for change in changes for each in getattr(change, side)}


# Balance --------------------------------------------------------------------------------------------------------------


def test_a_dyad_counts_cooperation_and_conflict():
    view = view_of(
        said("A aids B", "12"),
        said("B meets A"),
        said("B attacks A"),
        said("A threatens B", polarity="denied"),
        said("A sanctions B", status="considered"),
        said("A attacks A"),
    )
    (dyad,) = analysis.dyads_of(view)
    assert (dyad.one.id, dyad.other.id, dyad.positive, dyad.negative, dyad.sign) == ("state/A", "state/B", 2, 1, 1)


def test_only_actors_make_dyads():
    policy = Entity("policy/x", "policy", "x")
    assert analysis.dyads_of(view_of(replace(said("A opposes B"), object=policy))) == ()


@pytest.mark.parametrize(
    ("signs", "frustrated"),
    [((1, 1, 1), False), ((1, -1, -1), False), ((1, 1, -1), True), ((-1, -1, -1), True)],
)
def test_triads_of_cartwright_and_harary(signs, frustrated):
    words = [
        f"{pair[0]} {'aids' if sign > 0 else 'attacks'} {pair[1]}"
        for pair, sign in zip(("AB", "AC", "BC"), signs, strict=True)
    ]
    balance = analysis.balance_of(view_of(*map(said, words)))
    (triad,) = balance.triads
    assert [each.id for each in triad.members] == ["state/A", "state/B", "state/C"]
    assert (triad.signs, triad.frustrated) == (signs, frustrated)
    assert balance.degree == (0.0 if frustrated else 1.0)
    assert len(balance.frustrated) == frustrated


def test_an_even_dyad_makes_no_triad():
    balance = analysis.balance_of(view_of(*map(said, ("A aids B", "A attacks B", "B aids C", "A aids C"))))
    assert (len(balance.dyads), balance.triads, balance.degree) == (3, (), None)


ACTS = st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(("aids", "attacks")), st.sampled_from("ABCDEF"))


@settings(max_examples=60, deadline=None)
@given(st.sets(ACTS, max_size=24), st.permutations(sorted(STATES)))
def test_balance_does_not_depend_on_names(acts, order):
    renamed = dict(zip(sorted(STATES), order, strict=True))
    balance = analysis.balance_of(view_of(*(said(" ".join(act)) for act in acts)))
    other = analysis.balance_of(view_of(*(said(f"{renamed[a]} {verb} {renamed[b]}") for a, verb, b in acts)))
    assert balance.degree == other.degree
    assert len(balance.triads) == len(other.triads)
    named = {frozenset(f"state/{renamed[one.id[-1]]}" for one in each.members) for each in balance.frustrated}
    assert named == {frozenset(one.id for one in each.members) for each in other.frustrated}


@settings(max_examples=60, deadline=None)
@given(st.sets(ACTS, max_size=24), st.sets(st.sampled_from("ABCDEF")))
def test_two_camps_are_balanced(acts, camp):
    """The theorem of Cartwright and Harary: friends within two camps, enemies across, and nothing is frustrated."""
    words = (f"{a} {'aids' if (a in camp) == (b in camp) else 'attacks'} {b}" for a, _, b in acts)
    assert analysis.balance_of(view_of(*map(said, sorted(set(words))))).frustrated == ()


# Standing and communities ---------------------------------------------------------------------------------------------


def test_who_stands_in_the_middle():
    view = view_of(
        *map(said, ("A aids B", "A meets C", "A attacks D", "B aids A")), said("A aids F", polarity="denied")
    )
    first, *others = analysis.standing_of(view)
    assert (first.entity.id, first.outgoing, first.incoming, first.degree, first.neighbours) == ("state/A", 3, 1, 4, 3)
    assert first.betweenness == 1.0
    assert [each.entity.id for each in others] == ["state/B", "state/C", "state/D"]
    assert {each.betweenness for each in others} == {0.0}


def test_communities_are_who_is_together():
    words = ("A aids B", "B aids C", "A aids C", "D aids E", "E aids F", "D aids F", "C attacks D")
    view = view_of(*map(said, words))
    blocs = (("state/A", "state/B", "state/C"), ("state/D", "state/E", "state/F"))
    assert analysis.communities_of(view) == blocs
    assert analysis.communities_of(view, sign=1) == blocs
    assert ("state/C", "state/D") in analysis.communities_of(view, sign=-1)
    assert {each.community for each in analysis.standing_of(view)} == {0, 1}


def test_an_empty_view_has_no_answers():
    empty = GraphView((), ())
    assert analysis.standing_of(empty) == analysis.communities_of(empty) == analysis.timeline_of(empty) == ()
    assert analysis.corroboration_of(empty) == analysis.contradictions_of(empty) == analysis.dyads_of(empty) == ()
    assert analysis.balance_of(empty).degree is None


def test_many_entities_are_estimated_the_same_way_again():
    entities = [Entity(f"state/{number:03}", "state", f"{number}") for number in range(600)]
    circle = zip(entities, [*entities[1:], entities[0]], strict=True)
    view = view_of(*(replace(said("A meets B"), subject=one, object=other) for one, other in circle))
    found = analysis.standing_of(view)
    assert len(found) == 600
    assert found == analysis.standing_of(view)
    assert all(0.2 < each.betweenness < 0.8 for each in found)


# Timeline -------------------------------------------------------------------------------------------------------------


def test_a_timeline_prefers_the_date_of_the_text():
    documents = (
        document("1.txt", "x", published="2024-05-02"),
        document("2.txt", "y", published="2024-05-01"),
        document("3.txt"),
    )
    view = view_of(
        said("A meets B", "12"),
        said("A attacks B", "1", start_date="2022-02"),
        said("A joins B", "3", end_date="2023"),
        said("A aids B", "3"),
        documents=documents,
    )
    assert [(each.date, each.said, each.statement.predicate) for each in analysis.timeline_of(view)] == [
        ("2022-02", True, "attacks"),
        ("2023", True, "joins"),
        ("2024-05-01", False, "meets"),
    ]


# networkx -------------------------------------------------------------------------------------------------------------


def test_a_network_has_the_attributes_that_are_documented():
    view = sample_view()
    network = kg.to_networkx(view)
    assert type(network) is nx.MultiDiGraph
    assert {key for *_, key in network.edges(keys=True)} == {each.id for each in view.statements}
    statement = next(each for each in view.statements if each.predicate == "defends")
    edge = network.edges["state/USA", "state/JPN", statement.id]
    assert edge["predicate"] == "defends"
    assert (edge["polarity"], edge["status"], edge["speaker"]) == ("affirmed", "planned", "person/joe-biden")
    assert (edge["plover"], edge["quad"]) == ONTOLOGY.event_type("defends", "affirmed", "planned")
    assert (edge["documents"], edge["languages"], edge["weight"]) == (("000_it.txt", "003_en.txt"), ("en", "it"), 2)
    assert edge["quotes"] == tuple(each.quote for each in statement.evidence)
    node = network.nodes["person/joe-biden"]
    assert (node["label"], node["kind"], node["acts_for"], node["country"]) == (
        "Joe Biden",
        "person",
        "state/USA",
        None,
    )


def test_a_network_is_the_same_for_any_order():
    view = sample_view()
    turned = replace(view, statements=view.statements[::-1])
    assert set(kg.to_networkx(turned).edges(keys=True)) == set(kg.to_networkx(view).edges(keys=True))
    assert [*kg.to_networkx(turned)] == [*kg.to_networkx(view)] == sorted(kg.to_networkx(view))


def test_an_unknown_predicate_is_told():
    with pytest.raises(OntologyError, match="predicate 'befriends': not in the ontology"):
        kg.to_networkx(view_of(said("A befriends B")))
    with pytest.raises(OntologyError, match="befriends"):
        analysis.dyads_of(view_of(said("A befriends B")))


def test_every_name_of_the_room_is_there():
    for name in analysis.__all__:
        assert getattr(analysis, name).__name__ == name
    with pytest.raises(AttributeError, match="it has Balance, Brief"):
        _ = analysis.sentiment


# kg diff --------------------------------------------------------------------------------------------------------------


def test_diff_tells_two_documents_apart(seeds):
    keys = ("seeds/002_10e867167bf1a90e.txt", "seeds/003_3350ea0952bd2639.txt")
    done = run_kg("diff", *keys, "--store", seeds.store)
    assert done.returncode == 0, done.stderr
    assert f"only {keys[0]}: " in done.stdout
    assert "  Japan cooperatesWith United States  [affirmed, actual" in done.stdout
    assert f"    {keys[1]}:" in done.stdout


def test_diff_of_a_folder_with_itself_is_empty(seeds):
    done = run_kg("diff", "seeds", "seeds/", "--json", "--store", seeds.store)
    found = json.loads(done.stdout)
    assert (found["only_one"], found["only_other"], found["changes"]) == ([], [], [])
    assert len(found["both"]) > 50
    assert {quote["document"] for each in found["both"] for quote in each["one"]["quotes"]} == {
        f"seeds/{name}.txt" for name in ("000_7c2d59c7325b740d", "002_10e867167bf1a90e", "003_3350ea0952bd2639")
    }


def test_diff_of_states_is_of_states(seeds):
    keys = ("seeds/002_10e867167bf1a90e.txt", "seeds/003_3350ea0952bd2639.txt")
    biden = '"person/joe-biden"'
    assert f'"subject": {biden}' in run_kg("diff", *keys, "--json", "--store", seeds.store).stdout
    rolled = run_kg("diff", *keys, "--roll-up", "states", "--json", "--store", seeds.store).stdout
    assert biden not in rolled
    assert '"subject": "state/USA"' in rolled


def test_diff_of_an_unknown_document_says_what_is_allowed(seeds):
    done = run_kg("diff", "nowhere", "seeds", "--store", seeds.store)
    assert done.returncode == 2
    assert done.stderr.startswith("kg: nowhere: no document of this store; allowed: seeds/000")
