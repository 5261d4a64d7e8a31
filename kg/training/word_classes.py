"""Classes of words far beyond the treebanks, from word lists that packages carry: a number a word, 16 bits.

German and Spanish: Brown clusters of spacy-lookups-data (MIT), the low bits the top of the tree. Italian: the parts of
speech that morph-it (CC BY-SA, in spacy-lookups-data) gives a form. Russian: the parts of speech and cases that
pymorphy3 (MIT) gives the forms of wordfreq's list. Chinese: the part of speech in jieba's list (MIT).
"""

import gzip
import json
from collections.abc import Callable, Iterator
from importlib import import_module, resources
from itertools import islice
from typing import Any

from spacy.strings import get_string_id

MOST = 250_000  # words of a table
ITALIAN = ("verb", "noun", "adj", "adv", "adp", "aux", "det", "num", "pron")
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct", "voct", "gen2", "loc2", "acc2", "gen1")
POS_BITS = 5


def classes_of(lang: str) -> list[tuple[str, int]]:
    """(word, class) of the words of a language, none where no list is known; the most frequent of a sorted list."""
    return list(islice(SOURCES[lang](), MOST)) if lang in SOURCES else []


def _table(name: str) -> dict[str, Any]:
    path = str(resources.files("spacy_lookups_data") / "data" / f"{name}.json.gz")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        table: dict[str, Any] = json.load(file)
    return table


def _german() -> Iterator[tuple[str, int]]:
    yield from _clusters("de")


def _spanish() -> Iterator[tuple[str, int]]:
    yield from _clusters("es")


def _clusters(lang: str) -> Iterator[tuple[str, int]]:
    yield from _table(f"{lang}_lexeme_cluster").items()


def _italian() -> Iterator[tuple[str, int]]:
    bits: dict[str, int] = {}
    for at, name in enumerate(ITALIAN):
        for form in _table(f"it_lemma_lookup_{name}"):
            bits[form] = bits.get(form, 0) | 1 << at
    short = sorted(bits, key=lambda form: (len(form), form))
    yield from ((form, bits[form]) for form in short)


def _russian() -> Iterator[tuple[str, int]]:
    analyzer = import_module("pymorphy3").MorphAnalyzer()
    names: dict[str, int] = {}
    for word in import_module("wordfreq").top_n_list("ru", MOST):
        found = analyzer.parse(word)
        parses = [parse.tag for parse in found if parse.score > 0.05 or parse is found[0]]
        pos = names.setdefault(str(parses[0].POS), len(names) + 1)
        rest = sorted({f"{tag.POS}{tag.case}{tag.number}{tag.gender}" for tag in parses})
        yield word, (get_string_id("|".join(rest)) & 0x7FF) << POS_BITS | min(pos, 31)


def _chinese() -> Iterator[tuple[str, int]]:
    names: dict[str, int] = {}
    lines = (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    read = sorted((-int(count), word, tag) for word, count, tag in (line.split(" ") for line in lines))
    for _, word, tag in read:
        yield word, names.setdefault(tag, len(names) + 1)


SOURCES: dict[str, Callable[[], Iterator[tuple[str, int]]]] = {
    "de": _german, "es": _spanish, "it": _italian, "ru": _russian, "zh": _chinese
}  # fmt: skip
BITS = {"de": (4, 6), "es": (4, 6), "ru": (POS_BITS,)}  # how many low bits of a class are a feature of their own
