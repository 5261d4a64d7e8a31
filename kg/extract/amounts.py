"""Amounts in a sentence: money, measures, shares and counted things, as (value, unit, currency).

"$15bn" is ("15000000000", "", "USD"), "20,000 tonnes of wheat" ("20000", "tonne", ""), "300 tanks" ("300", "tank", "").
The words are those of `amounts.tsv`. Time spans, ages and numbered names are no amounts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.extract.hannumbers import HAN_NUMBER, han_number
from kg.extract.lexicon import LANGUAGES, Lexicon, optional_rows
from kg.extract.times import YEAR, time_words
from kg.extract.tree import Tree, Word
from kg.extract.unspaced import UNSPACED
from kg.model import Quantity

MOST_DIGITS = 18
UNCOUNTED = frozenset({"agreement", "policy", "event", "programme", "place"})


@dataclass(frozen=True, slots=True)
class AmountWords:
    """What `amounts.tsv` says of one language; `money` finds amounts of money in a text."""

    numbers: dict[str, Decimal]
    scales: dict[str, Decimal]
    currencies: dict[str, str]
    measures: dict[str, str]
    percent: frozenset[str]
    distances: frozenset[str]
    group: str
    decimal: str
    money: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and the word that carries it; `counted` where it counts things that the word names."""

    quantity: Quantity
    head: Word
    counted: bool


@cache
def amount_words(lang: str) -> AmountWords | None:
    """The words of amounts of a language; None where the language has none."""
    if lang not in LANGUAGES:
        return None
    of: dict[str, dict[str, str]] = {}
    for _, row in optional_rows(lang, "amounts.tsv", 2):
        of.setdefault(row[1], {})[row[0]] = row[2] if len(row) > 2 else ""
    marks = {value: mark for mark, value in of["mark"].items()}
    return AmountWords(
        {word: Decimal(value) for word, value in of["number"].items()},
        {word: Decimal(value) for word, value in of["scale"].items()},
        {word.lower(): iso for word, iso in of["currency"].items()},
        of["measure"], frozenset(of["percent"]), frozenset(of["distance"]),
        marks["group"], marks["decimal"], _unspaced_money(of) if lang in UNSPACED else _money(of, marks),
    )  # fmt: skip


def _money(of: dict[str, dict[str, str]], marks: dict[str, str]) -> re.Pattern[str]:
    """A symbol before or a word behind a number: "US$ 3.4bn", "two billion dollars", "tre milioni di euro"."""
    group, decimal = re.escape(marks["group"]), re.escape(marks["decimal"])
    digits = rf"\d{{1,3}}(?:{group}\d{{3}})+(?:{decimal}\d+)?|\d+(?:{decimal}\d+)?"
    words, scales = _either(of["number"]), _either(of["scale"])
    symbols = _either(word for word in of["currency"] if not word.isalpha() or word.isupper())
    names = _either(word for word in of["currency"] if word.isalpha() or " " in word)
    link = rf"(?:{_either(of['link'])}\s)?" if "link" in of else ""
    number = rf"(?:(?:{digits})|(?<!\w)(?:{words})(?!\w))(?:[\s-]?(?:{scales})(?![\w]))*"
    return re.compile(
        rf"(?<![\w$])(?P<symbol>{symbols})\s?(?P<after>{number})"
        rf"|(?<![\w.,])(?P<before>{number})[\s-]?{link}(?P<name>€|{names})(?!\w)",
        re.IGNORECASE,
    )


def _unspaced_money(of: dict[str, dict[str, str]]) -> re.Pattern[str]:
    """The same in a script without spaces: 三百二十亿美元, 5.5亿多欧元, $20亿."""
    symbols = _either(word for word in of["currency"] if not word.isalpha())
    names = _either(word for word in of["currency"] if word.isalpha())
    return re.compile(
        rf"(?P<symbol>{symbols})(?P<after>{HAN_NUMBER})|(?<![.,\d])(?P<before>{HAN_NUMBER})[多余餘]?(?P<name>{names})"
    )


def _either(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))  # type: ignore[call-overload]


def amounts(tree: Tree, text: str, lexicon: Lexicon) -> Iterator[Amount]:
    """Every amount of a sentence: money first, then counted things and shares in text order."""
    known = amount_words(lexicon.lang)
    if known is None or not any(word.upos == "NUM" or word.text[0].isdigit() for word in tree.words):
        return
    taken: set[int] = set()
    for found in known.money.finditer(text, tree.start, tree.end):
        number, currency = found["after"] or found["before"], found["symbol"] or found["name"]
        value = number_of(number, known)
        inside = [word for word in tree.words if word.start < found.end() and found.start() < word.end]
        if value is not None and inside:
            taken.update(word.index for word in inside)
            yield Amount((_decimal(value), "", known.currencies[currency.lower()]), _carrier(inside), counted=False)
    for word in tree.words:
        if word.upos == "NUM" and word.deprel == "nummod" and word.index not in taken and word.head is not None:
            amount = _counted(word, word.head, text, known, lexicon)
            if amount is not None:
                yield amount


def _carrier(words: list[Word]) -> Word:
    """The last word of an amount of money whose head lies outside of it."""
    inside = {word.index for word in words}
    outer = [word for word in words if word.head is None or word.head.index not in inside]
    return outer[-1] if outer else words[-1]


def _counted(number: Word, noun: Word, text: str, known: AmountWords, lexicon: Lexicon) -> Amount | None:
    below = sorted((word for word in number.subtree() if word.upos == "NUM"), key=lambda word: word.index)
    value = number_of(text[below[0].start : below[-1].end], known)
    if value is None or value == 1:
        return None
    name = noun.lemma.lower()
    if noun.text.lower() in known.percent:
        return Amount((_decimal(value), "%", ""), noun, counted=False)
    if name in known.measures:
        return Amount((_decimal(value), known.measures[name], ""), noun, counted=False)
    if not _is_counted(number, noun, known, lexicon):
        return None
    return Amount((_decimal(value), name, ""), noun, counted=True)


def _is_counted(number: Word, noun: Word, known: AmountWords, lexicon: Lexicon) -> bool:
    """Whether a number counts things: not days, plans, leaders, miles, "a three-stage plan", "the 1948 pact"."""
    name, times = noun.lemma.lower(), time_words(lexicon.lang)
    if noun.upos != "NOUN" or noun.index < number.index or noun.deprel in {"compound", "amod"}:
        return False
    if lexicon.nouns.get(name) in UNCOUNTED or name in lexicon.anaphors or name in known.distances:
        return False
    if any(form in times for form in (noun.text, noun.text.lower(), name)) or not name.replace("-", "").isalpha():
        return False
    return "Number=Plur" in noun.feats or not YEAR.fullmatch(number.text)


def number_of(written: str, known: AmountWords) -> Decimal | None:
    """The value of digits and words: "3.4 million", "two hundred thousand", "twenty-five"; None for other words."""
    if (han := han_number(written)) is not None and not written.isascii():
        return han
    total, current = Decimal(0), None
    for part in re.findall(r"\d[\d.,]*|[^\W\d]+", written.lower()):
        value = _digits(part.rstrip(".,"), known) if part[0].isdecimal() else known.numbers.get(part)
        if value is not None:
            current = (current or Decimal(0)) + value
        elif part in known.scales:
            current = (current if current is not None else Decimal(1)) * known.scales[part]
            if known.scales[part] >= 1000:
                total, current = total + current, None
        else:
            return None
    if current is None and not total:
        return None
    return total + (current or Decimal(0))


def _digits(part: str, known: AmountWords) -> Decimal | None:
    plain = part.replace(known.group, "").replace(known.decimal, ".")
    return Decimal(plain) if plain.count(".") <= 1 and len(plain) <= MOST_DIGITS else None


def _decimal(value: Decimal) -> str:
    """The shortest decimal string, without exponent."""
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
