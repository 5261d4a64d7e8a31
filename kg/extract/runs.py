"""Names that no model finds and no list knows: runs of proper nouns, told apart by the words in and before them."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import groupby, pairwise, takewhile

from kg.extract.hancuts import ends_in_title
from kg.extract.lexicon import Lexicon
from kg.extract.russian import is_place
from kg.extract.tree import Tree, Word
from kg.extract.unspaced import UNSPACED
from kg.gazetteer import load_gazetteer
from kg.surnames import surname_key

Named = tuple[int, int, str]  # start, end, label
BODIES = frozenset({"body", "company", "organ"})
QUOTES = frozenset('«„“"')
CLOSING = frozenset('»“”"')
MOST_QUOTED = 5  # words of a name in quotation marks
FEWEST = 2  # words of a person's name without a title


def names_in(tree: Tree, lexicon: Lexicon) -> Iterator[Named]:
    """(start, end, label) of each run of proper nouns: ORG with a word for a body in it, PER with a title before it."""
    titles = {title[-1] for title in lexicon.titles}
    quoted = list(_quotations(tree.words, lexicon)) if lexicon.grammar.inflected else []
    yield from quoted
    for run in _names(tree.words) if lexicon.grammar.inflected else _runs(tree.words):
        classes = {lexicon.nouns.get(word.lemma.lower(), "") for word in run}
        before = tree.words[run[0].index - 1] if run[0].index else None
        if (
            _is_quoted(tree.words, run, lexicon)
            or classes & BODIES
            or (len(run) == 1 and run[0].text.isupper() and len(run[0].text) > 1)
        ):
            yield run[0].start, run[-1].end, "ORG"
        elif len(run) >= FEWEST or (before is not None and _is_title(before, titles, lexicon)):
            yield run[0].start, run[-1].end, "PER"
        elif lexicon.lang == "ru" and is_place(run[0].text):
            yield run[0].start, run[0].end, "LOC"


@cache
def is_territory(form: str) -> bool:
    """Whether a Russian word names a state, a body or a place of the gazetteer."""
    whole = (match for match in load_gazetteer("ru").matches(form) if match.end - match.start == len(form))
    namings = (naming for match in whole for naming in match.namings)
    return any(naming.form != "surname" and not naming.entity.startswith("person") for naming in namings)


def _quotations(words: Sequence[Word], lexicon: Lexicon) -> Iterator[Named]:
    """Names of several words in quotation marks behind a word for a body or group: «Джаиш аль-Адль»."""
    for noun, quote in pairwise(words):
        if quote.text not in QUOTES or lexicon.nouns.get(noun.lemma.lower()) not in BODIES | {"group"}:
            continue
        inside = list(
            takewhile(lambda word: word.text not in CLOSING, words[quote.index + 1 : quote.index + MOST_QUOTED + 2])
        )
        if 1 < len(inside) <= MOST_QUOTED and inside[0].text[:1].isupper() and inside[0].upos == "PROPN":
            yield inside[0].start, inside[-1].end, "ORG"


def _is_quoted(words: Sequence[Word], run: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a name stands in quotation marks behind a word for a body, a company or a group."""
    first = run[0].index
    if first < 2 or words[first - 1].text not in QUOTES:
        return False
    return lexicon.nouns.get(words[first - 2].lemma.lower()) in BODIES | {"group"}


def _is_title(word: Word, titles: AbstractSet[str], lexicon: Lexicon) -> bool:
    """Whether a word is a title, or a compound that ends in one: 能源部长."""
    if {word.lemma.lower(), word.text.lower()} & titles:
        return True
    return lexicon.lang in UNSPACED and ends_in_title(word.text, titles)


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    for proper, run in groupby(words, key=lambda word: word.upos == "PROPN" and word.text[:1].isalnum()):
        if proper:
            yield list(run)


def surnames_in(trees: Iterable[Tree], named: Sequence[Named], text: str, lexicon: Lexicon) -> Iterator[Named]:
    """Proper nouns that stand alone and end the full name of a person: "Мендеша" where "Жозе Мендеш" was named."""
    known = {
        surname_key(text[start:end].rsplit(maxsplit=1)[-1], lexicon.lang)
        for start, end, label in named
        if label == "PER" and " " in text[start:end]
    }
    taken = [(start, end) for start, end, _ in named]
    for tree in trees if known else ():
        for run in _runs(tree.words):
            word = run[0]
            alone = len(run) == 1 and not any(start < word.end and word.start < end for start, end in taken)
            if alone and surname_key(word.text, lexicon.lang) in known:
                yield word.start, word.end, "PER"


def _names(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The runs cut where the tree or the case parts two names: "президент России / Владимир Путин"."""
    for run in _runs(words):
        name = run[:1]
        for before, word in pairwise(run):
            if not _is_one(before, word):
                yield name
                name = []
            name.append(word)
        yield name


def _is_one(before: Word, word: Word) -> bool:
    if not any(is_place(each.text) or each.text.isupper() or is_territory(each.text) for each in (before, word)):
        return True  # endings of foreign names tell little: "Усман Сань", "Сиди Ульд Ахмед"
    cases = [[pair for pair in each.feats.split("|") if pair.startswith("Case=")] for each in (before, word)]
    if all(cases) and cases[0] != cases[1]:
        return False
    beside = before.head is word.head and before.deprel == word.deprel
    return before.head is word or word.head is before or beside or word.deprel == "flat"
