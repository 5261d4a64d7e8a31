"""The word tables of every language can be read, and say nothing that no reader understands."""

from collections import defaultdict

import pytest

from kg.actors import OFFICES
from kg.errors import OntologyError
from kg.extract import lexicon as tables
from kg.extract.anaphors import EITHER
from kg.extract.lexicon import CLASSES, EFFECTS, LANGUAGES, Frame, Lexicon, Requirement, load_lexicon, rows
from kg.model import ACTOR_KINDS, KINDS
from kg.ontology import load_ontology

PREDICATES = load_ontology().predicates
UPOS = {"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "VERB"}
ROLES = {"recipient", "theme", "title", "instrument", "location", "status", "mutual"}
PARTS_OF_SPEECH = {"VERB", "NOUN", "ADJ", "AUX"}
FEWEST = {"frames": 1_000, "operators": 200, "nouns": 500, "titles": 200, "anaphors": 10, "light": 10}
FILES = ("operators.tsv", "nouns.tsv", "titles.tsv", "anaphors.tsv", "light.tsv")


@pytest.fixture(params=LANGUAGES)
def lexicon(request) -> Lexicon:
    return load_lexicon(request.param)


def frames(lexicon: Lexicon) -> list[Frame]:
    return [frame for found in lexicon.frames.values() for frame in found]


def made(*cells: str) -> list[Frame]:
    """The frames of one line of a table."""
    return list(tables._frames(list(cells), "here:1"))


# What ships ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", FEWEST)
def test_every_table_holds_words(lexicon, table):
    assert len(getattr(lexicon, table)) >= FEWEST[table]


def test_every_frame_names_a_predicate_of_the_ontology(lexicon):
    assert {frame.predicate for frame in frames(lexicon)} - PREDICATES.keys() == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_predicate_has_a_cue_or_a_title(lang):
    lexicon = load_lexicon(lang)
    known = {frame.predicate for frame in frames(lexicon)} | set(lexicon.titles.values())
    from_names = {"citizenOf"}  # read from "Chilean painter Bo Lund"
    assert PREDICATES.keys() - known - from_names == set()


def test_every_frame_has_a_part_of_speech_slots_and_known_roles(lexicon):
    for frame in frames(lexicon):
        assert frame.pos in PARTS_OF_SPEECH, frame
        assert frame.subject and all(frame.subject), frame
        assert frame.object and all(frame.object), frame
        assert {role for role, _ in frame.roles} <= ROLES, frame
        assert all(each.slot and all(each.lemmas) for each in frame.requirements), frame


def test_slots_are_words_without_spaces(lexicon):
    slots = {slot for frame in frames(lexicon) for slot in (*frame.subject, *frame.object)}
    assert {slot for slot in slots if slot != slot.strip() or " " in slot or slot.lower() != slot} == set()


def test_frames_that_require_more_are_tried_first(lexicon):
    for found in lexicon.frames.values():
        needed = [len(frame.requirements) for frame in found]
        assert needed == sorted(needed, reverse=True)


def test_frames_stand_under_their_own_word(lexicon):
    for key, found in lexicon.frames.items():
        assert {(frame.lemma, frame.pos) for frame in found} == {key}


def test_operators_and_nouns_have_known_effects_and_classes(lexicon):
    assert {effect for effects in lexicon.operators.values() for effect in effects} <= EFFECTS
    assert set(lexicon.nouns.values()) <= CLASSES
    assert {pos for _, pos in lexicon.operators} <= UPOS


def test_titles_name_offices(lexicon):
    offices = {office.removeprefix("kg:") for office in OFFICES}
    assert set(lexicon.titles.values()) <= offices
    assert all(word == word.lower() for title in lexicon.titles for word in title)


def test_anaphors_have_a_kind_and_a_count(lexicon):
    assert {kind for kind, _ in lexicon.anaphors.values()} <= ACTOR_KINDS | set(KINDS) | {EITHER}
    assert all(count >= 0 for _, count in lexicon.anaphors.values())


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_stands_twice_in_a_table(lang, name):
    places = defaultdict(list)
    for where, cells in rows(lang, name, 1):
        places[tuple(cells)].append(where)
    assert [found for found in places.values() if len(found) > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_verb_of_a_table_has_a_capital(lang):
    lexicon = load_lexicon(lang)
    words = {lemma for lemma, pos in (*lexicon.frames, *lexicon.operators) if pos == "VERB"} | lexicon.light
    assert {word for word in words if word != word.lower()} == set()


@pytest.mark.parametrize(
    ("lang", "lemma", "predicate"),
    [
        ("en", "invade", "invades"),
        ("en", "accuse", "accuses"),
        ("it", "invadere", "invades"),
        ("it", "aiutare", "aids"),
    ],
)
def test_plain_words_carry_the_plain_predicate(lang, lemma, predicate):
    found = load_lexicon(lang).frames[lemma, "VERB"]
    assert predicate in {frame.predicate for frame in found}


def test_a_language_without_tables_has_an_empty_lexicon():
    empty = load_lexicon("tlh")
    assert empty.lang == "tlh"
    assert not any(getattr(empty, table) for table in FEWEST)


# How a line is read --------------------------------------------------------------------------------------------------


def test_a_line_with_several_words_gives_a_frame_each():
    one, other = made("grow|raise", "VERB", "developsWith", "subj|by", "obj")
    assert (one.lemma, other.lemma) == ("grow", "raise")
    assert one.subject == other.subject == ("subj", "by")
    assert (one.requirements, one.roles) == ((), ())


def test_requirements_and_roles_are_read():
    (frame,) = made("set xcomp=free|loose prt=up", "VERB", "releases", "subj", "obj", "theme=obj|for;recipient=to")
    assert frame.requirements == (
        Requirement("xcomp", frozenset({"free", "loose"})),
        Requirement("prt", frozenset({"up"})),
    )
    assert frame.roles == (("theme", "obj|for"), ("recipient", "to"))


def test_a_requirement_without_lemmas_is_an_error_that_says_where():
    with pytest.raises(OntologyError, match=r"here:1.*'free'.*slot=lemma"):
        made("set free", "VERB", "releases", "subj", "obj")


def test_too_few_columns_are_an_error_that_says_where():
    with pytest.raises(OntologyError, match=r"lexicon/en/light\.tsv:\d+: 1 columns; at least 9"):
        list(rows("en", "light.tsv", 9))


def test_an_unknown_word_for_a_class_is_an_error_that_names_those_allowed():
    with pytest.raises(OntologyError, match=r"here:7: unknown class 'fish'; allowed: agreement, asset"):
        tables._check("fish" in CLASSES, "here:7", "class 'fish'", CLASSES)


def test_comments_blank_lines_and_the_header_are_no_rows():
    found = [cells[0] for _, cells in rows("en", "light.tsv", 1)]
    assert "verb" not in found
    assert not any(cell.startswith("#") or not cell for cell in found)


def test_the_place_of_a_row_is_its_line():
    where, cells = next(rows("en", "nouns.tsv", 2))
    number = int(where.rpartition(":")[2])
    path = tables._folder("en").joinpath("nouns.tsv")
    assert path.read_text(encoding="utf-8").splitlines()[number - 1].split("\t") == cells
