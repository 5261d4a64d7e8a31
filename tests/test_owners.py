"""Whose a thing is, who suffers an act, and the people of a nation."""

from tests.conllu import relations, said

PLAN_BY = """
1 Brazil Brazil PROPN 2 nsubj
2 rejected reject VERB 0 root
3 a a DET 4 det
4 demand demand NOUN 2 obj
5 by by ADP 6 case
6 Peru Peru PROPN 4 nmod
"""
SUFFERED = """
1 Brazil Brazil PROPN 2 nsubj
2 condemned condemn VERB 0 root
3 the the DET 4 det
4 bombing bombing NOUN 2 obj
5 of of ADP 6 case
6 Chad Chad PROPN 4 nmod
"""
DEEPER = """
1 Chile Chile PROPN 2 nsubj
2 criticised criticise VERB 0 root
3 the the DET 4 det
4 deployment deployment NOUN 2 obj
5 of of ADP 7 case
6 Peruvian peruvian ADJ 7 amod
7 radars radar NOUN 4 nmod
"""
PEOPLE = """
1 Turkish turkish ADJ 2 amod
2 farmers farmer NOUN 3 nsubj
3 demonstrated demonstrate VERB 0 root
4 against against ADP 5 case
5 Greece Greece PROPN 3 obl
"""
FAILED = """
1 Chile Chile PROPN 4 nsubj
2 and and CCONJ 3 cc
3 Peru Peru PROPN 1 conj
4 failed fail VERB 0 root
5 to to PART 6 mark
6 agree agree VERB 4 xcomp
"""


def test_what_somebody_demands_is_theirs():
    assert "Brazil rejects Peru" in said(PLAN_BY)


def test_who_suffers_an_act_is_not_blamed_for_it():
    assert "Brazil criticizes Chad" not in said(SUFFERED)


def test_whose_the_things_of_an_act_are_counts_as_well():
    assert "Chile criticizes Peruvian" in said(DEEPER)


def test_people_protest_not_their_state():
    found = [relation for relation in relations(PEOPLE) if relation.predicate == "protestsAgainst"]
    assert [(relation.subject.kind, relation.subject.nation) for relation in found] == [("group", "state/TUR")]


def test_who_fail_to_agree_reject_each_other():
    assert {"Chile rejects Peru", "Peru rejects Chile"} <= said(FAILED)


MADE = """
1 Chile Chile PROPN 2 nsubj
2 rejected reject VERB 0 root
3 a a DET 4 det
4 plan plan NOUN 2 obj
5 drafted draft VERB 4 acl VerbForm=Part|Tense=Past
6 by by ADP 7 case
7 Peru Peru PROPN 5 obl:agent
"""


def test_who_made_a_thing_has_it():
    assert "Chile rejects Peru" in said(MADE)


TEXT = """
1 Ghana Ghana PROPN 2 nsubj
2 adopted adopt VERB 0 root
3 a a DET 4 det
4 resolution resolution NOUN 2 obj
5 condemning condemn VERB 4 acl VerbForm=Part|Tense=Pres
6 Togo Togo PROPN 5 obj
"""


def test_what_a_text_says_its_writers_say():
    assert "Ghana criticizes Togo" in said(TEXT)
