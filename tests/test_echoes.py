"""What is said again of others: "so did Niger", "as did Mali"."""

import pytest

from kg.extract.constructions import Reader
from kg.extract.echoes import judged_again, said_again
from kg.extract.verdicts import read_verdicts
from kg.ontology import load_ontology
from tests.conllu import sentence, written

ECHO = """
1 Chad Chad PROPN 2 nsubj
2 {0} {1} VERB 0 root
3 {2} {2} {3} {4}
4 {5} {5} {6} 2 obj
5 , , PUNCT 8 punct
6 and and CCONJ 8 cc
7 {7} {7} ADV 8 advmod
8 did do VERB 2 conj
9 Mali Mali PROPN 8 nsubj
"""


def read(*words: str):
    lines = ECHO.format(*words)
    made, text = sentence(lines)
    return made, text, list(Reader(made, text, load_ontology().predicates).relations())


@pytest.mark.parametrize(("word", "expected"), [("so", {"Mali invades Niger"}), ("yesterday", set())])
def test_others_do_the_same(word, expected):
    made, text, found = read("invaded", "invade", "all", "DET", "4 det", "Niger", "PROPN", word)
    assert {written(each) for each in said_again(made, found, text)} == expected


def test_others_judge_the_same():
    made, text, _ = read("condemned", "condemn", "the", "DET", "4 det", "raid", "NOUN", "so")
    verdicts = judged_again(made, read_verdicts(made, text), text)
    assert [each.judge.text for each in verdicts] == ["Chad", "Mali"]
