"""Who holds which office, of which state or body: "US President Joe Biden", "Kosovo's prime minister, Albin Kurti"."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.sentence import MODIFIERS, Office, Sentence
from kg.extract.tree import Word
from kg.model import Mention

NATION_CASES = frozenset({"of", "di", "de"})
LONGEST_TITLE = 8  # words
FORMER = frozenset({"former", "ex", "late", "deposed", "ousted", "onetime", "ex-"})


def titled_at(sentence: Sentence, word: Word) -> tuple[str, int] | None:
    """(predicate, first word of the title) of the longest title that ends at the word."""
    words, last = sentence.tree.words, word.index
    for length in range(min(LONGEST_TITLE, last + 1), 0, -1):
        title = tuple(part.text.lower() for part in words[last - length + 1 : last + 1])
        predicate = sentence.lexicon.titles.get(title)
        if predicate is None and length == 1:
            predicate = sentence.lexicon.titles.get((word.lemma.lower(),))
        if predicate is not None:
            return predicate, last - length + 1
    return None


def nations_of(sentence: Sentence, word: Word) -> list[Mention]:
    """States and bodies that modify a noun: "Japan's", "Hungarian and Romanian", "of Serbia and Kosovo".

    Forces "from Panama" may leave it, so that "from" counts for persons alone.
    """
    cases = NATION_CASES if sentence.lexicon.nouns.get(word.lemma.lower()) == "organ" else NATION_CASES | {"from"}
    found: list[Mention] = []
    for child in word.children:
        if child.deprel not in MODIFIERS:
            continue
        if child.deprel == "nmod" and not cases & set(child.cases):
            continue
        for conjunct in child.conjuncts():
            found.extend(
                m for m in sentence.at(conjunct) if m.kind in {"state", "organization", "place"} and m.candidates
            )
    return found


def add_offices(sentence: Sentence) -> None:
    """A person gets nation and office: "US President Joe Biden", "Kosovo's prime minister, Albin Kurti"."""
    for index, mentions in list(sentence.mentions.items()):
        for at, person in enumerate(mentions):
            if person.kind == "person" and (office := _office(sentence, sentence.tree.words[index], person)):
                nation = office.nation.candidates[0] if office.nation else None
                holder = replace(person, nation=nation, office=None if office.ended else office.predicate)
                mentions[at] = holder
                sentence.offices.append(replace(office, holder=holder))


def _office(sentence: Sentence, head: Word, person: Mention) -> Office | None:
    words = sentence.tree.words
    first = next(word.index for word in words if word.end > person.start)
    if first > 0 and (found := _stated(sentence, words[first - 1], person, before=first)):
        return found
    beside = head.of("appos", "compound", "flat", "nmod") + (
        [head.head] if head.deprel in {"appos", "flat"} and head.head else []
    )
    for noun in beside:
        if not noun.cases and (found := _stated(sentence, noun, person, before=noun.index + 1)):
            return found
    return None


def _stated(sentence: Sentence, noun: Word, person: Mention, *, before: int) -> Office | None:
    titled = titled_at(sentence, noun)
    if titled is None:
        return None
    predicate, first = titled
    words = sentence.tree.words
    nation = _left_nation(sentence, first) or next(iter(nations_of(sentence, noun)), None)
    left = {word.lemma.lower() for word in words[max(0, first - 3) : first]}
    return Office(person, predicate, nation, (words[first].start, words[before - 1].end), bool(left & FORMER))


def _left_nation(sentence: Sentence, index: int) -> Mention | None:
    """The state or body named before a title in its phrase: "Chinese Ministry of Foreign Affairs spokesman"."""
    words = sentence.tree.words
    for at in range(index - 1, max(-1, index - 8), -1):
        word = words[at]
        for mention in sentence.at(word):
            if mention.kind in {"state", "organization"} and mention.candidates:
                return mention
        inside = word.upos in {"NOUN", "PROPN", "ADJ", "PART"} or word.lemma.lower() in FORMER | {
            "of",
            "for",
            "and",
            "di",
            "-",
        }
        if not inside and word.deprel not in {"case", "flat"}:
            return None
    return None


def touches_title(sentence: Sentence, words: Sequence[Word]) -> bool:
    """Whether a word belongs to a title: "British Defence" before "Secretary" is no body."""
    last = words[-1].index
    for word in sentence.tree.words[words[0].index : last + 3]:
        titled = titled_at(sentence, word)
        if titled is not None and titled[1] <= last:
            return True
    return False
