"""Polarity, status and speaker from the words around a cue."""

import pytest

from tests.conllu import said


def clause(*before: str, form: str = "attack") -> str:
    """Iran ... attack Israel, with words (form lemma upos deprel) between subject and verb."""
    rows = [row.split() for row in before]
    verb = len(rows) + 2
    lines = [f"1 Iran Iran PROPN {verb} nsubj"]
    lines += [f"{i} {f} {lemma} {upos} {verb} {deprel}" for i, (f, lemma, upos, deprel) in enumerate(rows, start=2)]
    lines += [f"{verb} {form} attack VERB 0 root", f"{verb + 1} Israel Israel PROPN {verb} obj"]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (clause(form="attacked"), "Iran attacks Israel"),
        (clause("did do AUX aux", "not not PART advmod"), "Iran attacks Israel (denied)"),
        (clause("never never ADV advmod", form="attacked"), "Iran attacks Israel (denied)"),
        (clause("will will AUX aux"), "Iran attacks Israel (planned)"),
        (clause("will will AUX aux", "not not PART advmod"), "Iran attacks Israel (denied, planned)"),
        (clause("may may AUX aux"), "Iran attacks Israel (considered)"),
        (clause("to to PART aux"), "Iran attacks Israel (planned)"),
    ],
)
def test_words_at_the_cue(lines, expected):
    assert said(lines) == {expected}


SPEECH = """
1 Qatar Qatar PROPN 2 nsubj
2 said say VERB 0 root
3 that that SCONJ 5 mark
4 Iran Iran PROPN 5 nsubj
5 attacked attack VERB 2 ccomp
6 Israel Israel PROPN 5 obj
"""
CHAIN = """
1 Qatar Qatar PROPN 2 nsubj
2 said say VERB 0 root
3 Oman Oman PROPN 4 nsubj
4 announced announce VERB 2 ccomp
5 that that SCONJ 7 mark
6 Iran Iran PROPN 7 nsubj
7 attacked attack VERB 4 ccomp
8 Israel Israel PROPN 7 obj
"""
CHARGE = """
1 Chad Chad PROPN 2 nsubj
2 accused accuse VERB 0 root
3 Libya Libya PROPN 2 obj
4 of of ADP 5 mark
5 invading invade VERB 2 advcl
6 Niger Niger PROPN 5 obj
"""
REFUSAL = """
1 India India PROPN 2 nsubj
2 refused refuse VERB 0 root
3 to to PART 4 mark
4 recognise recognise VERB 2 xcomp
5 Kosovo Kosovo PROPN 4 obj
"""
CONDITION = """
1 Kenya Kenya PROPN 6 nsubj
2 will will AUX 6 aux
3 , , PUNCT 6 punct
4 if if SCONJ 5 mark
5 attacked attack VERB 6 advcl
6 invade invade VERB 0 root
7 Somalia Somalia PROPN 6 obj
"""


def test_the_subject_of_a_verb_of_saying_is_the_speaker():
    assert said(SPEECH) == {"Iran attacks Israel (said by Qatar)"}


def test_speakers_form_a_chain_outermost_first():
    assert said(CHAIN) >= {"Iran attacks Israel (said by Oman < Qatar)"}


def test_a_charge_is_said_by_who_makes_it():
    assert said(CHARGE) == {"Chad accuses Libya", "Libya invades Niger (said by Chad)"}


def test_a_refusal_denies_what_is_refused():
    assert "India recognizes Kosovo (denied)" in said(REFUSAL)


def test_a_condition_on_another_clause_does_not_reach_the_main_one():
    assert said(CONDITION) == {"Kenya invades Somalia (planned)"}
