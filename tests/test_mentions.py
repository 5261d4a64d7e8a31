"""What a sentence mentions: names, and the offices, organs, groups and things that are described."""

import pytest

from kg.extract.descriptions import unnamed
from kg.extract.homes import home_of
from kg.extract.lexicon import load_lexicon
from kg.extract.mentions import read_mentions
from kg.extract.sentence import Office
from kg.extract.tree import tree_of
from kg.gazetteer import load_gazetteer
from kg.model import Mention
from tests.conllu import doc_of, sentence


def mentions(lines: str) -> dict[str, Mention]:
    """The mentions of a handmade sentence by their words."""
    return {mention.text: mention for mention in sentence(lines)[0].all()}


def offices(lines: str) -> list[Office]:
    return sentence(lines)[0].offices


def found_by_a_model(lines: str, *names: tuple[str, str]):
    """The same sentence when a model has found names of these labels in it."""
    doc = doc_of(lines)
    named = [(doc.text.index(words), doc.text.index(words) + len(words), label) for words, label in names]
    matches = list(load_gazetteer("en").matches(doc.text))
    return read_mentions(tree_of(doc[:]), doc.text, matches=matches, named=named, lexicon=load_lexicon("en")), doc.text


# Names ---------------------------------------------------------------------------------------------------------------

NAME = """
1 South South PROPN 2 compound
2 Korea Korea PROPN 3 nsubj
3 waved wave VERB 0 root
"""
DEMONYM = """
1 The the DET 2 det
2 {} {} PROPN 3 nsubj
3 left leave VERB 0 root
"""
NOT_A_NAME = """
1 They they PRON 2 nsubj
2 Turkey turkey VERB 0 root
"""
UNKNOWN = """
1 The the DET 3 det
2 Aurora Aurora PROPN 3 compound
3 Union Union PROPN 4 nsubj
4 thanked thank VERB 0 root
5 Bo Bo PROPN 6 compound
6 Lund Lund PROPN 4 obj
"""
LARGER = """
1 The the DET 4 det
2 Aurora Aurora PROPN 4 compound
3 China China PROPN 4 compound
4 Choir choir PROPN 5 nsubj
5 sang sing VERB 0 root
"""


def test_a_known_name_of_several_words_is_one_mention_at_its_head():
    read, text = sentence(NAME)
    (mention,) = read.all()
    assert (mention.text, mention.kind, mention.form, mention.candidates) == (
        "South Korea", "state", "name", ("state/KOR",),
    )  # fmt: skip
    assert mention.head is not None and text[slice(*mention.head)] == "Korea"
    words = read.tree.words
    assert read.at(words[0]) == read.at(words[1]) == [mention]
    assert read.at(words[2]) == []


@pytest.mark.parametrize(("form", "count"), [("Japanese", 1), ("Germans", 0)])
def test_a_people_stands_for_its_state_and_an_s_makes_it_several(form, count):
    mention = mentions(DEMONYM.format(form, form))[form]
    assert (mention.kind, mention.form, mention.count) == ("state", "demonym", count)


def test_a_word_that_is_a_verb_is_no_name():
    assert "Turkey" not in mentions(NOT_A_NAME)


def test_names_that_a_model_finds_are_mentions_without_a_known_entity():
    read, _ = found_by_a_model(UNKNOWN, ("The Aurora Union", "ORG"), ("Bo Lund", "PERSON"))
    found = {mention.text: mention for mention in read.all()}
    assert {text: (each.kind, each.candidates) for text, each in found.items()} == {
        "Aurora Union": ("organization", ()),
        "Bo Lund": ("person", ()),
    }


def test_labels_that_name_no_actor_are_left_out():
    read, _ = found_by_a_model(UNKNOWN, ("The Aurora Union", "WORK_OF_ART"))
    assert all(mention.form != "name" for mention in read.all())


def test_a_known_name_inside_a_longer_one_names_the_longer():
    read, _ = found_by_a_model(LARGER, ("Aurora China Choir", "ORG"))
    assert {(mention.text, mention.kind) for mention in read.all()} >= {("Aurora China Choir", "organization")}
    assert not any(mention.text == "China" for mention in read.all())
    assert "China" in mentions(LARGER)


# Offices -------------------------------------------------------------------------------------------------------------

TITLE_BEFORE = """
1 French french ADJ 2 amod
2 President President PROPN 4 compound
3 Emmanuel Emmanuel PROPN 4 compound
4 Macron Macron PROPN 5 nsubj
5 waved wave VERB 0 root
"""
FORMER = """
1 Former former ADJ 3 amod
2 French french ADJ 3 amod
3 President President PROPN 5 compound
4 Emmanuel Emmanuel PROPN 5 compound
5 Macron Macron PROPN 6 nsubj
6 waved wave VERB 0 root
"""
TITLE_BEHIND = """
1 Emmanuel Emmanuel PROPN 2 compound
2 Macron Macron PROPN 8 nsubj
3 , , PUNCT 5 punct
4 the the DET 5 det
5 president president NOUN 2 appos
6 of of ADP 7 case
7 France France PROPN 5 nmod
8 waved wave VERB 0 root
"""
POSSESSOR = """
1 France France PROPN 3 nmod:poss
2 's 's PART 1 case
3 president president NOUN 8 nsubj
4 , , PUNCT 6 punct
5 Emmanuel Emmanuel PROPN 6 compound
6 Macron Macron PROPN 3 appos
7 , , PUNCT 6 punct
8 waved wave VERB 0 root
"""
TITLE_ALONE = """
1 President President PROPN 3 compound
2 Emmanuel Emmanuel PROPN 3 compound
3 Macron Macron PROPN 4 nsubj
4 waved wave VERB 0 root
"""
NO_TITLE = """
1 Emmanuel Emmanuel PROPN 2 compound
2 Macron Macron PROPN 3 nsubj
3 waved wave VERB 0 root
"""


@pytest.mark.parametrize("lines", [TITLE_BEFORE, TITLE_BEHIND, POSSESSOR])
def test_a_title_at_a_name_gives_office_and_nation(lines):
    (office,) = offices(lines)
    assert (office.predicate, office.ended) == ("headOfStateOf", False)
    assert office.nation is not None and office.nation.candidates == ("state/FRA",)
    holder = mentions(lines)["Emmanuel Macron"]
    assert (holder.office, holder.nation) == ("headOfStateOf", "state/FRA")
    assert office.holder == holder


@pytest.mark.parametrize("lines", [TITLE_BEFORE, TITLE_BEHIND, POSSESSOR, FORMER, TITLE_ALONE])
def test_the_cue_of_an_office_holds_its_title(lines):
    (office,) = offices(lines)
    assert "president" in sentence(lines)[1][slice(*office.cue)].casefold()


def test_a_former_office_has_ended_and_is_not_held():
    (office,) = offices(FORMER)
    assert office.ended
    holder = mentions(FORMER)["Emmanuel Macron"]
    assert (holder.office, holder.nation) == (None, "state/FRA")


def test_a_title_may_stand_without_a_nation():
    (office,) = offices(TITLE_ALONE)
    assert office.nation is None
    assert mentions(TITLE_ALONE)["Emmanuel Macron"].office == "headOfStateOf"


def test_a_name_without_title_holds_no_office():
    assert offices(NO_TITLE) == []
    assert mentions(NO_TITLE)["Emmanuel Macron"].office is None


def test_the_title_of_a_named_person_is_no_mention_of_its_own():
    assert set(mentions(TITLE_BEFORE)) == {"French", "Emmanuel Macron"}


# Descriptions --------------------------------------------------------------------------------------------------------

HEAD_OF_GOVERNMENT = """
1 the the DET 4 det
2 Japanese japanese ADJ 4 amod
3 prime prime ADJ 4 amod
4 minister minister NOUN 5 nsubj
5 waved wave VERB 0 root
"""
ORGAN = """
1 Polish polish ADJ 2 amod
2 {} {} NOUN 3 nsubj
3 waved wave VERB 0 root
"""
TWO_NATIONS = """
1 The the DET 2 det
2 soldiers soldier NOUN 7 nsubj
3 of of ADP 4 case
4 Serbia Serbia PROPN 2 nmod
5 and and CCONJ 6 cc
6 Kosovo Kosovo PROPN 4 conj
7 waved wave VERB 0 root
"""
ITS_ORGAN = """
1 Its its PRON 3 nmod:poss
2 foreign foreign ADJ 3 amod
3 ministry ministry NOUN 4 nsubj
4 spoke speak VERB 0 root
"""
GROUP = """
1 Two two NUM 3 nummod
2 Libyan libyan ADJ 3 amod
3 gunmen gunman NOUN 4 nsubj
4 fled flee VERB 0 root
"""
COMPANY = """
1 A a DET 3 det
2 Danish danish ADJ 3 amod
3 company company NOUN 4 nsubj
4 left leave VERB 0 root
"""
THING = """
1 Bystanders bystander NOUN 2 nsubj
2 read read VERB 0 root
3 the the DET 5 det
4 joint joint ADJ 5 amod
5 statement statement NOUN 2 obj
"""
NOTHING = """
1 The the DET 2 det
2 {} {} NOUN 3 nsubj
3 fell fall VERB 0 root
"""


def test_an_office_with_its_nation_is_described():
    found = mentions(HEAD_OF_GOVERNMENT)["Japanese prime minister"]
    assert (found.kind, found.form, found.candidates) == ("state", "description", ("state/JPN",))
    assert (found.nation, found.office) == ("state/JPN", "headOfGovernmentOf")


@pytest.mark.parametrize(("form", "lemma"), [("army", "army"), ("navy", "navy"), ("officials", "official")])
def test_an_organ_or_official_of_a_nation_stands_for_it(form, lemma):
    found = mentions(ORGAN.format(form, lemma))[f"Polish {form}"]
    assert (found.kind, found.candidates, found.nation) == ("state", ("state/POL",), "state/POL")


def test_one_word_may_stand_for_two_nations():
    read, _ = sentence(TWO_NATIONS)
    at_soldiers = read.at(read.tree.words[1])
    assert {mention.candidates for mention in at_soldiers} == {("state/SRB",), ("state/XKX",)}
    assert {mention.form for mention in at_soldiers} == {"description"}


def test_an_organ_of_somebody_named_before_is_a_reference():
    owner, organ = mentions(ITS_ORGAN).values()
    assert (organ.kind, organ.form, organ.candidates) == ("state", "pronoun", ())
    assert (owner.text, owner.form) == ("Its", "pronoun")


def test_an_armed_group_is_not_its_state():
    found = mentions(GROUP)["Libyan gunmen"]
    assert (found.kind, found.candidates, found.nation) == ("group", (), "state/LBY")


def test_a_company_is_not_its_state():
    found = mentions(COMPANY)["Danish company"]
    assert (found.kind, found.candidates, found.nation) == ("organization", (), "state/DNK")


def test_a_thing_is_described_from_its_first_modifier_on():
    found = mentions(THING)["joint statement"]
    assert (found.kind, found.form) == ("agreement", "description")


@pytest.mark.parametrize("noun", ["gunmen", "pebble"])
def test_a_noun_without_nation_stands_for_nobody(noun):
    assert mentions(NOTHING.format(noun, noun)) == {}


@pytest.mark.parametrize(("noun", "kind"), [("army", "state"), ("company", "organization")])
def test_a_definite_noun_without_nation_points_back(noun, kind):
    (found,) = mentions(NOTHING.format(noun, noun)).values()
    assert (found.kind, found.form, found.refers) == (kind, "pronoun", "definite")


# References ----------------------------------------------------------------------------------------------------------

PRONOUN = """
1 {} {} PRON 2 nsubj
2 spoke speak VERB 0 root
"""
HOW_MANY = """
1 The the DET 3 det
2 {} {} NUM 3 nummod
3 leaders leader NOUN 4 nsubj
4 spoke speak VERB 0 root
"""


@pytest.mark.parametrize(
    ("form", "kind", "count"), [("He", "person", 1), ("she", "person", 1), ("It", "state", 1), ("They", "state", 0)]
)
def test_a_pronoun_is_a_mention_of_its_kind(form, kind, count):
    found = mentions(PRONOUN.format(form, form.lower()))[form]
    assert (found.kind, found.form, found.count, found.candidates) == (kind, "pronoun", count, ())


@pytest.mark.parametrize("form", ["somebody", "who"])
def test_other_pronouns_mean_nobody(form):
    assert mentions(PRONOUN.format(form, form.lower())) == {}


@pytest.mark.parametrize(("form", "count"), [("two", 2), ("three", 3)])
def test_a_general_noun_with_a_number_means_so_many(form, count):
    found = mentions(HOW_MANY.format(form, form))[f"The {form} leaders"]
    assert (found.kind, found.form, found.count) == ("person", "description", count)


def test_a_general_noun_without_a_known_number_means_nobody():
    assert mentions(HOW_MANY.format("odd", "odd")) == {}


# Homes and strangers -------------------------------------------------------------------------------------------------

HOME = """
1 Chilean chilean ADJ 4 amod
2 painter painter NOUN 4 compound
3 Bo Bo PROPN 4 compound
4 Lund Lund PROPN 5 nsubj
5 slept sleep VERB 0 root
"""
STRANGER = """
1 The the DET 2 det
2 {} {} NOUN 3 nsubj
3 spoke speak VERB 0 root
"""


def test_an_adjective_before_a_private_person_is_the_home():
    read, _ = found_by_a_model(HOME, ("Bo Lund", "PERSON"))
    person = next(mention for mention in read.all() if mention.text == "Bo Lund")
    home = home_of(read, read.tree.words[3], person)
    assert home is not None and home.candidates == ("state/CHL",)


def test_an_office_holder_and_a_state_have_no_home():
    read, _ = sentence(TITLE_BEFORE)
    macron = next(mention for mention in read.all() if mention.kind == "person")
    assert home_of(read, read.tree.words[3], macron) is None
    korea, _ = sentence(NAME)
    assert home_of(korea, korea.tree.words[1], korea.all()[0]) is None


POSSESSED = """
1 Chile Chile PROPN 3 nmod:poss
2 's 's PART 1 case
3 {} {} PROPN 4 nsubj
4 grew grow VERB 0 root
"""
TOWN = """
1 The the DET 3 det
2 Chilean chilean ADJ 3 amod
3 town town NOUN 6 nsubj
4 of of ADP 5 case
5 Lota Lota PROPN 3 nmod
6 grew grow VERB 0 root
"""
FIRM = """
1 Lund Lund PROPN 6 nsubj
2 , , PUNCT 6 punct
3 a a DET 5 det
4 Chilean chilean ADJ 5 amod
5 firm firm NOUN 1 appos
6 grew grow VERB 0 root
"""


@pytest.mark.parametrize(
    ("lines", "name", "label", "predicate", "told"),
    [
        (POSSESSED.format("Lund", "Lund"), "Lund", "ORG", "basedIn", False),
        (POSSESSED.format("Lund", "Lund"), "Lund", "GPE", "basedIn", False),  # what acts is no town
        (TOWN, "Lota", "GPE", "locatedIn", True),
        (FIRM, "Lund", "ORG", "basedIn", True),
    ],
)
def test_a_phrase_states_the_home_of_a_name(lines, name, label, predicate, told):
    read, _ = found_by_a_model(lines, (name, label))
    (home,) = read.homes
    assert (home.mention.text, home.predicate, home.told) == (name, predicate, told)
    assert home.place.candidates == ("state/CHL",) and home.mention.nation == "state/CHL"


@pytest.mark.parametrize(("name", "label"), [("Lund", "PERSON"), ("Ministry", "ORG")])
def test_a_single_unknown_surname_and_an_organ_have_no_home(name, label):
    assert found_by_a_model(POSSESSED.format(name, name), (name, label))[0].homes == []


@pytest.mark.parametrize(
    ("noun", "kind"), [("ambassador", "person"), ("official", "person"), ("embassy", "organization"), ("pebble", None)]
)
def test_who_speaks_without_a_name_is_a_person_or_a_body(noun, kind):
    read, text = sentence(STRANGER.format(noun, noun))
    assert [mention.kind for mention in unnamed(read, read.tree.words[1], text)] == ([kind] if kind else [])


# Laws ----------------------------------------------------------------------------------------------------------------

EVERY = [
    NAME, UNKNOWN, LARGER, TITLE_BEFORE, FORMER, TITLE_BEHIND, POSSESSOR, TITLE_ALONE, HEAD_OF_GOVERNMENT, TWO_NATIONS,
    ITS_ORGAN, GROUP, COMPANY, THING, HOME,
]  # fmt: skip


@pytest.mark.parametrize("lines", EVERY)
def test_every_mention_quotes_the_text_and_stands_around_its_head(lines):
    read, text = sentence(lines)
    found = read.all()
    assert found
    assert [(each.start, each.end) for each in found] == sorted((each.start, each.end) for each in found)
    for each in found:
        assert text[each.start : each.end] == each.text
        assert each.head is not None and each.start <= each.head[0] < each.head[1] <= each.end


def test_italian_offices_are_read_with_italian_words():
    read, _ = sentence(
        """
        1 Il il DET 3 det
        2 primo primo ADJ 3 amod
        3 ministro ministro NOUN 5 nsubj
        4 polacco polacco ADJ 3 amod
        5 tace tacere VERB 0 root
        """,
        "it",
    )
    office = next(mention for mention in read.all() if mention.form == "description")
    assert (office.candidates, office.office) == (("state/POL",), "headOfGovernmentOf")


@pytest.mark.parametrize(("beside", "named"), [("3", False), ("spoke", True)])
def test_a_month_beside_a_number_is_nobody(beside, named):
    upos = "NUM" if beside.isdigit() else "VERB"
    read, _ = sentence(f"""
    1 May May PROPN 2 nsubj
    2 {beside} {beside} {upos} 0 root
    """)
    assert bool(read.all()) is named


@pytest.mark.parametrize(("home", "kind"), [("Slovakia", "group"), ("Hungary", "state")])
def test_people_of_another_state_do_not_act_for_their_own(home, kind):
    read, text = sentence(f"""
    1 Hungarians Hungarians PROPN 4 nsubj Number=Plur
    2 of of ADP 3 case
    3 {home} {home} PROPN 1 nmod
    4 slept sleep VERB 0 root
    """)
    people = next(mention for mention in read.all() if mention.start == 0)
    assert people.kind == kind
    assert (people.nation if kind == "group" else people.candidates[0]) == "state/HUN"
    assert text[people.start : people.end] == people.text
