"""Subjects left to the verb, sentence ends, clauses and phrases that small Romance parsers take apart."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.extract.stops import end_sentences
from kg.extract.tree import Tree, Word
from tests.test_italian import said
from tests.treebank import read as read_treebank


def read(rows: str) -> Tree:
    """The tree of an Italian sentence."""
    return read_treebank(rows, "it")


def texts(words: list[Word]) -> list[str]:
    return [word.text for word in words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il Cile ha criticato il Perù. Ha accusato anche la Bolivia.", "Chile accuses Bolivia"),
        ("Il Cile ha criticato il Perù. Ha poi attaccato la Bolivia.", "Chile attacks Bolivia"),
    ],
)
def test_the_subject_that_a_verb_leaves_out_is_the_last_one(text, expected):
    assert expected in said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("È stato il Cile a invadere il Perù.", "Chile invades Peru"),
        ("Nel 1962 il Cile invase il Perù.", "Chile invades Peru"),
        ("Il portavoce del Cremlino Dmitrij Peskov tace.", "Dmitry Peskov spokespersonFor Russia"),
    ],
)
def test_stressed_subjects_idioms_and_titles_are_read(text, expected):
    assert expected in said(text)


@pytest.mark.parametrize("text", ["Ha criticato il Perù.", "Nel 2019 accusò la Bolivia."])
def test_where_nobody_was_named_before_nobody_is_meant(text):
    assert said(text) == set()


def starts(words: list[str], spaces: list[bool]) -> list[str]:
    doc = end_sentences(Doc(spacy.blank("it").vocab, words=words, spaces=spaces))
    return [token.text for token in doc if token.is_sent_start]


def test_a_stop_behind_a_whole_word_ends_a_sentence():
    assert starts(["Lascia", "Tripoli", ".", "Resta", "Roma", "."], [True, False, True, True, False, False]) == [
        "Lascia",
        "Resta",
    ]


@pytest.mark.parametrize("word", ["Gen", "3", "M"])
def test_a_stop_behind_an_abbreviation_or_number_leaves_it_open(word):
    assert "Haftar" not in starts([word, ".", "Haftar", "parte"], [False, True, True, False])


def test_a_quote_that_closes_with_its_sentence_stays_with_it():
    words, spaces = ["Mai", "indietro", ".", '"', "Oslo", "tace"], [True, False, False, True, True, False]
    assert starts(words, spaces) == ["Mai", "Oslo"]


def test_the_noun_behind_an_adverbial_is_the_object():
    tree = read(
        """
        Oslo PROPN 3 nsubj
        ha AUX 3 aux VerbForm=Fin
        sequestrato VERB 0 ROOT VerbForm=Part
        nella ADP 5 case
        notte NOUN 3 obl
        due NUM 7 nummod
        navi NOUN 5 nmod
        """
    )
    assert texts(tree.root.of("obj")) == ["navi"]


def test_who_stands_behind_a_verb_with_a_clitic_is_its_subject():
    tree = read(
        """
        Lo PRON 3 obj
        ha AUX 3 aux VerbForm=Fin
        riferito VERB 0 ROOT VerbForm=Part
        il DET 5 det
        presidente NOUN 3 obj
        """
    )
    assert texts(tree.root.of("nsubj")) == ["presidente"]


def test_the_verb_behind_a_relative_clause_leads():
    tree = read(
        """
        Oslo PROPN 4 nsubj
        , PUNCT 4 punct
        che PRON 4 nsubj
        guida VERB 0 ROOT VerbForm=Fin
        Malta PROPN 4 obj
        , PUNCT 4 punct
        ha AUX 8 aux VerbForm=Fin
        convocato VERB 4 parataxis VerbForm=Part
        Lima PROPN 8 obj
        """
    )
    assert tree.root.text == "convocato"
    assert texts(tree.root.of("nsubj")) == ["Oslo"]


def test_who_is_behind_the_copula_of_a_cleft_does_it():
    tree = read(
        """
        A ADP 2 mark
        guidare VERB 6 csubj VerbForm=Inf
        Malta PROPN 2 obj
        è AUX 6 cop VerbForm=Fin
        il DET 6 det
        Kenya PROPN 0 ROOT
        """
    )
    assert tree.root.text == "guidare"
    assert texts(tree.root.of("nsubj")) == ["Kenya"]


def test_what_somebody_takes_for_a_threat_is_one():
    tree = read(
        """
        Oslo PROPN 2 nsubj
        teme VERB 0 ROOT VerbForm=Fin
        quella PRON 2 obj
        che PRON 5 obj PronType=Rel
        considera VERB 3 acl:relcl VerbForm=Fin
        una DET 7 det
        minaccia NOUN 5 obj
        """
    )
    assert texts(tree.root.of("obj")) == ["minaccia"]


def test_the_whole_name_behind_a_title_is_its_holders():
    tree = read(
        """
        Il DET 2 det
        premier NOUN 6 nsubj
        armeno ADJ 2 amod
        Nikol PROPN 2 appos
        Pashinyan PROPN 6 nsubj
        parla VERB 0 ROOT VerbForm=Fin
        """
    )
    assert texts(tree.words[1].of("appos")) == ["Nikol"]
    assert texts(tree.words[3].of("flat")) == ["Pashinyan"]


def test_who_is_counted_is_the_noun():
    tree = read(
        """
        Oslo PROPN 2 nsubj
        manda VERB 0 ROOT VerbForm=Fin
        seicento NOUN 2 obj
        soldati NOUN 3 compound
        """
    )
    assert texts(tree.root.of("obj")) == ["soldati"]


@pytest.mark.parametrize(("deprel", "expected"), [("parataxis", ["Cile"]), ("obl", [])])
def test_a_name_that_opens_a_sentence_is_its_subject(deprel, expected):
    tree = read(
        f"""
        Il DET 2 det
        Cile PROPN 6 {deprel}
        , PUNCT 6 punct
        oggi ADV 6 advmod
        ha AUX 6 aux VerbForm=Fin
        rafforzato VERB 0 ROOT VerbForm=Part
        confini NOUN 6 obj
        """
    )
    assert texts(tree.root.of("nsubj")) == expected


def test_whose_threat_somebody_names_is_the_threat_of_that_state():
    text = "Il Cile ha rafforzato l'esercito per contrastare quella che ritiene una minaccia da parte della Bolivia."
    assert "Chile counters Bolivia" in said(text)
