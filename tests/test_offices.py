"""Offices that verbs give or take, that several hold, and whose state is named elsewhere in the document."""

import pytest

from kg.extract.sentence import Office
from kg.model import Mention, RelationMention, content_id
from kg.resolve.realms import UNSAID
from tests.conllu import sentence
from tests.test_resolve import extraction, mention, said, state

ELECTED = """
1 {} {} PROPN 3 nsubj:pass
2 was be AUX 3 aux:pass
3 elected elect VERB 0 root Tense=Past|VerbForm=Part
4 president president NOUN 3 xcomp
5 of of ADP 6 case
6 France France PROPN 4 nmod
"""
RESIGNED = """
1 Macron Macron PROPN 2 nsubj
2 resigned resign VERB 0 root
3 as as ADP 4 case
4 president president NOUN 2 obl
5 of of ADP 6 case
6 France France PROPN 4 nmod
"""
WAS = """
1 Macron Macron PROPN 3 nsubj
2 {} be AUX 3 cop {}
3 president president NOUN 0 root
4 of of ADP 5 case
5 France France PROPN 3 nmod
"""
WHOSE = """
1 France France PROPN 6 nsubj
2 , , PUNCT 6 punct
3 whose whose PRON 4 nmod:poss Poss=Yes
4 president president NOUN 5 nsubj
5 spoke speak VERB 1 acl:relcl
6 left leave VERB 0 root
7 Macron Macron PROPN 4 appos
"""
OVERLOOKED = """
1 French french ADJ 3 amod
2 President President PROPN 3 compound
3 Ama Ama PROPN 5 nsubj
4 Okoro Okoro PROPN 3 flat
5 spoke speak VERB 0 root
"""
BARE = """
1 President President PROPN 2 compound
2 Macron Macron PROPN 3 nsubj
3 spoke speak VERB 0 root
"""


def offices(lines: str) -> list[Office]:
    return sentence(lines)[0].offices


@pytest.mark.parametrize(
    ("lines", "ended"),
    [
        (ELECTED.format("Macron", "Macron"), False),
        (RESIGNED, True),
        (WAS.format("is", "Tense=Pres"), False),
        (WAS.format("was", "Tense=Past"), True),
        (WHOSE, False),
    ],
)
def test_an_office_is_given_taken_or_said_to_be_held(lines: str, *, ended: bool) -> None:
    (office,) = offices(lines)
    assert (office.predicate, office.ended) == ("headOfStateOf", ended)
    assert office.nation is not None and office.nation.candidates == ("state/FRA",)


def test_capitalised_words_behind_a_title_are_a_person() -> None:
    (office,) = offices(OVERLOOKED)
    assert (office.holder.text, office.holder.nation) == ("Ama Okoro", "state/FRA")


def test_an_office_without_nation_is_still_stated() -> None:
    (office,) = offices(BARE)
    assert office.nation is None


# In a document -------------------------------------------------------------------------------------------------------

TEXT = "Kenya and Ghana talked.\nKenya wants more, Foreign Minister Tamsin Okello said.\nPresident Odile Marsh agreed."
STATES = (state(TEXT, "Kenya", "KEN"), state(TEXT, "Ghana", "GHA"), state(TEXT, "Kenya", "KEN", at=2))


def office_of(name: str, title: str, role: str) -> tuple[Mention, RelationMention]:
    """A person with an office whose state the sentence does not name, and the relation that says so."""
    holder = mention(TEXT, name, "person", office=role)
    start = TEXT.index(title)
    unsaid = Mention(start, start + len(title), title, "state", "pronoun", office=role)
    line = TEXT.rfind("\n", 0, start) + 1
    return holder, RelationMention(
        holder, role, unsaid, (start, start + len(title)), line, len(TEXT), construction=UNSAID
    )


def id_of(holder: Mention) -> str:
    return content_id("person", holder.text)


def test_an_office_is_of_the_state_that_its_sentence_and_document_speak_of() -> None:
    holder, relation = office_of("Tamsin Okello", "Foreign Minister", "holdsOfficeIn")
    assert said(extraction(TEXT, (*STATES, holder), [relation])) == [f"{id_of(holder)} holdsOfficeIn state/KEN"]


def test_two_heads_of_state_are_not_of_one_state() -> None:
    first = mention(TEXT, "Tamsin Okello", "person", nation="state/KEN", office="headOfStateOf")
    holder, relation = office_of("Odile Marsh", "President", "headOfStateOf")
    assert said(extraction(TEXT, (*STATES, first, holder), [relation])) == [f"{id_of(holder)} headOfStateOf state/GHA"]


def test_a_known_person_holds_the_office_of_the_own_state() -> None:
    text = "Ghana waits.\nPresident Biden agreed."
    holder = mention(text, "Biden", "person", "person/joe-biden", form="surname", office="headOfStateOf")
    unsaid = mention(text, "President", "state", form="pronoun", office="headOfStateOf")
    relation = RelationMention(holder, "headOfStateOf", unsaid, (13, 22), 13, len(text), construction=UNSAID)
    assert said(extraction(text, [state(text, "Ghana", "GHA"), holder], [relation])) == [
        "person/joe-biden headOfStateOf state/USA"
    ]
