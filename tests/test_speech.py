"""Who speaks where: quotations, turns, signed texts; and whom "we", "its army" and "the country" mean."""

import pytest

from kg.extract.anaphors import features_of
from kg.extract.quotations import quotations
from kg.extract.speech import read_speeches
from kg.extract.turns import read_turns
from kg.model import Mention, Speech
from kg.resolve import resolve
from tests.conllu import sentence, tree
from tests.test_resolve import ONTOLOGY, RUN, extraction, meant, mention, relation, said, state

QUOTED = """
1 “ “ PUNCT 5 punct
2 We we PRON 4 nsubj Number=Plur|Person=1|PronType=Prs
3 will will AUX 4 aux
4 help help VERB 8 ccomp
5 our our PRON 6 nmod:poss Number=Plur|Person=1|Poss=Yes
6 friends friend NOUN 4 obj
7 ” ” PUNCT 4 punct
8 said say VERB 0 root
9 Togo Togo PROPN 8 nsubj
"""
FOLLOWED = """
1 “ “ PUNCT 5 punct
2 Nobody nobody PRON 5 nsubj
3 here here ADV 5 advmod
4 will will AUX 5 aux
5 help help VERB 8 ccomp
6 , , PUNCT 5 punct
7 ” ” PUNCT 5 punct
8 shrugged shrug VERB 0 root
9 Togo Togo PROPN 8 nsubj
"""


def quoted(text: str) -> list[str]:
    return [text[each.start : each.end] for each in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "We will not leave now." Then he left.', ["We will not leave now."]),
        ("“We will not leave,” he said. “We are at home now.”", ["We will not leave,", "We are at home now."]),
        ("He called it a “free and fair” vote.", []),  # a term in quotation marks
        ("'We will not leave now,' he said of Iran's offer.", ["We will not leave now,"]),
        ("Iran's army and Iraq's army don't fight.", []),
        ('"We began this long ago.\n"We end it this year."', ["We began this long ago.", "We end it this year."]),
    ],
)  # fmt: skip
def test_quotations_stand_between_marks(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize("lines", [QUOTED, FOLLOWED])
def test_a_quotation_belongs_to_the_verb_beside_it(lines):
    read, text = sentence(lines)
    (speech,) = read_speeches(text, [read])
    assert [speaker.text for speaker in speech.speakers] == ["Togo"]
    assert speech.voice == "quotation"


INTERVIEW = "Ana Ruiz, a minister, spoke to us.\n\nQ: Why?\nA: We were attacked.\nBadly.\n\nQ: And now?\nA: We wait."
ANA = mention(INTERVIEW, "Ana Ruiz", "person", office="holdsOfficeIn", nation="state/PER")


def test_answers_are_said_by_whom_the_introduction_presents():
    turns = list(read_turns(INTERVIEW, [ANA]))
    assert [INTERVIEW[turn.start : turn.end].strip() for turn in turns] == ["We were attacked.\nBadly.", "We wait."]
    assert {turn.speakers for turn in turns} == {(ANA,)}


def test_who_answers_belongs_to_the_state_that_the_introduction_names():
    text = "Ana Ruiz advises Peru's ministry.\n\nQ: Why?\nA: We wait.\n\nQ: And now?\nA: We go."
    ana = mention(text, "Ana Ruiz", "person")
    (speaker,) = {turn.speakers for turn in read_turns(text, [ana, state(text, "Peru", "PER")])}
    assert speaker[0].nation == "state/PER"
    (overlooked,) = {turn.speakers for turn in read_turns(text, [])}
    assert overlooked[0].text == "Ana Ruiz"


def test_a_line_may_begin_or_end_with_who_says_it():
    text = "Chad: Sudan shelled our villages\nRebels shelled two villages - Sudan\nThe aim: peace"
    named = [state(text, "Chad", "TCD"), state(text, "Sudan", "SDN"), state(text, "Sudan", "SDN", at=2)]
    turns = list(read_turns(text, named))
    assert [(turn.speakers[0].text, text[turn.start : turn.end]) for turn in turns] == [
        ("Chad", "Sudan shelled our villages"),
        ("Sudan", "Rebels shelled two villages"),
    ]


# Whom they mean ------------------------------------------------------------------------------------------------------


def test_the_form_of_a_pronoun_says_by_which_rule_it_refers():
    words = tree(QUOTED).words
    assert (features_of(words[1]).refers, features_of(words[4]).refers) == ("speakers", "speakers")


def spoken(text: str, start: int, *speakers: Mention, voice: str = "turn") -> Speech:
    return Speech(start, len(text), speakers, voice)


def test_we_means_for_whom_the_speaker_acts_and_i_the_speaker():
    us = mention(INTERVIEW, "We", "state", form="pronoun", refers="speakers")
    me = mention(INTERVIEW, "wait", "person", form="pronoun", refers="speaker")
    read = extraction(INTERVIEW, [ANA, us, me], speeches=[spoken(INTERVIEW, 40, ANA)])
    assert meant(read, us) == ["state/PER"]
    (person,) = meant(read, me)
    assert person.startswith("person/")


def test_you_means_for_whom_the_one_speaks_who_answers():
    you = mention(INTERVIEW, "Why", "state", form="pronoun", refers="hearer")
    at = INTERVIEW.index("We were")
    assert meant(extraction(INTERVIEW, [ANA, you], speeches=[spoken(INTERVIEW, at, ANA)]), you) == ["state/PER"]


def test_what_an_answer_says_has_its_speaker_but_a_speech_act_of_his_own_has_none():
    text = "Ana Ruiz: Chad attacked Peru. I blame Chad."
    ana = mention(text, "Ana Ruiz", "person", office="holdsOfficeIn", nation="state/PER")
    me = mention(text, "I ", "person", form="pronoun", refers="speaker")
    chad, peru, again = state(text, "Chad", "TCD"), state(text, "Peru", "PER"), state(text, "Chad", "TCD", at=2)
    relations = [relation(chad, "attacks", peru, text), relation(me, "accuses", again, text)]
    read = extraction(text, [ana, me, chad, peru, again], relations, speeches=[spoken(text, 10, ana)])
    speakers = {s.predicate: s.speaker for s in resolve(read, ontology=ONTOLOGY, run=RUN).statements}
    assert speakers["accuses"] is None
    assert speakers["attacks"] is not None and speakers["attacks"].label == "Ana Ruiz"


def test_a_pronoun_prefers_the_subject_before_it_to_a_nearer_name():
    text = "Peru invaded Chile. It won."
    peru, chile = state(text, "Peru", "PER", subject=True), state(text, "Chile", "CHL")
    it = mention(text, "It", "state", form="pronoun")
    assert meant(extraction(text, [peru, chile, it]), it) == ["state/PER"]


def test_a_possessive_may_mean_the_subject_beside_it():
    text = "Peru recalled its envoy. Chile slept."
    its = mention(text, "its", "state", form="pronoun", refers="possessor")
    peru = state(text, "Peru", "PER", subject=True)
    read = extraction(text, [peru, its], [relation(peru, "recallsFrom", its, text)])
    assert said(read) == []
    assert meant(read, its) == ["state/PER"]


def test_the_army_is_the_one_that_the_document_named_with_its_state():
    text = "Peru's army fled from Chile. The army returned."
    army = mention(text, "Peru's army", "state", "state/PER", form="description", nation="state/PER", head=(7, 11))
    chile = state(text, "Chile", "CHL", subject=True)
    later = mention(text, "army", "state", at=2, form="pronoun", refers="definite")
    assert meant(extraction(text, [army, chile, later]), later) == ["state/PER"]


def test_the_president_is_the_last_person_named_in_that_office():
    text = "President Ana Ruiz met the minister Eva Paz. The president left."
    ana = mention(text, "Ana Ruiz", "person", office="headOfStateOf", nation="state/PER")
    eva = mention(text, "Eva Paz", "person", office="holdsOfficeIn", nation="state/PER", subject=True)
    she = mention(text, "president", "person", form="pronoun", refers="definite", office="headOfStateOf")
    read = extraction(text, [ana, eva, she])
    assert meant(read, she) == meant(read, ana)
