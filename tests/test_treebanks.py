"""Trees of UD treebanks read as the constructions want them: handmade `Doc`s, no model."""

from kg.extract.tree import Tree
from tests.treebank import read as read_treebank


def read(rows: str) -> Tree:
    """The tree of a French sentence."""
    return read_treebank(rows, "fr")


def test_a_modal_verb_is_the_auxiliary_of_its_infinitive() -> None:
    tree = read(
        """
        Moscou PROPN 2 nsubj
        pourrait VERB 0 ROOT Mood=Cnd|VerbForm=Fin
        attaquer VERB 2 xcomp VerbForm=Inf
        Kiev PROPN 3 obj
        """
    )
    act = tree.root
    assert (act.text, [word.text for word in act.of("nsubj")], act.of("aux")[0].lemma) == (
        "attaquer", ["Moscou"], "pouvoir",
    )  # fmt: skip


def test_an_agent_beside_an_active_verb_belongs_to_its_object() -> None:
    tree = read(
        """
        Oslo PROPN 3 nsubj
        a AUX 3 aux:tense VerbForm=Fin
        condamné VERB 0 ROOT Tense=Past|VerbForm=Part
        l' DET 5 det
        invasion NOUN 3 obj
        du ADP 7 case
        Koweït PROPN 5 nmod
        par ADP 9 case
        Bagdad PROPN 3 obl:agent
        """
    )
    invasion = tree.words[4]
    assert [word.text for word in invasion.of("nmod")] == ["Koweït", "Bagdad"]
    assert tree.root.of("obl:agent") == []


def test_an_agent_read_as_coordinated_belongs_to_the_noun_before() -> None:
    tree = read(
        """
        l' DET 2 det
        invasion NOUN 0 ROOT
        du ADP 4 case
        Koweït PROPN 2 nmod
        par ADP 6 case
        Bagdad PROPN 4 conj
        """
    )
    assert [word.text for word in tree.root.of("nmod")] == ["Koweït", "Bagdad"]


def test_a_name_behind_a_noun_is_its_apposition() -> None:
    tree = read(
        """
        Le DET 2 det
        président NOUN 5 nsubj
        Xi NUM 2 nmod
        Jinping PROPN 3 flat:name
        arrive VERB 0 ROOT VerbForm=Fin
        """
    )
    assert [(word.text, word.upos) for word in tree.words[1].of("appos")] == [("Xi", "PROPN")]


def test_a_name_coordinated_with_a_verb_is_so_with_the_name_before() -> None:
    tree = read(
        """
        Oslo PROPN 2 nsubj
        sanctionne VERB 0 ROOT VerbForm=Fin
        Moscou PROPN 2 obj
        et CCONJ 5 cc
        Minsk PROPN 2 conj
        """
    )
    assert [word.text for word in tree.words[2].conjuncts()] == ["Moscou", "Minsk"]


def test_a_noun_behind_a_verb_of_saying_and_a_comma_says_it() -> None:
    tree = read(
        """
        Kiev PROPN 2 nsubj
        recule VERB 0 ROOT VerbForm=Fin
        , PUNCT 2 punct
        affirment VERB 2 advcl VerbForm=Fin
        les DET 6 det
        autorités NOUN 4 obj
        """
    )
    said = tree.words[3]
    assert (said.deprel, [word.text for word in said.of("nsubj")]) == ("parataxis", ["autorités"])


def test_verbs_of_movement_have_no_passive() -> None:
    tree = read(
        """
        Oslo PROPN 3 nsubj:pass
        est AUX 3 aux:pass
        devenu VERB 0 ROOT Tense=Past|VerbForm=Part
        membre NOUN 3 xcomp
        """
    )
    assert [word.deprel for word in tree.root.children] == ["nsubj", "aux", "xcomp"]


def test_one_of_the_allies_is_an_ally() -> None:
    tree = read(
        """
        Canberra PROPN 4 nsubj
        est AUX 4 cop
        l' DET 4 det
        un PRON 0 ROOT
        des ADP 6 case
        alliés NOUN 4 nmod
        de ADP 8 case
        Tokyo PROPN 6 nmod
        """
    )
    assert [word.text for word in tree.words[5].of("nsubj", "cop")] == ["Canberra", "est"]


def test_the_second_name_is_coordinated_where_the_verb_was_read_so() -> None:
    tree = read(
        """
        Oman PROPN 0 ROOT
        et CCONJ 5 cc
        Bahreïn PROPN 5 nsubj
        ont AUX 5 aux
        accepté VERB 1 conj Tense=Past|VerbForm=Part
        """
    )
    assert (tree.root.text, [word.text for word in tree.root.of("nsubj")[0].conjuncts()]) == (
        "accepté", ["Oman", "Bahreïn"],
    )  # fmt: skip
