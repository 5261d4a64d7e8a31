"""Names are found in a text as they are written, the longest first, and read as the entities they may name."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.actors import Actor, Name
from kg.gazetteer import FORMS, Gazetteer, Naming, load_gazetteer, names_of, overlaps, territory_name
from kg.ontology import Ontology, load_ontology

ACTORS = (
    Actor(
        "state/CHN",
        "state",
        names=(Name("China", "en", "name"), Name("Kina", "sv", "name"), Name("Chinese", "en", "adjective"),
               Name("Chinese", "en", "demonym"), Name("kinesisk", "sv", "adjective"), Name("Beijing", "en", "metonym")),
    ),
    Actor("state/TWN", "state", names=(Name("Republic of China", "en", "name"), Name("China", "en", "metonym"))),
    Actor("organization/river-league", "organization", names=(Name("River League of the South", "en", "name"),)),
    Actor("person/ann-kim", "person", names=(Name("Ann Kim", "en", "name"), Name("Kim", "en", "surname"))),
    Actor("person/zoe-kim", "person", names=(Name("Kim", "en", "surname"),)),
    Actor("place/coast", "place", names=(Name("Cap d'Or", "en", "name"), Name("the Point", "en", "name"))),
    Actor("state/ITA", "state", alpha2="IT"),
)  # fmt: skip
SMALL = Ontology({}, {actor.id: actor for actor in ACTORS}, {})


@pytest.fixture(scope="module")
def small() -> Gazetteer:
    return Gazetteer(SMALL, "en")


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    """The words of every match."""
    return [text[match.start : match.end] for match in gazetteer.matches(text)]


def meant(gazetteer: Gazetteer, text: str) -> set[str]:
    """Entities of the only match in a text."""
    (match,) = gazetteer.matches(text)
    return {naming.entity for naming in match.namings}


def test_the_longest_name_wins(small):
    assert found(small, "The Republic of China is not China.") == ["Republic of China", "China"]
    assert meant(small, "the Republic of China") == {"state/TWN"}


def test_a_long_name_that_breaks_off_leaves_the_short_one_inside_it(small):
    assert found(small, "Republic of Kim") == ["Kim"]
    assert found(small, "the River League of Ann Kim") == ["Ann Kim"]


@pytest.mark.parametrize("space", [" ", "  ", "\t", "\u00a0", "\r\n", " \n "])
def test_white_space_between_the_words_of_a_name_is_free(small, space):
    text = f"Is Ann{space}Kim here?"
    assert found(small, text) == [f"Ann{space}Kim"]


@pytest.mark.parametrize("text", ["china", "chinaware", "Chinatown", "Ann's kim", "China_news", "Ann_Kim_fan"])
def test_what_is_written_otherwise_is_no_name(small, text):
    assert found(small, text) == []


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_an_apostrophe_may_be_straight_or_curly(small, apostrophe):
    assert found(small, f"the Cap d{apostrophe}Or light") == [f"Cap d{apostrophe}Or"]


@pytest.mark.parametrize("text", ["Kim's", "Kim’s", "(Kim)", "Kim-led", "«Kim»", "🚀Kim🚀", "Kim."])
def test_punctuation_ends_a_name(small, text):
    assert found(small, text) == ["Kim"]


def test_an_adjective_that_begins_a_sentence_has_a_capital():
    assert found(Gazetteer(SMALL, "sv"), "Kinesisk te; en kinesisk hamn.") == ["Kinesisk", "kinesisk"]


def test_readings_stand_in_the_order_of_forms_then_of_ids(small):
    (china,) = small.matches("China")
    assert china.namings == (Naming("state/CHN", "name"), Naming("state/TWN", "metonym"))
    (kim,) = small.matches("Kim")
    assert kim.namings == (Naming("person/ann-kim", "surname"), Naming("person/zoe-kim", "surname"))
    (chinese,) = small.matches("Chinese")
    assert [naming.form for naming in chinese.namings] == ["demonym", "adjective"]


def test_offsets_count_code_points_from_where_the_part_begins(small):
    text = "🚀👩‍🚀 Beijing"
    (match,) = small.matches(text, start=100)
    assert (match.start - 100, match.end - 100) == (text.index("B"), len(text))


def test_english_proper_names_serve_in_every_language_but_other_words_do_not():
    swedish = Gazetteer(SMALL, "sv")
    assert found(swedish, "China, Kina, Ann Kim") == ["China", "Kina", "Ann Kim"]
    assert found(swedish, "Chinese Beijing") == []


def test_a_state_is_called_what_cldr_calls_it_in_the_language_and_in_english():
    italy = SMALL.actors["state/ITA"]
    assert dict(names_of(italy, "it")) == {"Italia": "name", "Italy": "name"}
    assert dict(names_of(italy, "de")) == {"Italien": "name", "Italy": "name"}


def test_a_language_without_cldr_has_english_names():
    assert territory_name("IT", "tlh") is None
    assert territory_name("QQ", "en") is None
    assert dict(names_of(SMALL.actors["state/ITA"], "tlh")) == {"Italy": "name"}


@pytest.mark.parametrize(
    ("lang", "text", "entity"),
    [
        ("en", "South Korea", "state/KOR"),
        ("en", "Papua New Guinea", "state/PNG"),
        ("en", "Guinea-Bissau", "state/GNB"),
        ("en", "Côte d’Ivoire", "state/CIV"),
        ("en", "U.S.A.", "state/USA"),
        ("en", "NATO", "organization/nato"),
        ("en", "Sino", "state/CHN"),
        ("it", "Corea del Sud", "state/KOR"),
        ("it", "Stati Uniti", "state/USA"),
        ("it", "Pechino", "state/CHN"),
        ("it", "Giapponesi", "state/JPN"),
        ("de", "Frankreich", "state/FRA"),
    ],
)
def test_the_gazetteer_that_ships_knows_the_world(lang, text, entity):
    gazetteer = load_gazetteer(lang)
    assert found(gazetteer, f"🚀 {text}!") == [text]
    assert entity in meant(gazetteer, text)


def test_a_pronoun_is_no_state():
    assert found(load_gazetteer("en"), "let us go, said the us team") == []


def test_every_state_with_a_code_is_found_by_its_english_name():
    gazetteer = load_gazetteer("en")
    states = [actor for actor in load_ontology().actors.values() if actor.alpha2]
    missed = [
        actor.id
        for actor in states
        if (name := territory_name(actor.alpha2, "en"))
        and not any(actor.id in {naming.entity for naming in match.namings} for match in gazetteer.matches(name))
    ]
    assert len(states) > 190
    assert missed == []


ATOMS = st.sampled_from(
    ["China", "Republic", "of", "Ann", "Kim", "River", "League", "the", "South", "Point", "d'Or", "Cap", "d’", "_", "x",
     "Chinese", ",", " ", "\n", "🚀", "\u0301", "é", "\ufeff", "."]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(ATOMS, max_size=20).map("".join), st.integers(0, 9))
def test_matches_are_names_in_text_order_without_overlap(text, start):
    gazetteer = Gazetteer(SMALL, "en")
    matches = list(gazetteer.matches(text, start=start))
    spans = [(match.start - start, match.end - start) for match in matches]
    assert all(end <= after for (_, end), (after, _) in pairwise(spans))
    for (first, last), match in zip(spans, matches, strict=True):
        written = text[first:last]
        assert written and written == written.strip()
        assert match.namings
        assert list(match.namings) == sorted(match.namings, key=lambda each: (FORMS.index(each.form), each.entity))
        assert [part.namings for part in gazetteer.matches(written)] == [match.namings]


@pytest.mark.parametrize(
    ("span", "other", "shared"),
    [((0, 3), (2, 5), True), ((2, 5), (0, 3), True), ((0, 9), (3, 4), True), ((0, 3), (3, 5), False),
     ((4, 6), (0, 4), False)],
)  # fmt: skip
def test_spans_overlap_where_they_share_a_code_point(span, other, shared):
    assert overlaps(span, other) is shared


@pytest.mark.parametrize(
    ("text", "entities"),
    [("Америкой и Штатами", ["state/USA", "state/USA"]), ("южнокорейскую КНДР", ["state/KOR", "state/PRK"]),
     ("россиянам в Минске", ["state/RUS", "state/BLR"]), ("индийско-китайских", ["state/IND", "state/CHN"]),
     ("Фридрихом Мерцем", ["person/friedrich-merz"]), ("Совету Европы", ["organization/council-of-europe"]),
     ("хамасовского ЕС", ["group/hamas", "organization/european-union"])],
)  # fmt: skip
def test_russian_names_are_found_in_every_case(text, entities):
    assert [match.namings[0].entity for match in load_gazetteer("ru").matches(text)] == entities


def test_an_english_name_with_a_common_word_is_no_name_in_another_language():
    german = load_gazetteer("de")
    assert "Afghanistan war" in found(load_gazetteer("en"), "the Afghanistan war")
    assert found(german, "der Abzug aus Afghanistan war beendet") == ["Afghanistan"]


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        ("وبمصر", "مصر", "state/EGY"),
        ("للسعودية", "لسعودية", "state/SAU"),
        ("والاميركيين", "الاميركيين", "state/USA"),
        ("لبنان", "لبنان", "state/LBN"),
    ],
)
def test_arabic_particles_are_no_part_of_a_name(text, words, entity):
    arabic = load_gazetteer("ar")
    assert found(arabic, text) == [words]
    assert meant(arabic, text) == {entity}


def test_particles_are_taken_from_arabic_alone(small):
    assert found(small, "وChina") == []


def test_too_little_is_no_name_after_a_particle():
    assert found(load_gazetteer("ar"), "ولي") == []
