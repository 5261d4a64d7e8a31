"""Every construction on a handmade tree: who is subject, who is object, in which quality."""

import pytest

from tests.conllu import said

ACTIVE = """
1 Russia Russia PROPN 2 nsubj
2 invaded invade VERB 0 root
3 Ukraine Ukraine PROPN 2 obj
"""
PASSIVE = """
1 Kuwait Kuwait PROPN 3 nsubj:pass
2 was be AUX 3 aux:pass
3 invaded invade VERB 0 root
4 by by ADP 5 case
5 Iraq Iraq PROPN 3 obl:agent
"""
PASSIVE_WITHOUT_AGENT = """
1 Kuwait Kuwait PROPN 3 nsubj:pass
2 was be AUX 3 aux:pass
3 invaded invade VERB 0 root
"""
COORDINATION = """
1 Germany Germany PROPN 4 nsubj
2 and and CCONJ 3 cc
3 France France PROPN 1 conj
4 condemned condemn VERB 0 root
5 Syria Syria PROPN 4 obj
6 and and CCONJ 7 cc
7 Iran Iran PROPN 5 conj
"""
SYMMETRIC_SUBJECTS = """
1 Egypt Egypt PROPN 4 nsubj
2 and and CCONJ 3 cc
3 Jordan Jordan PROPN 1 conj
4 met meet VERB 0 root
"""
SHARED_SUBJECT = """
1 Turkey Turkey PROPN 2 nsubj
2 condemned condemn VERB 0 root
3 Israel Israel PROPN 2 obj
4 and and CCONJ 5 cc
5 praised praise VERB 2 conj
6 Qatar Qatar PROPN 5 obj
"""
RELATIVE_CLAUSE = """
1 Iraq Iraq PROPN 6 nsubj
2 , , PUNCT 4 punct
3 which which PRON 4 nsubj
4 invaded invade VERB 1 acl:relcl
5 Kuwait Kuwait PROPN 4 obj
6 lost lose VERB 0 root
"""
REDUCED_RELATIVE = """
1 Troops troop NOUN 5 nsubj
2 attacked attack VERB 1 acl VerbForm=Part|Tense=Past
3 by by ADP 4 case
4 Libya Libya PROPN 2 obl:agent
5 fled flee VERB 0 root
6 Chad Chad PROPN 5 obj
"""
SUBJECT_CONTROL = """
1 Poland Poland PROPN 2 nsubj
2 agreed agree VERB 0 root
3 to to PART 4 mark
4 aid aid VERB 2 xcomp
5 Ukraine Ukraine PROPN 4 obj
"""
OBJECT_CONTROL = """
1 Finland Finland PROPN 2 nsubj
2 urged urge VERB 0 root
3 Serbia Serbia PROPN 2 obj
4 to to PART 5 mark
5 recognise recognise VERB 2 xcomp
6 Kosovo Kosovo PROPN 5 obj
"""
PURPOSE = """
1 Britain Britain PROPN 2 nsubj
2 promised promise VERB 0 root
3 to to PART 4 mark
4 use use VERB 2 xcomp
5 force force NOUN 4 obj
6 to to PART 7 mark
7 defend defend VERB 5 acl
8 Poland Poland PROPN 7 obj
"""
POSSESSOR = """
1 Iraq Iraq PROPN 3 nmod:poss
2 's 's PART 1 case
3 invasion invasion NOUN 6 nsubj
4 of of ADP 5 case
5 Kuwait Kuwait PROPN 3 nmod
6 failed fail VERB 0 root
"""
BY_PHRASE = """
1 The the DET 2 det
2 invasion invasion NOUN 7 nsubj
3 of of ADP 4 case
4 Kuwait Kuwait PROPN 2 nmod
5 by by ADP 6 case
6 Iraq Iraq PROPN 2 nmod
7 failed fail VERB 0 root
"""
BETWEEN = """
1 Talks talk NOUN 6 nsubj
2 between between ADP 3 case
3 China China PROPN 1 nmod
4 and and CCONJ 5 cc
5 India India PROPN 3 conj
6 continued continue VERB 0 root
"""
LIGHT_VERB = """
1 Norway Norway PROPN 2 nsubj
2 held hold VERB 0 root
3 talks talk NOUN 2 obj
4 with with ADP 5 case
5 Iceland Iceland PROPN 3 nmod
"""
COPULA = """
1 Canada Canada PROPN 4 nsubj
2 is be AUX 4 cop
3 an a DET 4 det
4 ally ally NOUN 0 root
5 of of ADP 6 case
6 Denmark Denmark PROPN 4 nmod
"""
APPOSITION = """
1 Cuba Cuba PROPN 7 nsubj
2 , , PUNCT 5 punct
3 Venezuela Venezuela PROPN 5 nmod:poss
4 's 's PART 3 case
5 ally ally NOUN 1 appos
6 , , PUNCT 5 punct
7 protested protest VERB 0 root
"""
OWNER_OF_A_PLAN = """
1 Brazil Brazil PROPN 2 nsubj
2 rejected reject VERB 0 root
3 Peru Peru PROPN 5 nmod:poss
4 's 's PART 3 case
5 proposal proposal NOUN 2 obj
"""
HYPHENATED = """
1 Iran Iran PROPN 3 obl:agent
2 - - PUNCT 3 punct
3 backed back VERB 4 amod
4 Hezbollah Hezbollah PROPN 5 nsubj
5 attacked attack VERB 0 root
6 Israel Israel PROPN 5 obj
"""
GIVEN = """
1 Jordan Jordan PROPN 3 nsubj:pass
2 was be AUX 3 aux:pass
3 given give VERB 0 root
4 tanks tank NOUN 3 obj
5 by by ADP 6 case
6 Poland Poland PROPN 3 obl:agent
"""
NAMED_AFTER = """
1 Russia Russia PROPN 3 nmod:poss
2 's 's PART 1 case
3 ally ally NOUN 5 nsubj
4 Belarus Belarus PROPN 3 appos
5 waited wait VERB 0 root
"""
MODIFYING = """
1 OPEC OPEC PROPN 2 compound
2 member member NOUN 3 compound
3 Iraq Iraq PROPN 4 nsubj
4 waited wait VERB 0 root
"""
ORGAN = """
1 Japanese japanese ADJ 2 amod
2 troops troop NOUN 3 nsubj
3 attacked attack VERB 0 root
4 China China PROPN 3 obj
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (ACTIVE, {"Russia invades Ukraine"}),
        (PASSIVE, {"Iraq invades Kuwait"}),
        (HYPHENATED, {"Iran supports Hezbollah", "Hezbollah attacks Israel"}),
        (GIVEN, {"Poland aids Jordan"}),
        (NAMED_AFTER, {"Russia alliedWith Belarus"}),
        (MODIFYING, {"Iraq memberOf OPEC"}),
        (PASSIVE_WITHOUT_AGENT, set()),
        (
            COORDINATION,
            {
                "Germany criticizes Syria", "Germany criticizes Iran",
                "France criticizes Syria", "France criticizes Iran",
            },
        ),
        (SYMMETRIC_SUBJECTS, {"Egypt meets Jordan"}),
        (SHARED_SUBJECT, {"Turkey criticizes Israel", "Turkey praises Qatar"}),
        (RELATIVE_CLAUSE, {"Iraq invades Kuwait"}),
        (SUBJECT_CONTROL, {"Poland aids Ukraine (planned)"}),
        (PURPOSE, {"Britain defends Poland (planned, said by Britain)"}),
        (POSSESSOR, {"Iraq invades Kuwait"}),
        (BY_PHRASE, {"Iraq invades Kuwait"}),
        (BETWEEN, {"China consults India"}),
        (LIGHT_VERB, {"Norway consults Iceland"}),
        (COPULA, {"Canada alliedWith Denmark"}),
        (APPOSITION, {"Cuba alliedWith Venezuela"}),
        (ORGAN, {"Japanese troops attacks China"}),
    ],
)  # fmt: skip
def test_a_construction_says_who_does_what_to_whom(lines, expected):
    assert said(lines) == expected


def test_the_addressee_of_a_request_is_its_object_and_does_what_is_asked():
    assert said(OBJECT_CONTROL) >= {
        "Finland callsOn Serbia",
        "Serbia recognizes Kosovo (requested, said by Finland)",
    }


def test_the_owner_of_a_plan_is_rejected_with_it():
    assert {"Brazil rejects Peru"} <= said(OWNER_OF_A_PLAN)


def test_a_participle_without_a_known_noun_relates_nobody():
    assert said(REDUCED_RELATIVE) == set()


# People without a name ------------------------------------------------------------------------------------------------

UNNAMED = """
1 {} {} DET 2 det {}
2 {} {} NOUN 3 nsubj Number=Plur
3 attacked attack VERB 0 root
4 {} {} {} 3 obj {}
"""


def unnamed_people(determiner: str, feature: str, people: str, *object_: str) -> set[str]:
    return said(UNNAMED.format(determiner, determiner.lower(), feature, people, people.rstrip("s"), *object_))


def test_people_whom_a_text_brings_up_are_an_end() -> None:
    france = ("France", "France", "PROPN", "Number=Sing")
    assert unnamed_people("Some", "PronType=Ind", "rebels", *france) == {"rebels attacks France"}


def test_people_named_before_are_left_to_what_resolves_them() -> None:
    france = ("France", "France", "PROPN", "Number=Sing")
    assert unnamed_people("The", "Definite=Def", "settlers", *france) == set()
    assert unnamed_people("The", "Definite=Def", "rebels", *france) == {"The rebels attacks France"}


def test_of_two_ends_one_is_somebody_in_particular() -> None:
    assert unnamed_people("Some", "PronType=Ind", "rebels", "settlers", "settler", "NOUN", "Number=Plur") == set()


CHARGED = """
1 Togo Togo PROPN 2 nsubj
2 blamed blame VERB 0 root
3 Benin Benin PROPN 2 obj
4 for for ADP 6 case
5 a a DET 6 det
6 {0} {0} NOUN 2 obl
"""


def test_who_complains_of_an_attack_was_struck():
    assert said(CHARGED.format("raid")) == {"Togo accuses Benin", "Benin attacks Togo (said by Togo)"}


def test_who_complains_of_something_else_or_for_others_was_not():
    for_others = CHARGED.format("raid") + "7 on on ADP 8 case\n8 Mali Mali PROPN 6 nmod\n"
    assert said(CHARGED.format("debt")) == {"Togo accuses Benin"}
    assert "Benin attacks Togo (said by Togo)" not in said(for_others)


def test_who_must_be_ready_to_act_is_called_on():
    lines = """
    1 Ghana Ghana PROPN 2 nsubj
    2 said say VERB 0 root
    3 Nigeria Nigeria PROPN 6 nsubj
    4 must must AUX 6 aux
    5 be be AUX 6 cop
    6 ready ready ADJ 2 ccomp
    7 to to PART 8 mark
    8 leave leave VERB 6 xcomp
    """
    assert "Ghana callsOn Nigeria" in said(lines)


def test_who_is_engaged_in_an_act_does_it():
    lines = """
    1 Serbia Serbia PROPN 3 nsubj:pass
    2 was be AUX 3 aux:pass
    3 engaged engage VERB 0 root
    4 in in ADP 5 case
    5 talks talk NOUN 3 obl
    6 with with ADP 7 case
    7 Croatia Croatia PROPN 5 nmod
    """
    assert said(lines) == {"Serbia consults Croatia"}


def test_a_number_requires_what_it_counts():
    lines = """
    1 Peru Peru PROPN 2 nsubj
    2 handed hand VERB 0 root
    3 over over ADP 2 compound:prt
    4 two two NUM 2 obj
    5 of of ADP 6 case
    6 fugitives fugitive NOUN 4 nmod
    7 to to ADP 8 case
    8 Chile Chile PROPN 2 obl
    """
    assert "Peru extraditesTo Chile" in said(lines)


@pytest.mark.parametrize(("verb", "lemma", "expected"), [
    ("offered", "offer", "Syria deploysTo Iraq (planned)"), ("sent", "send", "Syria deploysTo Iraq"),
])  # fmt: skip
def test_what_is_offered_is_planned(verb, lemma, expected):
    lines = f"""
    1 Syria Syria PROPN 2 nsubj
    2 {verb} {lemma} VERB 0 root
    3 troops troop NOUN 2 obj Number=Plur
    4 to to ADP 5 case
    5 Iraq Iraq PROPN 2 obl
    """
    assert expected in said(lines)
