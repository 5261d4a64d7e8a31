"""Sentences and words of a text without a parser."""

import pytest

from kg.extract.flat import flat_trees, sentences


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Piove. Tira vento! E domani?", ["Piove.", "Tira vento!", "E domani?"]),
        ("«Piove», dice. «Molto»", ["«Piove», dice.", "«Molto»"]),
        ("Il signor J. Moro e il Gen. Verdi parlano.", ["Il signor J. Moro e il Gen. Verdi parlano."]),
        ("Costa 3.5 euro. Poco.", ["Costa 3.5 euro.", "Poco."]),
        ("Un titolo senza punto\nIl testo.", ["Un titolo senza punto", "Il testo."]),
        ("Prima riga\r\n\r\n  Seconda riga  \r\n", ["Prima riga", "Seconda riga"]),
        ("Così… Basta", ["Così…", "Basta"]),
        ("sale il 3.\n\n\t\n", ["sale il 3."]),
        ("", []),
        (" \n \t", []),
    ],
)
def test_a_text_falls_into_sentences(text, expected):
    assert parts(text) == expected


def test_a_sentence_never_crosses_a_line_end():
    assert parts("la nave va\nverso il porto\rdi sera") == ["la nave va", "verso il porto", "di sera"]


def test_the_words_of_a_flat_tree_hang_on_the_first():
    (tree,) = flat_trees("Togo i Benin podpisały umowę.")
    assert [word.text for word in tree.words] == ["Togo", "i", "Benin", "podpisały", "umowę", "."]
    assert {word.head.text for word in tree.words[1:] if word.head is not None} == {"Togo"}
