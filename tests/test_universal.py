"""The English model's labels, on handmade trees, become Universal Dependencies."""

from kg.extract.universal import english_tree
from tests.conllu import doc_of


def arcs(lines: str) -> set[str]:
    """form/deprel>head of every word of the mapped tree."""
    tree = english_tree(doc_of(lines)[:])
    return {f"{word.text}/{word.deprel}>{word.head.text if word.head else '-'}" for word in tree.words}


def test_a_prepositional_object_governs_its_preposition():
    found = arcs("""
    1 Iran Iran PROPN 2 nsubj
    2 relies rely VERB 0 ROOT
    3 on on ADP 2 prep
    4 Russia Russia PROPN 3 pobj
    """)
    assert {"Russia/obl>relies", "on/case>Russia", "Iran/nsubj>relies"} <= found


def test_a_noun_takes_nmod():
    found = arcs("""
    1 talks talk NOUN 0 ROOT
    2 with with ADP 1 prep
    3 Mali Mali PROPN 2 pobj
    """)
    assert "Mali/nmod>talks" in found


def test_an_agent_is_an_oblique_agent():
    found = arcs("""
    1 Mali Mali PROPN 3 nsubjpass
    2 was be AUX 3 auxpass
    3 attacked attack VERB 0 ROOT
    4 by by ADP 3 agent
    5 rebels rebel NOUN 4 pobj
    """)
    assert {"Mali/nsubj:pass>attacked", "was/aux:pass>attacked", "rebels/obl:agent>attacked"} <= found


def test_the_predicate_of_a_copula_governs():
    found = arcs("""
    1 Oman Oman PROPN 2 nsubj
    2 is be AUX 0 ROOT
    3 an a DET 4 det
    4 ally ally NOUN 2 attr
    5 of of ADP 4 prep
    6 Yemen Yemen PROPN 5 pobj
    """)
    assert {"ally/root>-", "is/cop>ally", "Oman/nsubj>ally", "Yemen/nmod>ally"} <= found


def test_a_gerund_after_a_preposition_is_a_clause():
    found = arcs("""
    1 Chad Chad PROPN 2 nsubj
    2 accused accuse VERB 0 ROOT
    3 Libya Libya PROPN 2 dobj
    4 of of ADP 2 prep
    5 invading invade VERB 4 pcomp
    """)
    assert {"invading/advcl>accused", "of/mark>invading", "Libya/obj>accused"} <= found


def test_two_prepositions_in_a_row_govern_nothing():
    found = arcs("""
    1 came come VERB 0 ROOT
    2 from from ADP 1 prep
    3 behind behind ADP 2 prep
    4 lines line NOUN 3 pobj
    """)
    assert {"lines/obl>came", "from/case>lines", "behind/case>lines"} <= found


def test_according_to_is_one_fixed_adposition():
    tree = english_tree(
        doc_of("""
        1 according accord VERB 4 prep
        2 to to ADP 1 prep
        3 Oman Oman PROPN 2 pobj
        4 lost lose VERB 0 ROOT
        """)[:]
    )
    oman = next(word for word in tree.words if word.text == "Oman")
    assert oman.deprel == "obl"
    assert oman.cases == ("accord_to",)


def test_every_word_but_the_root_has_a_head_and_no_cycle():
    tree = english_tree(
        doc_of("""
        1 Oman Oman PROPN 2 nsubj
        2 is be AUX 0 ROOT
        3 because because SCONJ 2 prep
        4 of of ADP 3 pcomp
        5 talks talk NOUN 4 pobj
        6 ready ready ADJ 2 acomp
        """)[:]
    )
    for word in tree.words:
        assert len(list(zip(word.ancestors(), range(len(tree.words) + 1), strict=False))) <= len(tree.words)
    assert sum(word.head is None for word in tree.words) == 1


def test_a_verb_before_its_object_is_no_participle_of_it():
    found = arcs("""
    1 Sweden Sweden PROPN 2 nsubj
    2 cancelled cancel VERB 3 amod
    3 debts debt NOUN 0 ROOT
    """)
    assert {"cancelled/root>-", "Sweden/nsubj>cancelled", "debts/obj>cancelled"} <= found


def test_who_leads_a_force_has_it():
    found = arcs("""
    1 Kenya Kenya PROPN 3 npadvmod
    2 - - PUNCT 3 punct
    3 led lead VERB 4 amod
    4 police police NOUN 5 nsubj
    5 landed land VERB 0 ROOT
    """)
    assert "Kenya/compound>police" in found


def test_who_stands_before_a_hyphenated_participle_does_it():
    found = arcs("""
    1 Sudan Sudan PROPN 3 npadvmod
    2 - - PUNCT 3 punct
    3 armed arm VERB 4 amod
    4 rebels rebel NOUN 5 nsubj
    5 retreated retreat VERB 0 ROOT
    """)
    assert "Sudan/obl:agent>armed" in found


def test_an_adjective_behind_a_name_is_said_by_the_verb():
    found = arcs("""
    1 Chad Chad PROPN 2 nsubj
    2 held hold VERB 0 ROOT
    3 Libya Libya PROPN 2 dobj
    4 responsible responsible ADJ 3 amod
    """)
    assert "responsible/xcomp>held" in found


def test_a_bare_name_before_a_verb_without_subject_is_its_subject():
    found = arcs("""
    1 Peru Peru PROPN 2 advmod
    2 recognised recognise VERB 0 ROOT
    3 Chad Chad PROPN 2 advmod
    """)
    assert {"Peru/nsubj>recognised", "Chad/obj>recognised"} <= found


def test_an_infinitive_below_a_noun_is_no_relative_clause():
    found = arcs("""
    1 plans plan NOUN 0 ROOT
    2 to to PART 3 aux
    3 deter deter VERB 1 relcl
    4 Iran Iran PROPN 3 dobj
    """)
    assert "deter/acl>plans" in found


def test_a_by_phrase_behind_the_object_of_an_active_verb_is_the_object_s():
    found = arcs("""
    1 Mali Mali PROPN 2 nsubj
    2 deplored deplore VERB 0 ROOT
    3 the the DET 4 det
    4 vote vote NOUN 2 dobj
    5 by by ADP 2 prep
    6 Chad Chad PROPN 5 pobj
    """)
    assert "Chad/nmod>vote" in found


def test_a_participle_behind_a_comma_is_of_the_main_clause():
    found = arcs("""
    1 Chad Chad PROPN 2 nsubj
    2 ordered order VERB 0 ROOT
    3 envoys envoy NOUN 5 nsubj
    4 to to PART 5 aux
    5 leave leave VERB 2 xcomp
    6 , , PUNCT 5 punct
    7 blaming blame VERB 5 advcl
    8 Mali Mali PROPN 7 dobj
    """)
    assert "blaming/advcl>ordered" in found


def test_a_number_with_what_it_counts_is_an_object_of_its_own():
    found = arcs("""
    1 Peru Peru PROPN 2 nsubj
    2 handed hand VERB 0 ROOT
    3 to to ADP 2 prep
    4 Chile Chile PROPN 3 pobj
    5 two two NUM 4 nummod
    6 of of ADP 5 prep
    7 officers officer NOUN 6 pobj
    """)
    assert {"two/obj>handed", "officers/nmod>two"} <= found


def test_together_with_is_one_adposition():
    found = arcs("""
    1 Peru Peru PROPN 2 nsubj
    2 left leave VERB 0 ROOT
    3 together together ADV 4 advmod
    4 with with ADP 2 prep
    5 Chile Chile PROPN 4 pobj
    """)
    assert {"together/case>Chile", "with/fixed>together"} <= found


def test_a_person_is_no_part_of_the_president_beside():
    found = arcs("""
    1 talks talk NOUN 0 ROOT
    2 with with ADP 1 prep
    3 Mr Mr PROPN 4 compound
    4 Ruto Ruto PROPN 9 poss
    5 and and CCONJ 4 cc
    6 Uganda Uganda PROPN 4 conj
    7 's 's PART 6 case
    8 President President PROPN 9 compound
    9 Museveni Museveni PROPN 2 pobj
    """)
    assert {"Ruto/nmod>talks", "with/case>Ruto", "Museveni/conj>Ruto", "Uganda/nmod:poss>Museveni"} <= found
