"""Whom "they" means: who acted together last, or a people or group; never somebody alone."""

import pytest

from kg.resolve.several import together
from tests.test_resolve import mention, state

TEXT = "Chad and Niger met. Mali left. The rebels stayed. They"


def named(*words_codes, **fields):
    return [state(TEXT, words, code, subject=True, **fields) for words, code in words_codes]


CHAD, NIGER, MALI = named(("Chad", "TCD"), ("Niger", "NER"), ("Mali", "MLI"))
REBELS = mention(TEXT, "rebels", "group", subject=True)
IDS = {CHAD: "state/TCD", NIGER: "state/NER", MALI: "state/MLI", REBELS: "group/1"}


@pytest.mark.parametrize(
    ("before", "barred", "expected"),
    [
        ([NIGER, CHAD], (), ["state/TCD", "state/NER"]),
        ([MALI, NIGER, CHAD], (), ["state/TCD", "state/NER"]),
        ([REBELS, MALI, NIGER, CHAD], (), ["group/1"]),
        ([REBELS, MALI, NIGER, CHAD], ("group/1",), ["state/TCD", "state/NER"]),
        ([MALI, CHAD], (), []),
        ([], (), []),
    ],
)
def test_whom_a_plural_means(before, barred, expected):
    assert [id_ for id_, _ in together(before, TEXT, IDS, frozenset(barred))] == expected


def test_others_than_subjects_are_not_meant():
    beside = state(TEXT, "Niger", "NER")
    assert together([beside, CHAD], TEXT, {**IDS, beside: "state/NER"}) == []
