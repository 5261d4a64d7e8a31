"""Whom a mention means, and which relation mentions become statements: on extractions made by hand."""

import hashlib
from dataclasses import replace

import pytest

from kg.model import Document, Extraction, Mention, RelationMention, Run, content_id
from kg.ontology import load_ontology
from kg.resolve import resolve
from kg.resolve.discourse import REACH, Discourse
from kg.resolve.entities import described_entity, known_entity

RUN = Run("test")
ONTOLOGY = load_ontology()


def document(text: str, **metadata: str) -> Document:
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(
        **{"key": "own.txt", "sha256": digest, "text": text, "text_sha256": digest, "lang": "en", **metadata}
    )


def mention(text: str, words: str, kind: str, *candidates: str, at: int = 1, **fields) -> Mention:
    """The `at`th time that the words stand in the text."""
    start = -1
    for _ in range(at):
        start = text.index(words, start + 1)
    return Mention(start, start + len(words), words, kind, candidates=candidates, **fields)


def state(text: str, words: str, code: str, **fields) -> Mention:
    return mention(text, words, "state", f"state/{code}", **fields)


def relation(subject: Mention, predicate: str, object_: Mention, text: str, **fields) -> RelationMention:
    """A relation in the line that holds its object."""
    start = text.rfind("\n", 0, object_.start) + 1
    end = text.find("\n", object_.end) if "\n" in text[object_.end :] else len(text)
    return RelationMention(
        subject, predicate, object_, (subject.start, subject.end),
        **{"start": start, "end": end, "construction": "made", **fields},
    )  # fmt: skip


def extraction(
    text: str, mentions=(), relations=(), rejections=(), *, speeches=(), denials=(), verdicts=(), **metadata: str
) -> Extraction:
    return Extraction(
        document(text, **metadata), tuple(mentions), tuple(relations), 1, rejections=tuple(rejections),
        speeches=tuple(speeches), denials=tuple(denials), verdicts=tuple(verdicts),
    )  # fmt: skip


def meant(read: Extraction, each: Mention, **options) -> list[str]:
    return [entity.id for entity in Discourse(read, ONTOLOGY).entities(each, **options)]


def said(read: Extraction) -> list[str]:
    """Statements as lines, in the order of the testimony."""
    return [f"{s.subject.id} {s.predicate} {s.object.id}" for s in resolve(read, ontology=ONTOLOGY, run=RUN).statements]


def rejected(read: Extraction) -> dict[str, int]:
    return dict(resolve(read, ontology=ONTOLOGY, run=RUN).rejections)


# Names ---------------------------------------------------------------------------------------------------------------

TEXT = "Peru invaded Chile."
PERU, CHILE = state(TEXT, "Peru", "PER"), state(TEXT, "Chile", "CHL")


def test_a_known_name_has_the_id_label_and_country_of_the_ontology():
    read = extraction(TEXT, [PERU, CHILE])
    (peru,) = Discourse(read, ONTOLOGY).entities(PERU)
    assert (peru.id, peru.kind, peru.label, peru.country, peru.acts_for) == ("state/PER", "state", "Peru", "PER", None)
    assert dict(peru.labels)["it"] == "Perù"
    assert list(peru.labels) == sorted(peru.labels)


def test_aliases_are_the_forms_that_the_document_writes():
    text = "Peru slept. Lima woke. Peruvian ships sailed."
    names = [
        state(text, "Peru", "PER"), state(text, "Lima", "PER", form="metonym"),
        state(text, "Peruvian", "PER", form="adjective"),
    ]  # fmt: skip
    (peru,) = Discourse(extraction(text, names), ONTOLOGY).entities(names[0])
    assert peru.aliases == ("Lima", "Peru")


def test_an_unknown_name_is_shared_by_all_documents():
    text = "Aurora Holdings sued the Northern Cable Union."
    name = mention(text, "Aurora Holdings", "organization")
    one, other = extraction(text, [name]), extraction(text, [name], key="other.txt")
    assert meant(one, name) == meant(other, name) == [content_id("organization", "aurora  HOLDINGS")]


def test_a_description_is_the_own_of_its_document():
    text = "They drafted the harbour treaty."
    thing = mention(text, "harbour treaty", "agreement", form="description")
    one, other = extraction(text, [thing]), extraction(text, [thing], key="other.txt")
    assert meant(one, thing) != meant(other, thing)
    assert meant(one, thing) == [content_id("agreement", "harbour treaty", "own.txt")]


def test_a_surname_means_the_person_named_in_full():
    text = "Later Marsh spoke. Odile Marsh left. Odile Marsh returned."
    full = [mention(text, "Odile Marsh", "person", at=at) for at in (1, 2)]
    short = mention(text, "Marsh", "person")
    assert meant(extraction(text, [*full, short]), short) == [content_id("person", "Odile Marsh")]


def test_a_surname_means_the_fuller_namesake_who_is_named_more_often():
    text = "Odile Marsh met Piers Marsh. Piers Marsh left. Marsh slept."
    names = [mention(text, "Odile Marsh", "person"), mention(text, "Piers Marsh", "person")]
    names.append(mention(text, "Piers Marsh", "person", at=2))
    short = mention(text, "Marsh", "person", at=4)
    assert meant(extraction(text, [*names, short]), short) == [content_id("person", "Piers Marsh")]


def test_a_known_surname_yields_to_somebody_else_whom_the_text_names_in_full():
    text = "Tilda Biden sings. Biden bowed."
    full = mention(text, "Tilda Biden", "person")
    short = mention(text, "Biden", "person", "person/joe-biden", at=2, form="surname")
    assert meant(extraction(text, [full, short]), short) == [content_id("person", "Tilda Biden")]
    assert meant(extraction(text, [short]), short) == ["person/joe-biden"]


def test_a_surname_that_nobody_explains_is_the_own_of_its_document():
    text = "Marsh spoke."
    short = mention(text, "Marsh", "person")
    one, other = extraction(text, [short]), extraction(text, [short], key="other.txt")
    assert meant(one, short) != meant(other, short)


def test_of_two_namesakes_the_one_whose_country_the_document_names_is_meant():
    text = "Sall spoke in Ghana or France."
    persons = [actor for actor in ONTOLOGY.actors.values() if actor.kind == "person"]
    french, ghanaian = (min(a.id for a in persons if a.country == code) for code in ("FRA", "GHA"))
    name = mention(text, "Sall", "person", french, ghanaian, form="surname")
    assert meant(extraction(text, [name, state(text, "Ghana", "GHA")]), name) == [ghanaian]
    assert meant(extraction(text, [name, state(text, "France", "FRA")]), name) == [french]


# Offices -------------------------------------------------------------------------------------------------------------

HOLDER = "Kenya's president Tamsin Okello spoke. The Kenyan president left. The Kenyan minister stayed."
OKELLO = mention(HOLDER, "Tamsin Okello", "person", nation="state/KEN", office="headOfStateOf")
PRESIDENT = mention(
    HOLDER, "Kenyan president", "state", "state/KEN", form="description", nation="state/KEN", office="headOfStateOf"
)
MINISTER = mention(
    HOLDER, "Kenyan minister", "state", "state/KEN", form="description", nation="state/KEN", office="holdsOfficeIn"
)


def test_the_holder_whom_the_text_names_is_meant_by_the_office():
    read = extraction(HOLDER, [OKELLO, PRESIDENT, MINISTER])
    assert meant(read, PRESIDENT) == [content_id("person", "Tamsin Okello")]


def test_an_office_without_a_named_holder_is_its_state():
    assert meant(extraction(HOLDER, [OKELLO, PRESIDENT, MINISTER]), MINISTER) == ["state/KEN"]
    assert meant(extraction(HOLDER, [PRESIDENT, MINISTER]), PRESIDENT) == ["state/KEN"]


def test_who_holds_an_office_in_the_text_acts_for_its_state():
    (okello,) = Discourse(extraction(HOLDER, [OKELLO]), ONTOLOGY).entities(OKELLO)
    assert (okello.acts_for, okello.country) == ("state/KEN", "KEN")


def test_a_former_office_acts_for_nobody():
    former = replace(OKELLO, office=None)
    (okello,) = Discourse(extraction(HOLDER, [former]), ONTOLOGY).entities(former)
    assert (okello.acts_for, okello.country) == (None, "KEN")


@pytest.mark.parametrize(
    ("published", "acts_for"),
    [
        ("2022-03-01", "state/USA"),
        ("2022", "state/USA"),
        ("2019-05-05", None),
        ("2025-06-01", None),
        (None, "state/USA"),
    ],
)
def test_a_known_person_acts_for_a_state_while_in_office(published, acts_for):
    entity = known_entity(ONTOLOGY.actors["person/joe-biden"], (), replace(document(""), published=published))
    assert (entity.acts_for, entity.country) == (acts_for, "USA")


def test_in_an_undated_text_a_person_acts_for_the_only_state_ever_led():
    undated = document("")
    assert known_entity(ONTOLOGY.actors["person/joe-biden"], (), undated, former=True).acts_for is None
    several = next(a for a in ONTOLOGY.actors.values() if len({term.in_ for term in a.terms}) > 1)
    assert known_entity(several, (), undated).acts_for is None


@pytest.mark.parametrize(
    ("published", "predicate"), [("2022-03-01", "headOfStateOf"), ("2008-03-01", "citizenOf"), (None, "headOfStateOf")]
)
def test_whose_a_known_person_is_says_the_office(published, predicate):
    text = "America's Joe Biden waved."
    person, home = mention(text, "Joe Biden", "person", "person/joe-biden"), state(text, "America", "USA")
    read = extraction(text, [person, home], [relation(person, "citizenOf", home, text, construction="home")])
    read = replace(read, document=replace(read.document, published=published))
    assert said(read) == [f"person/joe-biden {predicate} state/USA"]


def test_the_nation_beside_a_name_decides_between_namesakes():
    text = "King Sall of Sweden waved."
    persons = [actor for actor in ONTOLOGY.actors.values() if actor.kind == "person"]
    french, ghanaian = (min(a.id for a in persons if a.country == code) for code in ("FRA", "GHA"))
    fields = {"form": "surname", "office": "headOfStateOf"}
    foreign = mention(text, "Sall", "person", french, ghanaian, nation="state/SWE", **fields)
    assert meant(extraction(text, [foreign]), foreign)[0] not in {french, ghanaian}
    own = mention(text, "Sall", "person", french, ghanaian, nation="state/GHA", **fields)
    assert meant(extraction(text, [own]), own) == [ghanaian]


def test_a_title_without_its_state_gives_the_state_where_the_person_held_it():
    text = "President Biden waved."
    name = mention(text, "Biden", "person", "person/joe-biden", form="surname", office="headOfStateOf")
    (biden,) = Discourse(extraction(text, [name]), ONTOLOGY).entities(name)
    assert biden.acts_for == "state/USA"


def test_a_described_organization_has_the_country_of_its_nation_and_acts_for_nobody():
    text = "A Chilean copper firm"
    firm = mention(text, "Chilean copper firm", "organization", form="description", nation="state/CHL")
    entity = described_entity(firm, ("the firm",), document(text), ONTOLOGY)
    assert (entity.country, entity.acts_for, entity.label) == ("CHL", None, "Chilean copper firm")
    assert entity.aliases == ("Chilean copper firm", "the firm")


def test_the_label_of_a_broken_name_has_no_line_end_and_no_space_at_a_hyphen():
    name = Mention(0, 22, "Port -\nUnion  of\tSailors", "organization")
    assert described_entity(name, (), document(name.text), ONTOLOGY).label == "Port-Union of Sailors"


# References ----------------------------------------------------------------------------------------------------------

TALK = "Peru greeted Odile Marsh. Chile wept. She and it laughed at him."
P, C = state(TALK, "Peru", "PER"), state(TALK, "Chile", "CHL")
MARSH = mention(TALK, "Odile Marsh", "person")
SHE = mention(TALK, "She", "person", form="pronoun")
IT = mention(TALK, "it", "state", form="pronoun")
HIM = mention(TALK, "him", "person", form="pronoun")


def test_a_pronoun_means_the_last_of_its_kind():
    read = extraction(TALK, [P, C, MARSH, SHE, IT])
    assert meant(read, SHE) == [content_id("person", "Odile Marsh")]
    assert meant(read, IT) == ["state/CHL"]


def test_a_pronoun_never_means_the_one_beside_it():
    read = extraction(TALK, [P, C, MARSH, SHE, IT, HIM])
    discourse = Discourse(read, ONTOLOGY)
    assert discourse.entities(HIM, beside=discourse.entities(MARSH)) == ()
    assert [e.id for e in discourse.entities(IT, beside=discourse.entities(C))] == ["state/PER"]


BORDER = "Peru met Mr Marsh in Chile. Its neighbour rose. He or it slept. The latter woke."


def test_a_neighbour_is_another_than_who_has_it():
    neighbour = mention(BORDER, "Its neighbour", "state", form="pronoun", refers="another")
    peru, chile = state(BORDER, "Peru", "PER", subject=True), state(BORDER, "Chile", "CHL")
    assert meant(extraction(BORDER, [peru, chile, neighbour]), neighbour) == ["state/CHL"]


def test_a_pronoun_of_either_kind_means_the_last_subject():
    either = mention(BORDER, "He or it", "person", form="pronoun", refers="either")
    peru, chile = state(BORDER, "Peru", "PER", subject=True), state(BORDER, "Chile", "CHL")
    assert meant(extraction(BORDER, [peru, chile, either]), either) == ["state/PER"]


def test_the_latter_is_the_person_named_last_who_is_no_subject():
    latter = mention(BORDER, "The latter", "person", form="pronoun", refers="latter")
    peru, chile = state(BORDER, "Peru", "PER", subject=True), state(BORDER, "Chile", "CHL")
    marsh = mention(BORDER, "Mr Marsh", "person")
    assert meant(extraction(BORDER, [peru, marsh, chile, latter]), latter) == [content_id("person", "Mr Marsh")]
    assert meant(extraction(BORDER, [peru, chile, latter]), latter) == ["state/CHL"]


def test_a_pronoun_before_any_name_means_nobody():
    text = "It slept. Peru woke."
    it = mention(text, "It", "state", form="pronoun")
    assert meant(extraction(text, [it, state(text, "Peru", "PER")]), it) == []


@pytest.mark.parametrize(("gap", "expected"), [(REACH - 10, ["state/PER"]), (REACH + 10, [])])
def test_a_pronoun_does_not_look_back_far(gap, expected):
    text = "Peru" + " " * gap + "it"
    it = mention(text, "it", "state", form="pronoun")
    assert meant(extraction(text, [state(text, "Peru", "PER"), it]), it) == expected


def test_a_demonstrative_means_the_agreement_described_last():
    text = "Peru read the fishing treaty. Chile opposed this."
    treaty = mention(text, "fishing treaty", "agreement", form="description")
    this = mention(text, "this", "event", form="pronoun")
    read = extraction(text, [state(text, "Peru", "PER"), treaty, state(text, "Chile", "CHL"), this])
    assert meant(read, this) == [content_id("agreement", "fishing treaty", "own.txt")]


def test_the_two_leaders_are_the_persons_named_most():
    text = "Odile Marsh met Bo Lund, said Ivo Kerr. Odile Marsh and Bo Lund left. The two leaders ate."
    spoken = [("Odile Marsh", 1), ("Bo Lund", 1), ("Ivo Kerr", 1), ("Odile Marsh", 2), ("Bo Lund", 2)]
    persons = [mention(text, words, "person", at=at) for words, at in spoken]
    two = mention(text, "The two leaders", "person", form="description", count=2)
    found = meant(extraction(text, [*persons, two]), two)
    assert found == [content_id("person", name) for name in ("Odile Marsh", "Bo Lund")]


def test_the_two_leaders_of_a_text_with_one_are_nobody():
    text = "Odile Marsh slept. The two leaders ate."
    two = mention(text, "The two leaders", "person", form="description", count=2)
    assert meant(extraction(text, [mention(text, "Odile Marsh", "person"), two]), two) == []


# Statements ----------------------------------------------------------------------------------------------------------


def test_a_relation_becomes_a_statement_with_its_evidence():
    text = "Long ago.\nPeru invaded Chile.\nThe end."
    peru, chile = state(text, "Peru", "PER"), state(text, "Chile", "CHL")
    testimony = resolve(
        extraction(text, [peru, chile], [relation(peru, "invades", chile, text, confidence=0.914)]),
        ontology=ONTOLOGY, run=RUN,
    )  # fmt: skip
    (statement,) = testimony.statements
    (proof,) = statement.evidence
    assert (statement.subject.id, statement.predicate, statement.object.id) == ("state/PER", "invades", "state/CHL")
    assert (proof.quote, text[proof.start : proof.end]) == ("Peru invaded Chile.",) * 2
    assert (proof.document, proof.extractor, proof.confidence) == ("own.txt", "made", 0.91)
    assert [text[slice(*span)] for span in (proof.subject_span, proof.object_span)] == ["Peru", "Chile"]


def test_qualities_and_dates_reach_the_statement():
    made = relation(
        PERU, "invades", CHILE, TEXT, polarity="denied", status="planned", start_date="1999-04",
        quantities=(("3", "ship", ""),),
    )  # fmt: skip
    (statement,) = resolve(extraction(TEXT, [PERU, CHILE], [made]), ontology=ONTOLOGY, run=RUN).statements
    assert (statement.polarity, statement.status, statement.start_date) == ("denied", "planned", "1999-04")
    assert statement.quantities == (("3", "ship", ""),)


def test_one_statement_said_twice_has_two_proofs_in_text_order():
    text = "Peru invaded Chile.\nPeru, again, invaded Chile."
    made = [
        relation(state(text, "Peru", "PER", at=at), "invades", state(text, "Chile", "CHL", at=at), text)
        for at in (2, 1)
    ]
    names = [each for one in made for each in (one.subject, one.object)]
    (statement,) = resolve(extraction(text, names, made), ontology=ONTOLOGY, run=RUN).statements
    assert [proof.quote for proof in statement.evidence] == text.splitlines()


def test_statements_are_sorted_by_id():
    made = [relation(PERU, predicate, CHILE, TEXT) for predicate in ("invades", "criticizes", "aids", "praises")]
    statements = resolve(extraction(TEXT, [PERU, CHILE], made), ontology=ONTOLOGY, run=RUN).statements
    assert len(statements) == 4
    assert [s.id for s in statements] == sorted(s.id for s in statements)


def test_a_symmetric_statement_stands_in_the_order_of_ids():
    made = relation(PERU, "meets", CHILE, TEXT)
    assert said(extraction(TEXT, [PERU, CHILE], [made])) == ["state/CHL meets state/PER"]
    assert said(extraction(TEXT, [PERU, CHILE], [replace(made, predicate="invades")])) == [
        "state/PER invades state/CHL"
    ]


def test_two_who_are_named_together_meet_each_other():
    text = "Peru met Chile. Both met."
    both = mention(text, "Both", "state", form="pronoun", count=2)
    names = [state(text, "Peru", "PER"), state(text, "Chile", "CHL"), both]
    assert said(extraction(text, names, [relation(both, "meets", both, text)])) == ["state/CHL meets state/PER"]


def test_a_reference_makes_evidence_weaker():
    text = "Peru slept. It invaded Chile."
    it = mention(text, "It", "state", form="pronoun")
    peru, chile = state(text, "Peru", "PER"), state(text, "Chile", "CHL")
    read = extraction(text, [peru, chile, it], [relation(it, "invades", chile, text)])
    (statement,) = resolve(read, ontology=ONTOLOGY, run=RUN).statements
    assert statement.subject.id == "state/PER"
    assert 0 < statement.confidence < 1


def test_speakers_stand_outermost_first_and_an_unknown_one_is_left_out():
    text = "He said that Mali said that Togo said that Peru invaded Chile."
    he = mention(text, "He", "person", form="pronoun")
    mali, togo = state(text, "Mali", "MLI"), state(text, "Togo", "TGO")
    peru, chile = state(text, "Peru", "PER"), state(text, "Chile", "CHL")
    made = relation(peru, "invades", chile, text, speakers=(he, mali, togo))
    (statement,) = resolve(
        extraction(text, [he, mali, togo, peru, chile], [made]), ontology=ONTOLOGY, run=RUN
    ).statements
    assert [speaker.id for speaker in statement.speaker_chain] == ["state/MLI", "state/TGO"]
    assert statement.speaker is not None and statement.speaker.id == "state/TGO"


def test_joint_speakers_give_a_statement_each():
    text = "Mali met Togo. Both said that Peru invaded Chile."
    both = mention(text, "Both", "state", form="pronoun", count=2)
    peru, chile = state(text, "Peru", "PER"), state(text, "Chile", "CHL")
    names = [state(text, "Mali", "MLI"), state(text, "Togo", "TGO"), both, peru, chile]
    made = relation(peru, "invades", chile, text, speakers=(both,))
    statements = resolve(extraction(text, names, [made]), ontology=ONTOLOGY, run=RUN).statements
    assert {s.speaker.id for s in statements if s.speaker} == {"state/MLI", "state/TGO"}
    assert len(statements) == 2


# Rejections ----------------------------------------------------------------------------------------------------------


def only_reason(read: Extraction) -> str:
    assert said(read) == []
    ((reason, count),) = rejected(read).items()
    assert count == 1
    return reason


def test_nobody_is_related_to_himself():
    text = "Peru attacked Lima."
    peru, lima = state(text, "Peru", "PER"), state(text, "Lima", "PER", form="metonym")
    assert "itself" in only_reason(extraction(text, [peru, lima], [relation(peru, "attacks", lima, text)]))


def test_a_reference_to_nobody_is_counted():
    text = "It attacked Chile."
    it, chile = mention(text, "It", "state", form="pronoun"), state(text, "Chile", "CHL")
    assert "cannot be found" in only_reason(extraction(text, [it, chile], [relation(it, "attacks", chile, text)]))


def test_a_predicate_takes_its_kinds_alone():
    text = "Peru married the river league."
    peru, league = state(text, "Peru", "PER"), mention(text, "river league", "organization")
    read = extraction(text, [peru, league], [relation(peru, "spouseOf", league, text)])
    assert "kinds" in only_reason(read)


def test_a_president_does_not_meet_the_own_state_but_may_lead_it():
    kenya = mention(HOLDER, "Kenya", "state", "state/KEN")
    read = extraction(HOLDER, [OKELLO, kenya], [relation(OKELLO, "meets", kenya, HOLDER)])
    assert "acts for" in only_reason(read)
    led = extraction(HOLDER, [OKELLO, kenya], [relation(OKELLO, "headOfStateOf", kenya, HOLDER)])
    assert said(led) == [f"{content_id('person', 'Tamsin Okello')} headOfStateOf state/KEN"]


def test_an_office_without_a_holder_relates_nobody():
    text = "Peru heard the president of Kenya. Kenya"
    office = mention(
        text, "president of Kenya", "state", "state/KEN", form="description", nation="state/KEN", office="headOfStateOf"
    )
    peru = state(text, "Peru", "PER")
    read = extraction(text, [peru, office], [relation(office, "headOfStateOf", peru, text)])
    assert "holder" in only_reason(read)


def test_what_the_extraction_could_not_use_is_kept_and_added_to():
    text = "It attacked Chile."
    it, chile = mention(text, "It", "state", form="pronoun"), state(text, "Chile", "CHL")
    read = extraction(text, [it, chile], [relation(it, "attacks", chile, text)] * 2, [("sentence names no actor", 3)])
    counts = rejected(read)
    assert counts["sentence names no actor"] == 3
    assert sorted(counts.values()) == [2, 3]
    assert list(counts) == sorted(counts)


def test_a_document_follows_from_itself_alone_whatever_the_order_of_its_mentions():
    text = TALK
    made = [relation(IT, "criticizes", P, text), relation(P, "criticizes", C, text)]
    names = [P, C, MARSH, SHE, IT, HIM]
    one = resolve(extraction(text, names, made), ontology=ONTOLOGY, run=RUN)
    other = resolve(extraction(text, names[::-1], made[::-1]), ontology=ONTOLOGY, run=RUN)
    assert one == other
    assert [s.evidence for s in one.statements] == [s.evidence for s in other.statements]
