"""Dictionary forms of Russian words, by the morphology of pymorphy3, which knows a participle from a noun."""

from functools import cache
from typing import Any

PARTS = {
    "VERB": frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"}), "AUX": frozenset({"VERB", "INFN", "PRTS", "GRND"}),
    "NOUN": frozenset({"NOUN"}), "PROPN": frozenset({"NOUN"}), "ADP": frozenset({"PREP"}), "ADV": frozenset({"ADVB"}),
    "ADJ": frozenset({"ADJF", "ADJS", "COMP", "PRTF", "PRTS"}), "DET": frozenset({"NPRO", "ADJF"}),
    "PRON": frozenset({"NPRO", "ADJF"}),
}  # fmt: skip
SUBSTANTIVES = frozenset({"PRTF", "ADJF"})  # "военный", "задержанный" used as nouns
BASE = frozenset({"masc", "sing", "nomn"})


def russian_lemma(form: str, upos: str) -> str:
    """The dictionary form in small letters, ё written as е; of a participle the infinitive."""
    parses = _analyzer().parse(form.lower())
    wanted = PARTS.get(upos, frozenset())
    best = next((parse for parse in parses if parse.tag.POS in wanted), None)
    if best is None:
        best = parses[0]
        if upos == "NOUN" and best.tag.POS in SUBSTANTIVES and (noun := best.inflect(BASE)) is not None:
            return _plain(noun.word)
    return _plain(best.normal_form)


def is_passive_participle(form: str) -> bool:
    """Whether a word is most likely a short passive participle: "арестован"."""
    return bool(_analyzer().parse(form.lower())[0].tag.POS == "PRTS")


def _plain(word: str) -> str:
    return word.replace("ё", "е")


@cache
def _analyzer() -> Any:  # pymorphy3 has no types  # noqa: ANN401
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415 - loaded where Russian is read

    return MorphAnalyzer(lang="ru")
