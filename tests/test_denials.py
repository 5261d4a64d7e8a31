"""Who denies what: "Iran denied the charge" makes of the charge before it a denied statement of his own."""

import pytest

from kg.extract.denials import read_denials
from kg.model import Denial
from kg.resolve import resolve
from tests.conllu import sentence
from tests.test_resolve import ONTOLOGY, RUN, extraction, relation, state

DENIED = """
1 Chad Chad PROPN 2 nsubj
2 {0} {1} VERB 0 root
3 the the DET 4 det
4 {2} {2} NOUN 2 obj
"""
BRANDED = """
1 Chad Chad PROPN 2 nsubj
2 called call VERB 0 root
3 the the DET 4 det
4 {0} {0} NOUN 2 obj
5 {1} {1} ADJ 2 xcomp
"""
RELATIVE = """
1 Togo Togo PROPN 2 nsubj
2 heard hear VERB 0 root
3 a a DET 4 det
4 claim claim NOUN 2 obj
5 that that PRON 7 obj
6 Chad Chad PROPN 7 nsubj
7 dismissed dismiss VERB 4 acl:relcl
"""
NEGATED = """
1 Chad Chad PROPN 4 nsubj
2 did do AUX 4 aux
3 not not PART 4 advmod
4 deny deny VERB 0 root
5 it it PRON 4 obj
"""


def denials(lines: str) -> list[tuple[str, str]]:
    read, text = sentence(lines)
    return [(each.speaker.text, text[slice(*each.charge)]) for each in read_denials(read, text)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (DENIED.format("denied", "deny", "involvement"), [("Chad", "involvement")]),
        (DENIED.format("rejected", "reject", "accusation"), [("Chad", "accusation")]),
        (DENIED.format("rejected", "reject", "offer"), []),
        (BRANDED.format("charge", "baseless"), [("Chad", "charge")]),
        (BRANDED.format("charge", "serious"), []),
        (RELATIVE, [("Chad", "claim")]),
        (NEGATED, []),
    ],
)
def test_who_denies_a_charge(lines, expected):
    assert denials(lines) == expected


TEXT = "Niger said Chad had attacked Mali.\nChad denied the charge."
NIGER, CHAD, MALI = state(TEXT, "Niger", "NER"), state(TEXT, "Chad", "TCD"), state(TEXT, "Mali", "MLI")
AGAIN = state(TEXT, "Chad", "TCD", at=2)


def read(denier):
    charge = relation(CHAD, "attacks", MALI, TEXT, speakers=(NIGER,), start=0, end=34)
    start = TEXT.index("\n") + 1
    denial = Denial(denier, (start + 16, start + 22), (start + 5, start + 11), start, len(TEXT))
    return extraction(TEXT, [NIGER, CHAD, MALI, AGAIN], [charge], denials=(denial,))


def test_the_charge_becomes_a_denied_statement_of_who_denies():
    found = resolve(read(AGAIN), ontology=ONTOLOGY, run=RUN).statements
    assert {(s.polarity, s.speaker and s.speaker.id, s.evidence[0].quote) for s in found} == {
        ("affirmed", "state/NER", "Niger said Chad had attacked Mali."),
        ("denied", "state/TCD", "Chad denied the charge."),
    }


def test_nobody_denies_what_is_said_of_others():
    (only,) = resolve(read(MALI), ontology=ONTOLOGY, run=RUN).statements
    assert only.polarity == "affirmed"
