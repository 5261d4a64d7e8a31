"""Mentions of one sentence: known names first, the model's names second, then descriptions that stand for them.

A word may carry several mentions ("the leaders of Serbia and Kosovo": two states at `leaders`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.extract.lexicon import Lexicon
from kg.extract.tree import Tree, Word
from kg.gazetteer import Match
from kg.model import Form, Kind, Mention

NATION_CASES = frozenset({"of", "di", "de"})
MODIFIERS = ("amod", "compound", "nmod:poss", "nmod", "flat")
BY_LABEL: dict[str, Kind] = {
    "PERSON": "person", "PER": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "NORP": "group",
}  # fmt: skip
THING_CLASSES: dict[str, Kind] = {
    "agreement": "agreement", "policy": "policy", "event": "event", "asset": "asset", "programme": "programme",
    "place": "place", "body": "organization",
}  # fmt: skip
STAND_FOR_NATION = frozenset({"organ", "official", "national"})
PLURAL_WORDS = {"two": 2, "both": 2, "three": 3, "due": 2, "entrambi": 2, "entrambe": 2, "tre": 3}
LONGEST_TITLE = 8  # words
FORMER = frozenset({"former", "ex", "late", "deposed", "ousted", "onetime", "ex-"})


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody holds an office: `cue` is its title; `nation` is None in "President Obama"."""

    holder: Mention
    predicate: str
    nation: Mention | None
    cue: tuple[int, int]
    ended: bool


@dataclass(slots=True)
class Sentence:
    """A tree with its mentions by the index of their head word, and the offices that it states."""

    tree: Tree
    lexicon: Lexicon
    mentions: dict[int, list[Mention]] = field(default_factory=dict)
    covered: dict[int, int] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)

    def at(self, word: Word) -> list[Mention]:
        """Mentions carried by a word, also when it stands inside a name of several words."""
        return self.mentions.get(self.covered.get(word.index, word.index), [])

    def all(self) -> tuple[Mention, ...]:
        """Every mention of the sentence in text order."""
        found = {mention for mentions in self.mentions.values() for mention in mentions}
        return tuple(sorted(found, key=lambda mention: (mention.start, mention.end, mention.candidates, mention.form)))


def read_mentions(
    tree: Tree, text: str, *, matches: Iterable[Match], named: Iterable[tuple[int, int, str]], lexicon: Lexicon
) -> Sentence:
    """The sentence with all its mentions; `named` are (start, end, label) found by a model."""
    sentence = Sentence(tree, lexicon)
    outer = [(start, end, BY_LABEL[label]) for start, end, label in named if label in BY_LABEL]
    taken = []
    for match in matches:
        whole = _larger(match, outer, sentence)
        if whole is None:
            _add_known(sentence, text, match)
            taken.append((match.start, match.end))
    for start, end, kind in outer:
        if not any(start < last and first < end for first, last in taken):
            _add_unknown(sentence, text, (start, end), kind, matches)
    _add_offices(sentence)
    _add_descriptions(sentence, text)
    _add_anaphors(sentence, text)
    return sentence


def head_of(words: Sequence[Word]) -> Word:
    """The word of a stretch whose head lies outside it."""
    inside = {word.index for word in words}
    return next((word for word in words if word.head is None or word.head.index not in inside), words[-1])


def words_in(tree: Tree, start: int, end: int) -> list[Word]:
    """Words that touch the code points `start` to `end`, punctuation and case marks at the edges left out."""
    found = [word for word in tree.words if word.start < end and start < word.end]
    while len(found) > 1 and found[-1].deprel in {"case", "punct"}:
        found.pop()
    return found


def _larger(match: Match, outer: Iterable[tuple[int, int, Kind]], sentence: Sentence) -> tuple[int, int] | None:
    """A longer name around the match that names somebody else: "George Washington", "Bank of China"."""
    for start, end, kind in outer:
        if not (start <= match.start and match.end <= end) or kind not in {"person", "organization"}:
            continue
        words = [word for word in words_in(sentence.tree, start, end) if word.deprel not in {"det", "case", "punct"}]
        extra = [word for word in words if not (match.start < word.end and word.start < match.end)]
        if not extra or any(naming.form == "name" and not _is_state(naming.entity) for naming in match.namings):
            continue
        if kind == "organization" and any(sentence.lexicon.nouns.get(word.lemma.lower()) for word in words):
            continue
        if _touches_title(sentence, extra) or all(word.upos not in {"PROPN"} for word in extra):
            continue
        return start, end
    return None


def _touches_title(sentence: Sentence, words: Sequence[Word]) -> bool:
    """Whether a word belongs to a title: "British Defence" before "Secretary" is no body."""
    last = words[-1].index
    for word in sentence.tree.words[words[0].index : last + 3]:
        titled = _titled(sentence, word)
        if titled is not None and titled[1] <= last:
            return True
    return False


def _is_state(entity: str) -> bool:
    return entity.startswith("state/")


def _add_known(sentence: Sentence, text: str, match: Match) -> None:
    words = words_in(sentence.tree, match.start, match.end)
    if not words or all(word.upos in {"VERB", "AUX", "ADP", "DET", "ADV", "PRON"} for word in words):
        return
    head = head_of(words)
    form = _form(match, head)
    candidates = tuple(naming.entity for naming in match.namings if naming.form == form) or (match.namings[0].entity,)
    kind: Kind = candidates[0].split("/")[0]  # type: ignore[assignment]
    mention = Mention(
        match.start, match.end, text[match.start : match.end], kind, form, candidates, (head.start, head.end),
        count=0 if form == "demonym" and head.text.endswith(("s", "i")) else 1,
    )  # fmt: skip
    _place(sentence, head, words, mention)


def _form(match: Match, head: Word) -> Form:
    forms = [naming.form for naming in match.namings]
    if "adjective" in forms and head.deprel in {"amod", "compound"}:
        return "adjective"
    if "demonym" in forms and "name" not in forms and "metonym" not in forms:
        return "demonym"
    return forms[0]


def _place(sentence: Sentence, head: Word, words: Sequence[Word], mention: Mention) -> None:
    sentence.mentions.setdefault(head.index, []).append(mention)
    for word in words:
        sentence.covered.setdefault(word.index, head.index)


def _add_unknown(sentence: Sentence, text: str, span: tuple[int, int], kind: Kind, matches: Iterable[Match]) -> None:
    words = [
        word for word in words_in(sentence.tree, *span) if word.deprel not in {"det", "punct"} or word.upos == "PROPN"
    ]
    if not words or all(word.upos not in {"PROPN", "ADJ"} for word in words):
        return
    if kind == "organization" and sentence.lexicon.nouns.get(words[-1].lemma.lower()) in STAND_FOR_NATION:
        return
    if kind == "organization" and _touches_title(sentence, words):
        return
    head = head_of(words)
    start, end = words[0].start, words[-1].end
    within = [match for match in matches if start <= match.start and match.end <= end]
    nation = next((n.entity for match in within for n in match.namings if _is_state(n.entity)), None)
    _place(
        sentence,
        head,
        words,
        Mention(start, end, text[start:end], kind, "name", (), (head.start, head.end), nation=nation),
    )


def _titled(sentence: Sentence, word: Word) -> tuple[str, int] | None:
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


def _add_offices(sentence: Sentence) -> None:
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
    titled = _titled(sentence, noun)
    if titled is None:
        return None
    predicate, first = titled
    words = sentence.tree.words
    nation = _left_nation(sentence, first) or next(iter(nations_of(sentence, noun)), None)
    left = {word.lemma.lower() for word in words[max(0, first - 3) : first]}
    return Office(person, predicate, nation, (words[first].start, words[before - 1].end), bool(left & FORMER))


def home_of(sentence: Sentence, head: Word, mention: Mention) -> Mention | None:
    """The state that a name belongs to: possessor of a company, adjective before a private person's name."""
    if mention.form != "name" or mention.office:
        return None
    if mention.kind == "organization" and mention.candidates:
        owners = [child for child in head.of("nmod:poss") if child.start < mention.start]
        found = [owner for child in owners for owner in sentence.at(child) if owner.form in {"name", "metonym"}]
    elif mention.kind == "person":
        modifiers = [child for child in (head, *head.of("compound")) for child in child.of("amod", "compound")]
        found = [
            m for child in modifiers for m in sentence.at(child) if m.form == "adjective" and m.end <= mention.start
        ]
    else:
        return None
    return next((state for state in found if state.kind == "state"), None)


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


def _add_descriptions(sentence: Sentence, text: str) -> None:
    for word in sentence.tree.words:
        if (
            word.upos not in {"NOUN", "PROPN", "ADJ"}
            or word.index in sentence.covered
            or word.index in sentence.mentions
        ):
            continue
        for mention in _descriptions(sentence, word, text):
            sentence.mentions.setdefault(word.index, []).append(mention)


def _descriptions(sentence: Sentence, word: Word, text: str) -> Iterator[Mention]:
    if any(office.cue[0] <= word.start < office.cue[1] for office in sentence.offices):
        return  # the title of a named person
    titled = _titled(sentence, word)
    noun_class = "official" if titled else sentence.lexicon.nouns.get(word.lemma.lower())
    start, end = phrase_of(word)
    head = (word.start, word.end)
    if noun_class in THING_CLASSES and word.upos != "ADJ":
        yield Mention(start, end, text[start:end], THING_CLASSES[noun_class], "description", (), head)
    if noun_class not in STAND_FOR_NATION | {"group", "company"}:
        return
    nations = nations_of(sentence, word)
    if not nations and noun_class == "organ" and any(child.upos == "PRON" for child in word.of("nmod:poss")):
        yield Mention(start, end, text[start:end], "state", "pronoun", (), head)  # "its foreign ministry"
    for nation in nations if noun_class in STAND_FOR_NATION else nations[:1]:
        whole = (min(start, nation.start), max(end, nation.end) if nation.end > word.end else end)
        if noun_class in STAND_FOR_NATION:
            yield Mention(
                *whole, text[slice(*whole)], nation.kind, "description", nation.candidates, head,
                nation=nation.candidates[0], office=titled[0] if titled and "Number=Plur" not in word.feats else None,
            )  # fmt: skip
        else:
            kind: Kind = "group" if noun_class == "group" else "organization"
            yield Mention(*whole, text[slice(*whole)], kind, "description", (), head, nation=nation.candidates[0])


def phrase_of(word: Word) -> tuple[int, int]:
    """From the first modifier to the noun: "two Palestinian suicide bombers", without determiner and numerals."""
    start = word.start
    for child in sorted(word.children, key=lambda child: -child.index):
        if child.index < word.index and child.deprel in {"amod", "compound", "flat", "nmod:poss", "nmod"}:
            start = min(
                start,
                *(
                    below.start
                    for below in child.subtree()
                    if below.deprel not in {"det", "case"} and below.text.strip()
                ),
                start,
            )
    return start, word.end


def unnamed(sentence: Sentence, word: Word, text: str) -> Iterator[Mention]:
    """Somebody who speaks without being known: "the ambassador", "an embassy", a name that the model overlooks."""
    start, end = phrase_of(word)
    named = word.upos == "PROPN"
    noun_class = sentence.lexicon.nouns.get(word.lemma.lower())
    if named or noun_class in {"official", "national"} or _titled(sentence, word) is not None:
        form: Form = "name" if named and " " in text[start:end] else "description"
        yield Mention(start, end, text[start:end], "person", form, (), (word.start, word.end))
    elif noun_class in {"organ", "company", "body"}:
        yield Mention(start, end, text[start:end], "organization", "description", (), (word.start, word.end))


def _add_anaphors(sentence: Sentence, text: str) -> None:
    for word in sentence.tree.words:
        if word.index in sentence.covered or word.index in sentence.mentions:
            continue
        known = sentence.lexicon.anaphors.get(word.lemma.lower()) or sentence.lexicon.anaphors.get(word.text.lower())
        if known is None:
            continue
        kind, count = known
        if word.upos in {"NOUN", "PROPN", "NUM"}:
            count = _how_many(sentence, word)
            if not count:
                continue
        elif word.upos not in {"PRON", "DET"} or word.deprel in {"det", "mark"}:
            continue
        start = min([word.start, *(child.start for child in word.of("det", "nummod", "det:predet"))])
        sentence.mentions[word.index] = [
            Mention(
                start, word.end, text[start : word.end], kind, "pronoun" if word.upos == "PRON" else "description",  # type: ignore[arg-type]
                (), (word.start, word.end), count,
            )
        ]  # fmt: skip


def _how_many(sentence: Sentence, word: Word) -> int:
    """2 for "the two leaders", "both sides", "i due"; 0 where no number is said."""
    words = sentence.tree.words
    near = [*(child.text.lower() for child in word.children if child.index < word.index), word.text.lower()]
    if word.index:
        near.append(words[word.index - 1].text.lower())
    return next((PLURAL_WORDS[text] for text in near if text in PLURAL_WORDS), 0)
