"""What parsers trained on little text misread, mended on handmade trees."""

import pytest

from kg.extract.lexicon import load_lexicon
from kg.extract.misreadings import mend
from tests.conllu import tree

LED = """
1 Il il DET 2 det
2 governo governo NOUN 4 nsubj
3 , , PUNCT 4 punct
4 guidato guidare VERB 8 advcl VerbForm=Part|Tense=Past
5 da da ADP 6 case
6 Rossi Rossi PROPN 4 obl
7 ha avere AUX 8 aux VerbForm=Fin
8 accusato accusare VERB 0 root VerbForm=Part|Tense=Past
9 Malta Malta PROPN 8 obj
"""
ENVOY = """
1 L' il DET 2 det
2 inviata inviata NOUN 0 root
3 di di ADP 4 case
4 Oslo Oslo PROPN 2 nmod
5 , , PUNCT 6 punct
6 Berg Berg PROPN 2 appos
7 , , PUNCT 2 punct
8 ha avere AUX 9 aux VerbForm=Fin
9 parlato parlare VERB 2 parataxis VerbForm=Part|Tense=Past
10 con con ADP 11 case
11 Lima Lima PROPN 9 obl
"""
HOST = """
1 Il il DET 2 det
2 Paraguay Paraguay PROPN 5 nsubj
3 , , PUNCT 5 punct
4 che che PRON 5 nsubj PronType=Rel
5 ospita ospitare VERB 0 root VerbForm=Fin
6 basi base NOUN 5 obj
7 , , PUNCT 5 punct
8 ha avere AUX 9 aux VerbForm=Fin
9 accusato accusare VERB 5 parataxis VerbForm=Part|Tense=Past
10 Lima Lima PROPN 9 obj
"""
TITLE = """
1 Malta Malta PROPN 2 nsubj
2 accusa accusare VERB 0 root VerbForm=Fin
3 il il DET 4 det
4 generale generale ADJ 2 obj
5 Haftar Haftar PROPN 2 obl
"""


HEADLINE = """
1 Mosca Mosca PROPN 0 root
2 accusa accusa NOUN 1 compound
3 Kiev Kiev PROPN 1 flat
4 di di ADP 5 case
5 sabotaggio sabotaggio NOUN 3 nmod
"""


@pytest.mark.parametrize(
    ("lines", "mended"),
    [
        (LED, {"governo": ("nsubj", "accusato"), "guidato": ("acl", "governo")}),
        (ENVOY, {"inviata": ("nsubj", "parlato"), "parlato": ("root", None)}),
        (HOST, {"Paraguay": ("nsubj", "accusato"), "ospita": ("acl:relcl", "Paraguay"), "accusato": ("root", None)}),
        (HEADLINE, {"Mosca": ("nsubj", "accusa"), "accusa": ("root", None), "Kiev": ("obj", "accusa")}),
        (TITLE, {"Haftar": ("appos", "generale"), "generale": ("obj", "accusa")}),
    ],
)
def test_a_misreading_is_mended(lines: str, mended: dict[str, tuple[str, str | None]]) -> None:
    words = tree(lines).words
    mend(words, load_lexicon("it"))
    found = {word.text: (word.deprel, word.head.text if word.head else None) for word in words}
    assert {text: found[text] for text in mended} == mended


def test_a_headline_without_a_verb_stays_as_it_is() -> None:
    words = tree("1 Vertice vertice NOUN 0 root\n2 a a ADP 3 case\n3 Lima Lima PROPN 1 nmod").words
    mend(words, load_lexicon("it"))
    assert [(word.deprel, word.head.text if word.head else None) for word in words] == [
        ("root", None), ("case", "Lima"), ("nmod", "Vertice"),
    ]  # fmt: skip
