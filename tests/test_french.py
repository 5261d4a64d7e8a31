"""What French writes its own way: handmade `Doc`s, no model; and what the packaged tokenizer keeps whole."""

from kg.extract.headlines import Told
from kg.extract.pipelines import pipeline_of
from kg.extract.tree import Tree, Word
from tests.treebank import read as read_treebank


def read(rows: str) -> Tree:
    """The tree of a French sentence."""
    return read_treebank(rows, "fr")


def word(tree: Tree, text: str) -> Word:
    return next(each for each in tree.words if each.text == text)


def test_a_pronoun_behind_its_verb_is_the_subject() -> None:
    tree = read(
        """
        Oui INTJ 5 discourse
        , PUNCT 1 punct
        a AUX 5 aux
        -t PRON 5 nsubj
        dit VERB 0 ROOT VerbForm=Part
        -elle PRON 4 flat
        """
    )
    pronoun = word(tree, "-elle")
    assert tree.root.of("nsubj") == [pronoun]
    assert pronoun.lemma == "elle"


def test_a_pronoun_that_repeats_a_subject_is_none() -> None:
    tree = read(
        """
        Oslo PROPN 4 nsubj
        a AUX 4 aux
        -il PRON 4 nsubj
        signé VERB 0 ROOT VerbForm=Part
        """
    )
    assert tree.root.of("nsubj") == [word(tree, "Oslo")]


def test_an_ally_behind_a_comma_is_no_participle() -> None:
    tree = read(
        """
        Oslo PROPN 0 ROOT
        , PUNCT 3 punct
        alliée VERB 1 acl VerbForm=Part
        de ADP 5 case
        Malte PROPN 3 obl
        """
    )
    ally = word(tree, "alliée")
    assert (ally.upos, ally.deprel) == ("NOUN", "appos")
    assert word(tree, "Malte").deprel == "nmod"


def test_names_with_a_hyphen_are_one_word() -> None:
    pipeline = pipeline_of("fr")
    assert pipeline is not None
    text = "Les Pays-Bas soutiennent la Guinée-Bissau, a-t-elle dit."
    ((trees, _),) = pipeline.parse([Told(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))])
    written = [each.text for tree in trees for each in tree.words]
    assert {"Pays-Bas", "Guinée-Bissau", "-elle"} <= set(written)
