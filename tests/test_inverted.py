"""Who speaks behind what is said, where the parser takes the speaker for an object; who is asked to act."""

from kg.extract.inverted import read_speakers
from kg.extract.lexicon import load_lexicon
from tests.conllu import said, tree

SAYS = """
1 Il il DET 2 det
2 Perù Perù PROPN 3 nsubj
3 sanziona sanzionare VERB 7 advcl
4 il il DET 5 det
5 Cile Cile PROPN 3 obj
6 , , PUNCT 3 punct
7 afferma affermare VERB 0 root
8 Quito Quito PROPN 7 obj
"""
ASKS = """
1 Lima Lima PROPN 3 nsubj
2 ha avere AUX 3 aux
3 chiesto chiedere VERB 0 root
4 a a ADP 5 case
5 Quito Quito PROPN 3 obl
6 di di ADP 8 mark
7 non non ADV 8 advmod
8 sanzionare sanzionare VERB 3 xcomp VerbForm=Inf
9 La il DET 10 det
10 Paz Paz PROPN 8 obj
"""


def test_the_noun_behind_a_verb_of_saying_speaks() -> None:

    words = tree(SAYS).words
    read_speakers(words, load_lexicon("it"))
    assert [(word.text, word.deprel) for word in words if word.index in {2, 7}] == [
        ("sanziona", "ccomp"), ("Quito", "nsubj"),
    ]  # fmt: skip


def test_whoever_is_asked_is_to_act() -> None:
    assert "Quito sanctions La Paz (denied, requested, said by Lima)" in said(ASKS, "it")
