"""Who judges whose act: "Oslo condemned the raid" relates Oslo to whoever raided in the sentence before."""

import pytest

from kg.extract.verdicts import read_verdicts
from kg.model import Verdict
from kg.resolve import resolve
from tests.conllu import sentence
from tests.test_resolve import ONTOLOGY, RUN, extraction, relation, state

JUDGED = """
1 Chad Chad PROPN 2 nsubj
2 {0} {1} VERB 0 root
3 {2} {2} DET 4 det
4 {3} {3} NOUN 2 obj
"""
BRANDED = """
1 Chad Chad PROPN 2 nsubj
2 called call VERB 0 root
3 the the DET 4 det
4 {0} {0} NOUN 5 nsubj
5 {1} {1} ADJ 2 xcomp
"""
RELATIVE = """
1 Togo Togo PROPN 2 nsubj
2 took take VERB 0 root
3 a a DET 4 det
4 decision decision NOUN 2 obj
5 that that PRON 7 obj
6 Chad Chad PROPN 7 nsubj
7 welcomed welcome VERB 4 acl:relcl
"""
HYPOTHETICAL = """
1 Chad Chad PROPN 3 nsubj
2 {0} {0} {1} 3 {2}
3 condemn condemn VERB 0 root
4 the the DET 5 det
5 raid raid NOUN 3 obj
"""


def verdicts(lines: str) -> list[tuple[str, str, str]]:
    read, text = sentence(lines)
    return [(each.judge.text, each.predicate, each.sense) for each in read_verdicts(read, text)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (JUDGED.format("condemned", "condemn", "the", "raid"), [("Chad", "criticizes", "assault")]),
        (JUDGED.format("welcomed", "welcome", "that", "step"), [("Chad", "praises", "decision")]),
        (JUDGED.format("rejected", "reject", "the", "offer"), [("Chad", "rejects", "offer")]),
        (JUDGED.format("condemned", "condemn", "a", "raid"), []),
        (JUDGED.format("condemned", "condemn", "the", "weather"), []),
        (BRANDED.format("move", "unfortunate"), [("Chad", "criticizes", "decision")]),
        (BRANDED.format("charge", "baseless"), [("Chad", "rejects", "charge")]),
        (BRANDED.format("move", "recent"), []),
        (RELATIVE, [("Chad", "praises", "decision")]),
        (HYPOTHETICAL.format("should", "AUX", "aux"), []),
        (HYPOTHETICAL.format("never", "ADV", "advmod"), []),
    ],
)
def test_who_judges_what_kind_of_act(lines, expected):
    assert verdicts(lines) == expected


TEXT = "Niger attacked Mali.\nChad and Niger criticized Togo.\nChad condemned the raid."
NIGER, MALI, TOGO = (state(TEXT, name, code) for name, code in (("Niger", "NER"), ("Mali", "MLI"), ("Togo", "TGO")))
LAST = TEXT.rindex("Chad")


def judged(judge, sense="assault", predicate="criticizes"):
    """Statements that follow from a verdict of the last sentence."""
    told = [
        relation(NIGER, "attacks", MALI, TEXT, start=0, end=20),
        relation(MALI, "accuses", TOGO, TEXT, start=21, end=52),
    ]
    verdict = Verdict(judge, predicate, sense, (LAST + 19, LAST + 23), (LAST + 5, LAST + 14), LAST, len(TEXT))
    read = extraction(TEXT, [NIGER, MALI, TOGO, judge], told, verdicts=(verdict,))
    found = resolve(read, ontology=ONTOLOGY, run=RUN).statements
    return {
        (s.subject.id, s.predicate, s.object.id, s.evidence[0].quote)
        for s in found
        if s.evidence[0].extractor == "verdict on an act"
    }


def test_the_author_of_the_last_act_of_that_kind_is_meant():
    assert judged(state(TEXT, "Chad", "TCD", at=2)) == {
        ("state/TCD", "criticizes", "state/NER", "Chad condemned the raid.")
    }


def test_an_act_of_another_kind_is_not_meant():
    assert judged(state(TEXT, "Chad", "TCD", at=2), sense="sanction") == set()


def test_nobody_judges_the_own_act():
    assert judged(state(TEXT, "Niger", "NER", at=2)) == set()


def test_a_charge_is_turned_down_by_whom_it_is_laid_to():
    assert judged(state(TEXT, "Chad", "TCD", at=2), "charge", "rejects") == set()
    assert {found[:3] for found in judged(TOGO, "charge", "rejects")} == {("state/TGO", "rejects", "state/MLI")}


CLITIC = """
1 Chad Chad PROPN 4 nsubj
2 it it PRON 4 obj
3 has have AUX 4 aux
4 called call VERB 0 root
5 a a DET 6 det
6 raid raid NOUN 4 xcomp
"""
CALLED_SO = """
1 Chad Chad PROPN 2 nsubj
2 condemned condemn VERB 0 root
3 a a DET 5 det
4 {0} {0} {1} 5 {2}
5 decision decision NOUN 2 obj
"""


def test_a_pronoun_before_the_verb_stands_for_what_was_done():
    assert verdicts(CLITIC) == [("Chad", "criticizes", "any")]


def test_an_act_may_be_described_rather_than_pointed_at():
    assert verdicts(CALLED_SO.format("hostile", "ADJ", "amod")) == [("Chad", "criticizes", "decision")]
    assert verdicts(CALLED_SO.format("1", "NUM", "nummod")) == []
