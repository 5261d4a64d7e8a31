"""What German writes as one word or says by place, read apart: handmade `Doc`s, no model."""

from kg.extract.german import german_tree
from kg.extract.lexicon import load_lexicon
from kg.extract.tree import Tree, Word
from tests.treebank import read as read_treebank


def read(rows: str) -> Tree:
    """The tree of a German sentence."""
    return german_tree(read_treebank(rows, "de"), load_lexicon("de"))


def word(tree: Tree, text: str) -> Word:
    return next(each for each in tree.words if each.text == text)


def test_a_name_before_a_hyphen_is_a_word_of_its_own() -> None:
    tree = read(
        """
        Der DET 2 det
        US-Präsident NOUN 3 nsubj
        besuchte VERB 0 ROOT VerbForm=Fin
        Saudi-Arabien PROPN 3 obj
        """
    )
    title, state = word(tree, "Präsident"), word(tree, "US")
    assert (title.lemma, title.deprel, state.head, state.deprel) == ("präsident", "nsubj", title, "compound")
    assert (state.start, state.end, title.start) == (4, 6, 7)
    assert [each.index for each in tree.words] == list(range(5))
    assert word(tree, "Saudi-Arabien").deprel == "obj"


def test_two_adjectives_joined_by_a_hyphen_both_modify() -> None:
    tree = read(
        """
        deutsch-französische ADJ 2 amod
        Gespräche NOUN 0 ROOT
        """
    )
    assert [each.lemma for each in tree.root.of("amod")] == ["deutsch", "französisch"]


def test_two_adjectives_parted_at_the_hyphen_both_modify() -> None:
    tree = read(
        """
        deutsch ADJ 3 compound
        - PUNCT 1 punct
        französische ADJ 4 amod
        Gespräche NOUN 0 ROOT
        """
    )
    assert [each.text for each in tree.root.of("amod")] == ["deutsch", "französische"]


def test_the_state_of_a_compound_is_what_it_is_about() -> None:
    tree = read(
        """
        neue ADJ 2 amod
        Russland-Sanktionen NOUN 0 ROOT
        """
    )
    assert (tree.root.lemma, word(tree, "Russland").cases) == ("sanktion", ("@thema",))
    organ = read("Russland-Botschaft NOUN 0 ROOT")
    assert word(organ, "Russland").deprel == "compound"


def test_an_unknown_compound_is_read_as_its_head() -> None:
    assert read("Gasverträge NOUN 0 ROOT").root.lemma == "vertrag"
    assert read("Wahlkampf NOUN 0 ROOT").root.lemma == "wahlkampf"


def test_a_participle_before_its_noun_is_a_verb() -> None:
    tree = read(
        """
        die DET 5 det
        von ADP 3 case
        Rebellen NOUN 4 obl
        besetzte ADJ 5 amod
        Stadt NOUN 0 ROOT
        """
    )
    verb = word(tree, "besetzte")
    assert (verb.upos, verb.lemma, "Tense=Past" in verb.feats) == ("VERB", "besetzen", True)


def test_a_genitive_before_its_noun_owns_it() -> None:
    tree = read(
        """
        Chinas PROPN 2 nmod Case=Gen
        Drohung NOUN 0 ROOT
        """
    )
    assert [owner.text for owner in tree.root.of("nmod:poss")] == ["Chinas"]


def test_werden_is_a_future_with_an_infinitive_alone() -> None:
    future = read(
        """
        Polen PROPN 3 nsubj
        wird AUX 3 aux VerbForm=Fin
        liefern VERB 0 ROOT VerbForm=Inf
        """
    )
    passive = read(
        """
        Polen PROPN 3 nsubj:pass
        wird AUX 3 aux:pass VerbForm=Fin
        beliefert VERB 0 ROOT VerbForm=Part
        """
    )
    assert ("Tense=Fut" in future.root.feats, "Tense=Fut" in passive.root.feats) == (True, False)


def test_zu_inside_an_infinitive_is_its_mark() -> None:
    tree = read(
        """
        droht VERB 0 ROOT
        anzugreifen VERB 1 xcomp VerbForm=Inf
        """
    )
    assert [mark.lemma for mark in word(tree, "anzugreifen").of("mark")] == ["zu"]


def test_a_reflexive_pronoun_is_no_object() -> None:
    tree = read(
        """
        Wir PRON 2 nsubj
        treffen VERB 0 ROOT
        uns PRON 2 obj
        """
    )
    assert tree.root.of("obj") == []
    other = read(
        """
        Sie PRON 2 nsubj
        treffen VERB 0 ROOT
        uns PRON 2 obj
        """
    )
    assert [each.text for each in other.root.of("obj")] == ["uns"]


def test_a_list_behind_a_compound_stands_beside_its_noun() -> None:
    tree = read(
        """
        EU PROPN 3 compound
        - PUNCT 1 punct
        Staaten NOUN 6 nsubj
        und CCONJ 5 cc
        Polen PROPN 1 conj
        fordern VERB 0 ROOT
        """
    )
    assert [each.text for each in word(tree, "Staaten").of("conj")] == ["Polen"]


def test_an_article_shows_who_does_not_act() -> None:
    tree = read(
        """
        Den DET 2 det
        Botschafter NOUN 3 nsubj
        bestellte VERB 0 ROOT VerbForm=Fin
        Polen PROPN 3 obj
        ein ADP 3 compound:prt
        """
    )
    assert (word(tree, "Botschafter").deprel, word(tree, "Polen").deprel) == ("obj", "nsubj")
    dative = read(
        """
        Trump PROPN 2 nsubj
        drohte VERB 0 ROOT VerbForm=Fin
        dem DET 4 det
        Iran PROPN 2 nsubj
        """
    )
    assert (word(dative, "Iran").deprel, "Case=Dat" in word(dative, "Iran").feats) == ("obl", True)


def test_a_feminine_with_der_belongs_to_the_noun_before() -> None:
    tree = read(
        """
        Beitritt NOUN 0 ROOT
        der DET 3 det
        Ukraine PROPN 1 appos
        """
    )
    assert (word(tree, "Ukraine").deprel, "Case=Gen" in word(tree, "Ukraine").feats) == ("nmod", True)


def test_a_name_in_s_behind_a_noun_owns_it() -> None:
    tree = read(
        """
        Die DET 2 det
        Anerkennung NOUN 4 nsubj
        Kosovos PROPN 4 nsubj
        kam VERB 0 ROOT VerbForm=Fin
        """
    )
    assert (word(tree, "Kosovos").head, word(tree, "Kosovos").deprel) == (word(tree, "Anerkennung"), "nmod")


def test_who_is_given_something_is_no_subject() -> None:
    tree = read(
        """
        Simbabwe PROPN 2 nsubj
        gab VERB 0 ROOT VerbForm=Fin
        London PROPN 2 nsubj
        die DET 5 det
        Schuld NOUN 2 obj
        """
    )
    assert [each.text for each in tree.root.of("nsubj")] == ["Simbabwe"]
    assert "Case=Dat" in word(tree, "London").feats


def test_a_list_read_as_the_sentence_is_its_subject() -> None:
    tree = read(
        """
        Irland PROPN 0 ROOT
        und CCONJ 3 cc
        Norwegen PROPN 1 conj
        erkennen VERB 1 parataxis VerbForm=Fin
        Palästina PROPN 4 nsubj
        an ADP 4 compound:prt
        """
    )
    assert (tree.root.lemma, word(tree, "Irland").deprel, word(tree, "Palästina").deprel) == (
        "anerkennen", "nsubj", "obj",
    )  # fmt: skip


def test_the_end_of_a_split_verb_is_found_behind_a_noun() -> None:
    tree = read(
        """
        Oslo PROPN 2 nsubj
        sprach VERB 0 ROOT VerbForm=Fin
        sich PRON 2 obj
        gegen ADP 6 case
        den DET 6 det
        Beitritt NOUN 2 obl
        aus ADP 6 compound:prt
        """
    )
    assert tree.root.lemma == "aussprechen"


def test_a_phrase_between_article_and_participle_belongs_to_the_participle() -> None:
    tree = read(
        """
        Die DET 4 nsubj
        von ADP 3 case
        Russland PROPN 1 nmod
        besetzte VERB 0 ROOT VerbForm=Fin
        Krim PROPN 4 nsubj
        wurde AUX 7 aux:pass VerbForm=Fin
        annektiert VERB 4 advcl VerbForm=Part
        """
    )
    occupied = word(tree, "besetzte")
    assert (tree.root.text, word(tree, "Krim").deprel, occupied.head) == (
        "annektiert",
        "nsubj:pass",
        word(tree, "Krim"),
    )
    assert [each.text for each in occupied.of("obl")] == ["Russland"]


def test_um_marks_the_infinitive() -> None:
    tree = read(
        """
        Um ADP 2 case
        China PROPN 3 obl
        einzudämmen VERB 4 ccomp VerbForm=Inf
        rüstet VERB 0 ROOT VerbForm=Fin
        Japan PROPN 4 nsubj
        auf ADP 4 compound:prt
        """
    )
    assert (word(tree, "China").deprel, word(tree, "einzudämmen").deprel) == ("obj", "advcl")


def test_what_hangs_on_an_auxiliary_belongs_to_its_verb() -> None:
    tree = read(
        """
        Taiwan PROPN 2 nsubj
        darf AUX 4 aux VerbForm=Fin
        nicht PART 2 advmod
        teilnehmen VERB 0 ROOT VerbForm=Inf
        """
    )
    assert [each.text for each in tree.root.of("nsubj", "advmod")] == ["Taiwan", "nicht"]


def test_a_clause_has_a_subject() -> None:
    tree = read(
        """
        marschierten VERB 0 ROOT VerbForm=Fin|Number=Plur
        irakische ADJ 3 amod
        Truppen NOUN 1 obj Number=Plur
        ein ADP 1 compound:prt
        und CCONJ 6 cc
        besetzten VERB 1 conj VerbForm=Fin|Number=Plur
        das DET 8 det
        Emirat NOUN 6 nsubj Number=Sing
        """
    )
    assert (word(tree, "Truppen").deprel, word(tree, "Emirat").deprel) == ("nsubj", "obj")


def test_who_judges_a_thing_in_front_is_the_subject() -> None:
    tree = read(
        """
        Die DET 2 det
        Lieferung NOUN 3 nsubj
        lehnte VERB 0 ROOT VerbForm=Fin
        Pistorius PROPN 3 obj
        ab ADP 3 compound:prt
        """
    )
    assert (word(tree, "Lieferung").deprel, word(tree, "Pistorius").deprel) == ("obj", "nsubj")


def test_that_in_front_is_what_somebody_announced() -> None:
    tree = read(
        """
        Das PRON 2 nsubj
        kündigten VERB 0 ROOT VerbForm=Fin
        Minister NOUN 2 nsubj
        an ADP 2 compound:prt
        """
    )
    assert (word(tree, "Das").deprel, word(tree, "Minister").deprel) == ("obj", "nsubj")
