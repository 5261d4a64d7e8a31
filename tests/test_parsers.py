"""The parsers that ship: they read plain news, their folders are what their cards say, and their scores come again."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract.parsers import WordClasses, class_table, feature, load_parser, word_embedding
from kg.extract.pipelines import pipeline_of
from kg.extract.segmenting import Segmenter, letter_map, word_hashes
from kg.training.parsers import MODELS, checksum, evaluate, size
from kg.training.treebanks import FOLDER, HELD_OUT, read_treebanks

LANGS = sorted(path.name for path in MODELS.glob("*") if path.is_dir())
SCORES = ("las", "plain_las", "uas", "upos", "tokens", "sentences")  # columns of a card
LARGEST = 8_000_000  # bytes
SLOWEST = 5_000  # words a second of an idle core
TOLD = {  # language: sentence, its root, subject and object
    "ar": ("وقع الرئيس الاتفاق.", "وقع", "الرئيس", "الاتفاق"),
    "de": ("Der Präsident unterzeichnete gestern in Berlin das Abkommen.", "unterzeichnete", "Präsident", "Abkommen"),
    "es": ("El gobierno firmó ayer el acuerdo en Madrid.", "firmó", "gobierno", "acuerdo"),
    "it": ("Il ministro ha firmato ieri l'accordo a Roma.", "firmato", "ministro", "accordo"),
    "pt": ("O presidente assinou ontem o acordo em Lisboa.", "assinou", "presidente", "acordo"),
    "ru": ("Президент подписал вчера договор в Москве.", "подписал", "Президент", "договор"),
    "tr": ("Bakan dün Ankara'da anlaşmayı imzaladı.", "imzaladı", "Bakan", "anlaşmayı"),
    "zh": ("总统在北京签署了协议。", "签署", "总统", "协议"),
}


@pytest.fixture(scope="module", params=LANGS)
def shipped(request):
    return request.param, load_parser(MODELS / request.param)


def figures(lang):
    """The table of the card."""
    card = (MODELS / lang / "README.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| ([\d.]+(?: \| [\d.]+)+) \|$", card, re.M)
    return dict(zip(SCORES, map(float, row.split(" | ")), strict=True))


def test_a_plain_sentence_has_its_root_subject_and_object(shipped):
    lang, nlp = shipped
    text, root, subject, object_ = TOLD[lang]
    (sentence,) = nlp(text).sents
    found = {word.dep_: word.text for word in sentence if word.head == sentence.root}
    assert (sentence.root.text, found.get("nsubj"), found.get("obj")) == (root, subject, object_)
    assert sentence.root.pos_ == "VERB"


def test_two_sentences_are_told_apart(shipped):
    lang, nlp = shipped
    text = TOLD[lang][0]
    gap = "" if lang == "zh" else " "
    assert [sentence.text for sentence in nlp(text + gap + text).sents] == [text, text]


def test_weights_are_widened_and_no_word_of_a_treebank_is_stored(shipped):
    lang, nlp = shipped
    kinds = {node.get_param(name).dtype for node in nlp.get_pipe("parser").model.walk() for name in node.param_names}
    assert kinds == {np.dtype("float32")}
    assert (MODELS / lang / "vocab" / "strings.json").read_text().strip() == "[]"


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_names_licence_size_and_checksum(lang):
    card = (MODELS / lang / "README.md").read_text(encoding="utf-8")
    assert f"`{checksum(MODELS / lang)}`" in card
    assert f"{size(MODELS / lang) / 1e6:.1f} MB" in card
    assert "CC BY-SA 4.0" in card
    assert size(MODELS / lang) <= LARGEST


@pytest.mark.parametrize("lang", LANGS)
def test_no_file_of_a_model_can_run_code(lang):
    assert {path.suffix for path in (MODELS / lang).rglob("*") if path.is_file()} <= {
        "",
        ".cfg",
        ".json",
        ".md",
        ".bin",
    }
    for path in (MODELS / lang).rglob("*"):
        assert not path.is_file() or not path.read_bytes().startswith(b"\x80\x04")  # how a pickle begins


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.is_dir(), reason="needs ../shared: data/ud")
@pytest.mark.parametrize("lang", LANGS)
def test_the_scores_of_a_card_come_again(lang):
    scores = evaluate(lang, FOLDER)
    for name, written in figures(lang).items():
        assert scores[name] == pytest.approx(written, abs=0.15), name


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.is_dir(), reason="needs ../shared: data/ud")
@pytest.mark.parametrize("lang", ["it", "pt"])
def test_what_is_held_out_is_not_trained_on(lang):
    texts = read_treebanks(lang)
    trained = {id(sentence) for text in texts.training for sentence in text}
    held_out = [sentence for text in texts.held_out for sentence in text]
    assert held_out
    assert not trained & {id(sentence) for sentence in held_out}
    assert (HELD_OUT[lang] in texts.files) is (lang == "pt")


def test_a_folder_without_treebanks_says_what_is_allowed(tmp_path):
    with pytest.raises(FileNotFoundError, match="no CoNLL-U file; treebanks as listed"):
        read_treebanks("it", tmp_path)


@pytest.mark.parametrize(
    ("word", "name", "seen"),
    [
        ("Regierungen", "word", "regierungen"),
        ("Regierungen", "lemma", "regierung"),
        ("Rom", "shape", "Xxx"),
        ("Regierung", "shape", "Xxx"),
        ("1997/98", "shape", "dd/dd"),
        ("Regierung", "pre3", "reg"),
        ("Regierung", "suf4", "rung"),
        ("zu", "suf4", "zu"),
    ],
)
def test_what_a_parser_sees_of_a_word(word, name, seen):
    assert feature(word, name, "de") == seen


@pytest.mark.parametrize("lang", LANGS)
def test_what_reads_a_language_is_loaded_once_and_named(lang):
    pipeline = pipeline_of(lang)
    assert pipeline.coverage == "parser"
    assert pipeline.name == f"{lang}_geokg_parser-1.0.0"
    assert re.fullmatch("[0-9a-f]{64}", pipeline.checksum)
    assert pipeline_of(lang) is pipeline


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="中国反对美日a1 .\n，", max_size=30))
def test_segmenting_keeps_the_text_whatever_it_learned(text):
    segmenter = Segmenter(Vocab())
    segmenter.model.initialize(X=[segmenter.features(["中"])], Y=[np.array([[0.0, 1.0]], dtype=np.float32)])
    doc = segmenter(text)
    assert doc.text == text
    assert not any(" " in word.text.strip() for word in doc)


def test_a_listed_word_is_seen_where_it_may_stand():
    segmenter = Segmenter(Vocab())
    alone = segmenter.features(list("中国人"))
    segmenter.list_words(word_hashes(["中国"]))
    known = segmenter.features(list("中国人"))
    changed = [bool((before != after).any()) for before, after in zip(alone, known, strict=True)]
    assert changed == [True, True, False]


def test_a_segmenter_is_the_same_after_it_was_saved(tmp_path):
    segmenter = Segmenter(Vocab())
    segmenter.model.initialize(X=[segmenter.features(["中"])], Y=[np.array([[0.0, 1.0]], dtype=np.float32)])
    segmenter.list_words(word_hashes(["中国", "美国"]))
    segmenter.to_disk(tmp_path / "tokenizer")
    other = Segmenter(Vocab()).from_disk(tmp_path / "tokenizer")
    assert other.to_bytes() == segmenter.to_bytes()
    assert [word.text for word in other("中国反对美国。")] == [word.text for word in segmenter("中国反对美国。")]


def test_the_class_of_a_word_is_found_in_any_letter_case_and_by_its_first_entry():
    table = class_table([("Regierung", 7), ("und", 3), ("Regierung", 9)])
    classes = WordClasses(table["hashes"], table["classes"])
    assert [classes[word] for word in ("Regierung", "regierung", "Und", "Haus")] == [7, 7, 3, 0]


def test_a_document_is_read_in_the_style_of_a_treebank():
    model = word_embedding(4, ["word", "treebank"], [10, 10], 4, "it", treebank="it_pud")
    styles = ({}, {"treebank": "it_pud"}, {"treebank": "it_isdt"})
    docs = [Doc(Vocab(), words=["Il", "Perù"], user_data=style) for style in styles]
    model.initialize(X=docs)
    usual, same, other = model.predict(docs)
    assert (usual == same).all()
    assert (usual != other).any(axis=1).all()


def test_traditional_characters_are_read_as_simplified_ones():
    nlp = load_parser(MODELS / "zh")
    simplified, traditional = nlp("美国总统昨天在北京签署了协议。"), nlp("美國總統昨天在北京簽署了協議。")
    assert traditional.text == "美國總統昨天在北京簽署了協議。"
    told = [[(word.idx, word.pos_, word.dep_, word.head.i) for word in doc] for doc in (simplified, traditional)]
    assert told[0] == told[1]


def test_letters_are_read_in_pairs():
    assert "中國人國".translate(letter_map("國国")) == "中国人国"
