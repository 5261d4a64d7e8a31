"""Games and storms relate no states."""

import pytest

from kg.extract.pastimes import in_earnest
from kg.ontology import load_ontology
from tests.conllu import relations, sentence, written

PREDICATES = load_ontology().predicates
LINES = """
1 Peru Peru PROPN 2 nsubj
2 {0} {1} VERB 0 root
3 Chile Chile PROPN 2 obj
4 in in ADP 6 case
5 the the DET 6 det
6 {2} {2} NOUN 2 obl
"""


@pytest.mark.parametrize(
    ("verb", "lemma", "place", "expected"),
    [
        ("met", "meet", "semi-final", set()),
        ("met", "meet", "capital", {"Peru meets Chile"}),
        ("criticised", "criticise", "tournament", {"Peru criticizes Chile"}),
    ],
)
def test_what_is_played_relates_nobody(verb, lemma, place, expected):
    lines = LINES.format(verb, lemma, place)
    made, _ = sentence(lines)
    assert {written(each) for each in in_earnest(made, relations(lines), PREDICATES)} == expected
