"""What small parsers of Romance languages leave open: handmade `Doc`s, no model."""

from kg.extract.tree import Tree, Word
from tests.treebank import read as read_treebank


def read(rows: str) -> Tree:
    """The tree of a Spanish sentence."""
    return read_treebank(rows, "es", times=frozenset({"martes"}))


def texts(words: list[Word]) -> list[str]:
    return [word.text for word in words]


def test_a_person_behind_the_adposition_of_persons_is_an_object() -> None:
    tree = read(
        """
        Oslo PROPN 2 nsubj
        detuvo VERB 0 ROOT VerbForm=Fin
        a ADP 5 case
        dos NUM 5 nummod
        periodistas NOUN 2 obl
        """
    )
    assert texts(tree.root.of("obj")) == ["periodistas"]
    assert tree.words[4].cases == ("a",)


def test_what_a_verb_moves_to_stays_where_it_is_beside_an_object() -> None:
    tree = read(
        """
        Oslo PROPN 2 nsubj
        envió VERB 0 ROOT VerbForm=Fin
        a ADP 4 case
        Malta PROPN 2 obl
        más ADV 8 advmod
        de ADP 8 case
        cien NUM 8 nummod
        soldados NOUN 2 obl
        """
    )
    assert texts(tree.root.of("obj")) == ["soldados"]
    assert texts(tree.root.of("obl")) == ["Malta"]
    assert tree.words[7].cases == ()


def test_a_name_between_commas_holds_the_office_before_it() -> None:
    tree = read(
        """
        La DET 2 det
        presidenta NOUN 8 nsubj Number=Sing
        de ADP 4 case
        Moldavia PROPN 2 nmod
        , PUNCT 6 punct
        Sandu PROPN 8 nsubj
        , PUNCT 6 punct
        dimitió VERB 0 ROOT Number=Sing|VerbForm=Fin
        """
    )
    assert texts(tree.words[1].of("appos")) == ["Sandu"]
    assert texts(tree.root.of("nsubj")) == ["presidenta"]


def test_a_plural_verb_has_more_than_a_singular_noun_for_its_subject() -> None:
    rows = """
        El DET 2 det
        Gobierno NOUN 8 nsubj Number=Sing
        de ADP 4 case
        Laos PROPN 2 nmod
        y CCONJ 7 cc
        la DET 7 det
        FAO PROPN 4 conj
        {} VERB 0 ROOT Number={}|VerbForm=Fin
        """
    assert texts(read(rows.format("firmaron", "Plur")).words[1].of("conj")) == ["FAO"]
    assert texts(read(rows.format("firmó", "Sing")).words[1].of("conj")) == []


def test_what_stands_behind_a_day_is_the_object_of_the_verb() -> None:
    tree = read(
        """
        Oslo PROPN 2 nsubj
        ensayó VERB 0 ROOT VerbForm=Fin
        el DET 4 det
        martes NOUN 2 obl
        un DET 6 det
        misil NOUN 4 appos
        """
    )
    assert texts(tree.root.of("obj")) == ["misil"]


def test_a_noun_with_a_subject_is_the_verb_it_is_written_like() -> None:
    tree = read(
        """
        Oslo PROPN 2 nsubj
        condena NOUN 0 ROOT
        el DET 4 det
        ataque NOUN 2 obj
        """
    )
    assert (tree.root.upos, tree.root.lemma) == ("VERB", "condenar")


def test_endings_tell_the_future_and_the_conditional() -> None:
    rows = """
        Oslo PROPN 2 nsubj
        {} VERB 0 ROOT Mood=Ind|Tense=Pres|VerbForm=Fin
        """
    assert "Tense=Fut" in read(rows.format("desplegará")).root.feats
    assert "Mood=Cnd" in read(rows.format("desplegaría")).root.feats
    assert "Tense=Fut" not in read(rows.format("despliega")).root.feats
    for past_or_present in ("quería", "queremos", "requería"):
        feats = read(rows.format(past_or_present)).root.feats
        assert "Mood=Cnd" not in feats and "Tense=Fut" not in feats
    assert "Mood=Cnd" in read(rows.format("querría")).root.feats
    assert "Tense=Fut" in read(rows.format("enviaremos")).root.feats


def test_who_is_credited_behind_an_adposition_of_saying_says_it() -> None:
    tree = read(
        """
        Oslo PROPN 2 nsubj
        ganó VERB 0 ROOT VerbForm=Fin
        , PUNCT 5 punct
        según SCONJ 5 mark
        anunció VERB 2 advcl VerbForm=Fin
        Malta PROPN 5 obj
        """
    )
    assert (tree.words[4].deprel, texts(tree.words[4].of("nsubj"))) == ("parataxis", ["Malta"])


def test_an_adposition_of_several_words_governs_the_noun_below_its_own_noun() -> None:
    tree = read(
        """
        La DET 2 det
        invasión NOUN 0 ROOT
        por ADP 4 case
        parte NOUN 2 nmod
        de ADP 6 case
        Oslo PROPN 4 nmod
        """
    )
    assert (tree.words[5].cases, tree.words[5].head) == (("por_parte_de",), tree.words[1])


def test_a_name_before_the_verb_is_coordinated_with_its_subject() -> None:
    tree = read(
        """
        Guyana PROPN 4 nsubj
        y CCONJ 3 cc
        Surinam PROPN 4 conj
        firmaron VERB 0 ROOT Number=Plur|VerbForm=Fin
        """
    )
    assert texts(tree.words[0].of("conj")) == ["Surinam"]


def test_a_bare_noun_that_is_no_time_is_the_object() -> None:
    rows = """
        Oslo PROPN 2 nsubj
        donó VERB 0 ROOT VerbForm=Fin
        mil NUM 4 nummod
        {} NOUN 2 obl
        """
    assert texts(read(rows.format("misiles")).root.of("obj")) == ["misiles"]
    assert texts(read(rows.format("años")).root.of("obj")) == []


def test_what_a_verb_says_of_a_name_is_not_said_by_its_subject() -> None:
    tree = read(
        """
        Oslo PROPN 2 nsubj
        acusó VERB 0 ROOT VerbForm=Fin
        a ADP 4 case
        Malta PROPN 2 obl
        de ADP 6 mark
        mentir VERB 4 acl VerbForm=Inf
        """
    )
    assert texts(tree.root.of("xcomp")) == ["mentir"]


def test_an_auxiliary_that_means_to_have_makes_no_passive() -> None:
    tree = read(
        """
        Oslo PROPN 2 nsubj
        negó VERB 0 ROOT VerbForm=Fin
        haber AUX 4 aux:pass VerbForm=Inf
        atacado VERB 2 ccomp VerbForm=Part
        a ADP 6 case
        Malta PROPN 4 obl
        """
    )
    assert texts(tree.words[3].of("obj")) == ["Malta"]


def test_what_opens_a_clause_belongs_to_its_verb_and_who_follows_a_comma_to_the_next() -> None:
    tree = read(
        """
        Si SCONJ 2 mark
        Oslo PROPN 3 nsubj
        ataca VERB 0 ROOT VerbForm=Fin
        a ADP 5 case
        Malta PROPN 3 obl
        , PUNCT 7 punct
        Chipre PROPN 5 conj
        responderá VERB 3 advcl VerbForm=Fin
        """
    )
    assert texts(tree.root.of("mark")) == ["Si"]
    assert (texts(tree.words[7].of("nsubj")), tree.words[4].of("conj")) == (["Chipre"], [])


def test_an_infinitive_behind_a_verb_that_announces_is_what_it_announces() -> None:
    rows = """
        Oslo PROPN 2 nsubj
        {} VERB 0 ROOT VerbForm=Fin
        {} ADP 4 mark
        atacar VERB 2 advcl VerbForm=Inf
        """
    assert texts(read(rows.format("amenazó", "con")).root.of("xcomp")) == ["atacar"]
    assert texts(read(rows.format("llovió", "para")).root.of("xcomp")) == []


def test_a_subject_with_an_adposition_belongs_to_the_noun_before() -> None:
    tree = read(
        """
        La DET 2 det
        visita NOUN 7 nsubj:pass
        de ADP 4 case
        Oslo PROPN 2 nmod
        a ADP 6 case
        Malta PROPN 7 nsubj:pass
        aplazada VERB 0 ROOT VerbForm=Part
        """
    )
    assert texts(tree.words[1].of("nmod")) == ["Oslo", "Malta"]


def test_a_title_in_small_letters_is_no_name() -> None:
    tree = read(
        """
        El DET 2 det
        canciller PROPN 3 nsubj
        llegó VERB 0 ROOT VerbForm=Fin
        """
    )
    assert tree.words[1].upos == "NOUN"
