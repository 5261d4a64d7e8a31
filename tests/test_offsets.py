"""The law of offsets: whatever a text is made of, every span points at the words it claims, in code points."""

import hashlib
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.extract import extract
from kg.extract.flat import sentences
from kg.extract.lines import BULLET, Line, lines_of, parts
from kg.model import Document, Extraction, Run, Span, Testimony
from kg.ontology import load_ontology
from kg.resolve import resolve

ENGLISH = (
    "Peru invaded Chile.", "The Kenyan president met Emmanuel Macron.", "It condemned them.", "Togo said that",
    "Russia’s army attacked Ukraine;", "Both sides signed the treaty", "Japan's ally", "United States",
)  # fmt: skip
ITALIAN = (
    "Il Cile ha invaso il Perù.", "L’Egitto è stato criticato dall'Iraq.", "I due hanno detto che", "la Cina",
    "Il presidente francese Emmanuel Macron ha incontrato Olaf Scholz.", "un accordo con gli Stati Uniti", "Secondo",
)  # fmt: skip
NOISE = (
    "🚀", "👩‍🚀🇮🇹", "\ufeff", "\r\n", "\n\n", "\r", "\t", "\u00a0", "\u2028", "\x85", "\x0b", "\x0c", "\x1c", "\x00",
    "e\u0301", "\u0301", "à", "Türkiye", "日本は中国と", "الصين", "«", "»", '"', "(", ")", "[", "...", "…", "—", "-",
    "http://a.b/c_d?e=f", "$15bn", "3,5", "a" * 70, "\u200b", "\u202e", ". ", "? ", "ß", "ﬁ", "İ", "²", "’", "'",
    "\U0010fffd", " ",
)  # fmt: skip
RUN = Run("test")


def texts(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Sentences, broken ones and noise, in one of the forms of Unicode."""
    piece = st.one_of(
        st.sampled_from(words), st.sampled_from(words).map(lambda part: f" {part} "), st.sampled_from(NOISE)
    )
    forms = st.sampled_from(["NFC", "NFD", "NFKC", None])
    joined = st.lists(piece, max_size=10).map("".join)
    return st.builds(lambda text, form: unicodedata.normalize(form, text) if form else text, joined, forms)


def read(text: str, lang: str) -> tuple[Extraction, Testimony]:
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    extraction = extract(Document("own.txt", digest, text, digest, lang, published="2023-05-06"))
    return extraction, resolve(extraction, ontology=load_ontology(), run=RUN)


def inside(span: Span, around: Span) -> bool:
    return around[0] <= span[0] < span[1] <= around[1]


def repaired(span: Span, extraction: Extraction, *kinds: str) -> bool:
    """Whether a repair, of one of the kinds where any is named, touches a span."""
    of_kind = (each for each in extraction.repairs if not kinds or each.kind in kinds)
    return any(each.start <= span[1] and span[0] <= each.end for each in of_kind)


def check(text: str, lang: str) -> Testimony:
    extraction, testimony = read(text, lang)
    whole = (0, len(text))
    for mention in extraction.mentions:
        assert inside((mention.start, mention.end), whole)
        assert text[mention.start : mention.end] == mention.text or repaired((mention.start, mention.end), extraction)
        assert mention.head is not None and inside(mention.head, whole)
    for relation in extraction.relations:
        assert inside((relation.start, relation.end), whole)
        assert inside(relation.cue, (relation.start, relation.end))
    for proof in (proof for statement in testimony.statements for proof in statement.evidence):
        assert proof.document == "own.txt"
        assert text[proof.start : proof.end] == proof.quote
        assert 0 < proof.confidence <= 1
        whole_line = "\n" not in proof.quote and "\r" not in proof.quote
        assert whole_line or repaired((proof.start, proof.end), extraction, "line break", "broken word")
        for span in (proof.subject_span, proof.object_span, proof.cue_span):
            assert inside(span, (proof.start, proof.end))
    return testimony


slow_to_load = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow_to_load
@given(texts(ENGLISH))
@example("\ufeff🚀 Peru invaded Chile.\r\nIt condemned Togo.")
@example("👩‍🚀🇮🇹 e\u0301 Peru invaded Chile.")
def test_what_is_read_in_english_stands_where_it_says(text):
    check(text, "en")


@slow_to_load
@given(texts(ITALIAN))
@example("Titolo\n_____\nTesto")
@example("\ufeff🚀 Il Cile ha invaso il Peru\u0300.\r\nI due hanno detto che")
def test_what_is_read_in_italian_stands_where_it_says(text):
    check(text, "it")


@pytest.mark.parametrize(
    "before", ["", "\ufeff\n", "🚀👩‍🚀 ", "e\u0301a\u0300 \r\n", "\r\n\r\n\t", "日本。\n", "\u2028", "x\x00\n", "\x85"]
)
@pytest.mark.parametrize(("lang", "words"), [("en", "Peru invaded Chile."), ("it", "Il Cile ha invaso la Bolivia.")])
def test_noise_before_a_sentence_moves_its_offsets_and_nothing_else(before, lang, words):
    text = f"{before}{words}\r\nFine."
    (statement,) = check(text, lang).statements
    (proof,) = statement.evidence
    assert statement.predicate == "invades"
    assert proof.quote.endswith(words)
    ends = [text[slice(*span)] for span in (proof.subject_span, proof.object_span)]
    assert ends == (["Peru", "Chile"] if lang == "en" else ["Cile", "Bolivia"])


@settings(max_examples=200, deadline=None)
@given(texts(ENGLISH + ITALIAN), st.sampled_from([1, 400]), st.sampled_from([1_200, 100_000]))
def test_parts_of_lines_stand_in_order_and_leave_out_white_space_and_bullets_alone(text, times, most):
    text *= times
    lines, dropped = lines_of(text, "en")
    found = [part for line in lines for part in parts(text, line, most)]
    assert dropped == 0
    assert all(0 < end - start <= most and len(text[start:end].splitlines()) == 1 for start, end in found)
    assert all(end <= after for (_, end), (after, _) in pairwise(found))
    kept = "".join(text[start:end] for start, end in found)
    bare = (BULLET.sub("", line, count=1) if BULLET.match(line) else line for line in text.splitlines())
    assert "".join(kept.split()) == "".join("".join(bare).split())


def test_a_long_line_is_cut_at_a_space_where_there_is_one():
    words = "harbour " * 300
    whole = Line(0, len(words))
    assert {words[start:end][-8:] for start, end in parts(words, whole, 1_203)} == {"harbour "}
    assert [end - start for start, end in parts("a" * 5_000, Line(0, 5_000), 2_000)] == [2_000, 2_000, 1_000]


@settings(max_examples=200, deadline=None)
@given(texts(ITALIAN))
def test_sentences_are_parts_of_lines_in_text_order(text):
    found = list(sentences(text))
    assert all(inside(span, (0, len(text))) for span in found)
    assert all(end <= after for (_, end), (after, _) in pairwise(found))
    for start, end in found:
        part = text[start:end]
        assert part == part.strip()
        assert "\n" not in part and "\r" not in part
