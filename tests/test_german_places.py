"""Who hangs on what in German by place: trees as a parser misreads them, no model."""

import pytest

from kg.extract.tree import Tree, Word
from tests.treebank import read as read_treebank


def read(rows: str) -> Tree:
    """The tree of a German sentence."""
    return read_treebank(rows, "de")


def word(tree: Tree, text: str) -> Word:
    return next(each for each in tree.words if each.text == text)


MISREAD = {
    "a relative clause hangs on the noun before its comma": (
        """
        Chile PROPN 9 nsubj
        , PUNCT 6 punct
        das PRON 6 nsubj PronType=Rel
        den DET 5 det
        Vertrag NOUN 9 obj
        unterzeichnet VERB 9 ccomp VerbForm=Part
        hat AUX 6 aux VerbForm=Fin
        , PUNCT 6 punct
        protestierte VERB 0 ROOT VerbForm=Fin
        """,
        {"unterzeichnet": ("acl:relcl", "Chile"), "Vertrag": ("obj", "unterzeichnet")},
    ),
    "an infinitive leads its clause": (
        """
        Oman PROPN 2 nsubj
        versprach VERB 0 ROOT VerbForm=Fin
        , PUNCT 6 punct
        Katar PROPN 2 xcomp
        zu PART 6 mark
        helfen VERB 4 acl VerbForm=Inf
        """,
        {"helfen": ("xcomp", "versprach")},
    ),
    "a bare name behind a time hangs on the verb": (
        """
        Flugzeuge NOUN 6 nsubj:pass
        haben AUX 6 aux VerbForm=Fin
        in ADP 4 case
        Nacht NOUN 6 obl
        Syrien PROPN 4 appos
        bombardiert VERB 0 ROOT VerbForm=Part
        """,
        {"Syrien": ("obj", "bombardiert"), "Flugzeuge": ("nsubj", "bombardiert")},
    ),
    "no phrase with an adposition stands before its noun": (
        """
        Peru PROPN 6 nsubj
        hat AUX 6 aux VerbForm=Fin
        in ADP 4 case
        Seoul PROPN 5 nmod
        Panzer NOUN 6 obj
        bestellt VERB 0 ROOT VerbForm=Part
        """,
        {"Seoul": ("obl", "bestellt")},
    ),
    "what follows und and a verb is no subject": (
        """
        Mali PROPN 2 nsubj
        telefonierte VERB 0 ROOT VerbForm=Fin
        und CCONJ 4 cc
        lud VERB 2 conj VerbForm=Fin
        Togo PROPN 4 nsubj
        ein ADV 4 compound:prt
        """,
        {"Togo": ("obj", "lud")},
    ),
    "a noun and the name behind it are one before the verb": (
        """
        Kolonialmacht NOUN 3 nsubj
        Portugal PROPN 3 obl
        stoppte VERB 0 ROOT VerbForm=Fin
        Hilfe NOUN 3 obj
        """,
        {"Portugal": ("appos", "Kolonialmacht"), "Kolonialmacht": ("nsubj", "stoppte")},
    ),
    "names before the verb are one subject": (
        """
        Vietnam PROPN 0 ROOT
        , PUNCT 3 punct
        Malaysia PROPN 1 conj
        und CCONJ 5 cc
        Laos PROPN 8 nsubj:pass
        haben AUX 8 aux VerbForm=Fin
        China PROPN 8 obj
        kritisiert VERB 1 parataxis VerbForm=Part
        """,
        {"Vietnam": ("nsubj", "kritisiert"), "Laos": ("conj", "Vietnam"), "kritisiert": ("root", "")},
    ),
    "a name in -s owns the noun behind it": (
        """
        USA PROPN 6 nsubj
        , PUNCT 3 punct
        Chinas PROPN 1 appos
        Rivale NOUN 3 nmod
        , PUNCT 3 punct
        protestierten VERB 0 ROOT VerbForm=Fin
        """,
        {"Rivale": ("appos", "USA"), "Chinas": ("nmod", "Rivale")},
    ),
    "both adjectives modify the noun": (
        """
        Jordanien PROPN 3 nsubj
        hat AUX 3 cop VerbForm=Fin
        irakische ADJ 0 ROOT
        und CCONJ 6 cc
        ägyptische ADJ 6 amod
        Vertreter NOUN 7 obj
        empfangen VERB 3 conj VerbForm=Part
        """,
        {"irakische": ("amod", "Vertreter"), "Jordanien": ("nsubj", "empfangen"), "empfangen": ("root", "")},
    ),
    "what Serbia criticises is no subject": (
        """
        Oslo PROPN 2 nsubj
        zahlte VERB 0 ROOT VerbForm=Fin
        , PUNCT 6 punct
        was PRON 6 nsubj PronType=Rel
        Serbien PROPN 6 obj
        kritisierte VERB 2 acl VerbForm=Fin
        """,
        {"was": ("obj", "kritisierte"), "Serbien": ("nsubj", "kritisierte")},
    ),
}


@pytest.mark.parametrize("name", sorted(MISREAD))
def test_place_mends(name):
    rows, expected = MISREAD[name]
    tree = read(rows)
    found = {}
    for text in expected:
        each = word(tree, text)
        found[text] = (each.deprel.lower(), each.head.text if each.head is not None else "")
    assert found == expected
