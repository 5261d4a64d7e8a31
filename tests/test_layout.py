"""What of a document is read: lines without furniture, headlines told as sentences, every word at its place."""

import pytest

from kg.extract import extract
from kg.extract.headlines import told
from kg.extract.layout import laid_out
from kg.extract.lexicon import load_lexicon
from kg.extract.lines import lines_of
from kg.extract.runons import straighten
from kg.gazetteer import load_gazetteer
from kg.model import Document
from tests.conllu import tree

SMALL = frozenset({"the", "to", "in", "of", "after", "with", "and", "over"})


def read(text, lang="en"):
    """The lines that are read, from where their words begin."""
    return [text[line.start : line.end] for line in lines_of(text, lang)[0]]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1. Peru invades Chile", "Peru invades Chile"),
        ("12/ Peru invades Chile", "Peru invades Chile"),
        ("- back the treaty;", "back the treaty;"),
        ("\u2022 Peru invades Chile", "Peru invades Chile"),
        ("09:10 Peru invades Chile.", "Peru invades Chile."),
        ("07.05am GMT - Peru invades Chile.", "Peru invades Chile."),
        ("Q: Did Peru invade Chile?", "Did Peru invade Chile?"),
        ("LIMA, Sept 7 (Andes Press) - Peru invaded Chile.", "Peru invaded Chile."),
        ("PORT MORESBY \u2014 Papua New Guinea thanked Japan.", "Papua New Guinea thanked Japan."),
        ("Quito, 6 abr (Andes).- Peru invaded Chile.", "Peru invaded Chile."),
        ("MADRID, 3 (ANDES) Peru invaded Chile.", "Peru invaded Chile."),
        ("S\u00e3o Paulo, 5 de maio de 2024 \u2013 Peru invaded Chile.", "Peru invaded Chile."),
        ("Peru, 3 goals - Chile, 2.", "Peru, 3 goals - Chile, 2."),
        ("US - China talks open.", "US - China talks open."),
        ("2.5 million people fled Peru.", "2.5 million people fled Peru."),
        ("Peru - a neighbour of Chile - agreed.", "Peru - a neighbour of Chile - agreed."),
    ],
)
def test_what_stands_before_the_words_of_a_line_is_skipped(written, words):
    assert read(written) == [words]


@pytest.mark.parametrize(
    "furniture",
    ["(Reporting by A. Writer in Lima; editing by B. Other)", "Read more: Peru attacks Chile", "Subscribe to our news",
     "Related: Peru attacks Chile\nPeru leaves OPEC", "Photo: Peru's president meets Chile's", "Share this with Peru"],
)  # fmt: skip
def test_furniture_is_dropped_and_counted(furniture):
    text = f"Peru invaded Chile.\n\n{furniture}\n\nIt ended."
    lines, dropped = lines_of(text, "en")
    assert [text[line.start : line.end] for line in lines] == ["Peru invaded Chile.", "It ended."]
    assert dropped == len(furniture.splitlines())


def test_dropped_lines_are_counted_among_the_rejections():
    document = Document("a.txt", "", "Peru invaded Chile.\n\nRead more: Chile attacks Peru.", "", "en")
    extraction = extract(document)
    assert dict(extraction.rejections)["line that only surrounds the story"] == 1
    assert {relation.subject.text for relation in extraction.relations} == {"Peru"}


def test_italian_furniture():
    assert read("Il Per\u00f9 ha invaso il Cile.\nLeggi anche: Il Cile attacca il Per\u00f9", "it") == [
        "Il Per\u00f9 ha invaso il Cile."
    ]


def parsed(text):
    """What the parser gets of a headline, and the words of the document that each word of it stands for."""
    matches = list(load_gazetteer("en").matches(text))
    return list(told(text, 0, len(text), matches, load_lexicon("en")))


@pytest.mark.parametrize(
    ("headline", "parts"),
    [
        ("Kenya, Uganda sign pact", ["Kenya and Uganda sign pact"]),
        ("Kenya, Uganda, Chad sign pact", ["Kenya, Uganda and Chad sign pact"]),
        ("Nairobi, Kenya rejoices", ["Nairobi, Kenya rejoices"]),
        ("Kenya to meet Uganda", ["Kenya will meet Uganda"]),
        ("Kenya to Uganda: pay up", ["Kenya to Uganda", "pay up"]),
        ("Kenya bars envoy; Uganda protests", ["Kenya bars envoy", "Uganda protests"]),
        ("Kenya: Uganda broke truce", ["Kenya says Uganda broke truce"]),
        ("Emmanuel Macron in Kenya, hails ties", ["Emmanuel Macron visits Kenya, hails ties"]),
        ("Truce over: Kenya shells Uganda", ["Truce over", "Kenya shells Uganda"]),
    ],
)
def test_headlines_are_told_as_sentences(headline, parts):
    assert [part.text for part in parsed(headline)] == parts


def test_what_looks_like_a_noun_may_be_the_verb():
    for headline, other in (
        ("Burundi shuts border", "Burundi did shut border"),
        ("Kenyan police storm camp", "Kenyan police did storm camp"),
    ):
        (part,) = parsed(headline)
        assert part.instead is not None
        assert part.instead.text == other
    assert parsed("Kenya unhappy")[0].instead is None


def test_told_words_stand_where_the_headline_has_them():
    headline = "Kenya, Uganda sign pact; Chad to join"
    first, second = parsed(headline)
    places = [first.place(at, at + len(word)) for word, at in (("and", 6), ("Uganda", 10))]
    assert [headline[slice(*place)] for place in places] == [",", "Uganda"]
    at = second.text.index("will")
    assert headline[slice(*second.place(at, at + 4))] == "to"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("KENYA SIGNS TREATY WITH UGANDA IN NAIROBI", "Kenya signs treaty with Uganda in Nairobi"),
        ("Kenya Signs Treaty With Uganda After Talks", "Kenya signs treaty with Uganda after talks"),
        ("US Troops Leave Bases in Kobane", "US troops leave bases in Kobane"),
        ("Kenya signs treaty with Uganda", "Kenya signs treaty with Uganda"),
    ],
)
def test_shouted_and_titled_lines_get_small_letters(written, plain):
    layout = laid_out(written, load_lexicon("en"), load_gazetteer("en"), SMALL)
    assert layout.text == plain


def test_a_digest_in_capitals_gives_statements():
    document = Document("a.txt", "", "1. RUSSIA INVADES UKRAINE AFTER TALKS FAIL", "", "en")
    found = {(r.subject.text, r.predicate, r.object.text) for r in extract(document).relations}
    assert ("Russia", "invades", "Ukraine") in found


RUN_ON = """
1 Mali Mali PROPN 2 nsubj
2 bans ban VERB 5 ccomp
3 , , PUNCT 5 punct
4 Chad Chad PROPN 5 nsubj
5 {form} {form} VERB 0 root
6 Niger Niger PROPN 5 obj
"""


@pytest.mark.parametrize(("form", "roots"), [("praise", ("bans", "conj")), ("say", ("say", "root"))])
def test_a_clause_before_a_comma_is_said_only_where_the_verb_says(form, roots):
    read_tree = tree(RUN_ON.format(form=form))
    straighten(read_tree, load_lexicon("en"))
    assert (read_tree.root.text, read_tree.words[4].deprel) == roots


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("ЛИМА, 3 апр — РИА Новости. Перу закрыло границу.", "Перу закрыло границу."),
        ("ЖЕНЕВА, 12 ноября. /ТАСС/. Швейцария готова.", "Швейцария готова."),
        ("КАИР (Рейтер) - Египет отверг план.", "Египет отверг план."),
        ("НАТО (альянс) - крупнейший блок.", "НАТО (альянс) - крупнейший блок."),
        ("США ввели санкции.", "США ввели санкции."),
        ("新华社利马5月8日电（记者张力）秘鲁关闭边境。", "秘鲁关闭边境。"),
        ("（中央社华盛顿5日综合外电报导）美国撤军。", "美国撤军。"),
        ("习近平3日电贺希奇莱马当选。", "习近平3日电贺希奇莱马当选。"),
    ],
)
def test_datelines_in_other_letters_are_skipped(written, words):
    assert read(written) == [words]
