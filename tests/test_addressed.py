"""Refusals and threats address whom the refused or threatened act is directed at, whatever the act."""

from tests.conllu import said

REFUSED_ACT = """
1 Zambia Zambia PROPN 2 nsubj
2 refused refuse VERB 0 root
3 to to PART 4 mark
4 repair repair VERB 2 xcomp
5 Angolan angolan ADJ 6 amod
6 lorries lorry NOUN 4 obj
"""
REFUSED_LEAVE = """
1 Ghana Ghana PROPN 2 nsubj
2 declined decline VERB 0 root
3 to to PART 4 mark
4 let let VERB 2 xcomp
5 Togo Togo PROPN 7 nsubj
6 to to PART 7 mark
7 mediate mediate VERB 4 ccomp
"""
REFUSAL = """
1 Peru Peru PROPN 3 nmod:poss
2 's 's PART 1 case
3 refusal refusal NOUN 8 nsubj
4 to to PART 5 mark
5 talk talk VERB 3 acl VerbForm=Inf
6 to to ADP 7 case
7 Chile Chile PROPN 5 obl
8 surprised surprise VERB 0 root
9 everybody everybody PRON 8 obj
"""
THREAT = """
1 Malta Malta PROPN 2 nsubj
2 threatened threaten VERB 0 root
3 to to PART 4 mark
4 tow tow VERB 2 xcomp
5 boats boat NOUN 4 obj
6 back back ADV 4 advmod
7 to to ADP 8 case
8 Libya Libya PROPN 4 obl
"""
OWN_TROOPS = """
1 Malta Malta PROPN 2 nsubj
2 threatened threaten VERB 0 root
3 to to PART 4 mark
4 arm arm VERB 2 xcomp
5 its its PRON 6 nmod:poss
6 police police NOUN 4 obj
"""
DOES_NOT_REFUSE = """
1 Zambia Zambia PROPN 4 nsubj
2 did do AUX 4 aux
3 not not PART 4 advmod
4 refuse refuse VERB 0 root
5 to to PART 6 mark
6 repair repair VERB 4 xcomp
7 Angolan angolan ADJ 8 amod
8 lorries lorry NOUN 6 obj
"""


def test_who_refuses_an_act_rejects_whose_thing_it_concerns():
    assert said(REFUSED_ACT) == {"Zambia rejects Angolan"}
    assert said(DOES_NOT_REFUSE) == {"Zambia rejects Angolan (denied)"}


def test_who_refuses_leave_rejects_whoever_wanted_it():
    assert "Ghana rejects Togo" in said(REFUSED_LEAVE)


def test_a_refusal_is_whose_noun_it_is():
    assert "Peru rejects Chile" in said(REFUSAL)


def test_a_threat_addresses_those_whom_the_act_would_meet():
    assert "Malta threatens Libya" in said(THREAT)
    assert not {line for line in said(OWN_TROOPS) if "threatens" in line}


WILL_NOT_LET = """
1 Ghana Ghana PROPN 4 nsubj
2 will will AUX 4 aux
3 not not ADV 4 advmod
4 let let VERB 0 root
5 Togo Togo PROPN 7 nsubj
6 to to PART 7 mark
7 mediate mediate VERB 4 ccomp
"""
DID_NOT_LET = WILL_NOT_LET.replace("2 will will AUX 4 aux", "2 did do AUX 4 aux Tense=Past")


def test_who_will_not_consent_rejects_but_what_did_not_happen_is_no_refusal():
    assert "Ghana rejects Togo" in said(WILL_NOT_LET)
    assert "Ghana rejects Togo" not in said(DID_NOT_LET)
