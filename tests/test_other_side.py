"""What a sentence leaves unsaid: the other side of the story, both sides of a mediation, the place called "there"."""

import pytest

from kg.extract.constructions import Reader
from kg.extract.naming import other_side
from kg.model import Mention
from kg.ontology import load_ontology
from kg.resolve.discourse import Discourse
from tests.conllu import relations, sentence
from tests.test_resolve import extraction, meant, state

RECALLED = """
1 Kenya Kenya PROPN 2 nsubj
2 recalled recall VERB 0 root
3 {0} {0} DET 4 det
4 {1} {1} NOUN 2 obj
"""
BROKERED = """
1 Qatar Qatar PROPN 2 nsubj
2 brokered broker VERB 0 root
3 a a DET 4 det
4 truce truce NOUN 2 obj
"""
SENT_THERE = """
1 France France PROPN 2 nsubj
2 sent send VERB 0 root
3 troops troop NOUN 2 obj Number=Plur
4 there there ADV 2 advmod
"""
THERE_IS = """
1 There there PRON 2 expl
2 is be VERB 0 root
3 peace peace NOUN 2 nsubj
"""


def implied(lines: str):
    made, text = sentence(lines)
    reader = Reader(made, text, load_ontology().predicates)
    return list(reader.implied(list(reader.relations())))


@pytest.mark.parametrize(("lines", "predicate", "count"), [
    (RECALLED.format("an", "ambassador"), "recallsFrom", 1), (BROKERED, "mediates", 2),
])  # fmt: skip
def test_an_act_whose_other_side_is_not_named(lines, predicate, count):
    (relation,) = implied(lines)
    assert (relation.predicate, relation.object.refers, relation.object.count) == (predicate, "other", count)
    assert (relation.object.start, relation.object.end) == (relation.start, relation.end)


def test_other_objects_imply_nobody():
    assert implied(RECALLED.format("a", "memory")) == []


def test_there_is_a_place_and_there_is_none():
    (relation,) = relations(SENT_THERE)
    assert (relation.predicate, relation.object.refers) == ("deploysTo", "there")
    assert not any(mention.text == "There" for mention in sentence(THERE_IS)[0].all())


TEXT = "Chad and Niger quarrel. Chad shelled Niger. Mali wept. Chad recalled an envoy."
NAMES = [state(TEXT, words, code, at=at) for words, code, at in (
    ("Chad", "TCD", 1), ("Niger", "NER", 1), ("Chad", "TCD", 2), ("Niger", "NER", 2), ("Mali", "MLI", 1),
    ("Chad", "TCD", 3),
)]  # fmt: skip


def other(text: str, words: str, **fields) -> Mention:
    start = text.index(words)
    return Mention(start, start + len(words), "", "state", "pronoun", (), refers="other", **fields)


def entities(text: str, names, each: Mention, *beside: str) -> list[str]:
    """Ids of whom a mention means beside subjects with those ids."""
    read = extraction(text, names)
    discourse = Discourse(read, load_ontology())
    subjects = {entity.id: entity for name in names for entity in discourse.entities(name)}
    return meant(read, each, beside=[subjects[id_] for id_ in beside])


def test_the_other_side_is_who_is_named_most_before():
    each = other(TEXT, "Chad recalled an envoy.")
    assert entities(TEXT, NAMES, each, "state/TCD") == ["state/NER"]


def test_a_state_of_the_sentence_comes_first_where_the_story_names_it_again():
    text = "Mali and Chad met. Chad accused Mali and recalled an envoy."
    names = [state(text, words, code, at=at) for words, code in (("Mali", "MLI"), ("Chad", "TCD")) for at in (1, 2)]
    each = other(text, "Chad accused Mali and recalled an envoy.")
    assert entities(text, names, each, "state/TCD") == ["state/MLI"]


def test_nobody_is_meant_where_several_are_named_beside():
    text = "Mali and Niger met Chad. Chad left Mali and Niger and recalled an envoy."
    names = [
        state(text, words, code, at=at)
        for words, code in (("Mali", "MLI"), ("Chad", "TCD"), ("Niger", "NER"))
        for at in (1, 2)
    ]
    assert entities(text, names, other(text, "Chad left Mali and Niger and recalled an envoy."), "state/TCD") == []


def test_who_mediates_does_so_between_both_sides():
    text = "Chad and Niger quarrel. Qatar brokered a truce."
    names = [state(text, "Chad", "TCD"), state(text, "Niger", "NER"), state(text, "Qatar", "QAT")]
    each = other(text, "Qatar brokered a truce.", count=2)
    assert sorted(entities(text, names, each, "state/QAT")) == ["state/NER", "state/TCD"]


def test_the_unsaid_has_the_span_of_its_sentence():
    made, text = sentence(BROKERED)
    found = other_side(made, several=True)
    assert text[found.start : found.end] == text
    assert (found.text, found.count) == ("", 2)


def test_there_is_the_place_named_last():
    text = "Chad burns. Mali weeps. France sent troops there."
    names = [state(text, "Chad", "TCD"), state(text, "Mali", "MLI"), state(text, "France", "FRA")]
    there = Mention(text.index("there"), text.index("there") + 5, "there", "state", "pronoun", (), refers="there")
    assert entities(text, names, there, "state/FRA") == ["state/MLI"]


@pytest.mark.parametrize(("lang", "lines"), [
    ("fr", "1 Chad Tchad PROPN 2 nsubj\n2 rappelle rappeler VERB 0 root\n3 ambassadeur ambassadeur NOUN 2 obj"),
    ("it", "1 Ciad Ciad PROPN 2 nsubj\n2 richiama richiamare VERB 0 root\n3 ambasciatore ambasciatore NOUN 2 obj"),
    ("es", "1 Chad Chad PROPN 2 nsubj\n2 retira retirar VERB 0 root\n3 embajador embajador NOUN 2 obj"),
    ("pt", "1 Chade Chade PROPN 2 nsubj\n2 retira retirar VERB 0 root\n3 embaixador embaixador NOUN 2 obj"),
    ("de", "1 Tschad Tschad PROPN 2 nsubj\n2 abberuft abberufen VERB 0 root\n3 Botschafter botschafter NOUN 2 obj"),
])  # fmt: skip
def test_other_languages_leave_the_other_side_unsaid_too(lang, lines):
    made, text = sentence(lines.replace("Chad Tchad", "Tchad Tchad"), lang)
    reader = Reader(made, text, load_ontology().predicates)
    assert [each.predicate for each in reader.implied(())] == ["recallsFrom"]


@pytest.mark.parametrize(("body", "several"), [("NATO", False), ("peace", True)])
def test_partners_in_a_body_are_not_the_foremost_of_the_story(body, several):
    made, _ = sentence(f"""
    1 the the DET 3 det
    2 three three NUM 3 nummod
    3 partners partner NOUN 6 nsubj Number=Plur
    4 in in ADP 5 case
    5 {body} {body} {"PROPN" if body == "NATO" else "NOUN"} 3 nmod
    6 slept sleep VERB 0 root
    """)
    assert any(mention.count == 3 for mention in made.all()) is several
