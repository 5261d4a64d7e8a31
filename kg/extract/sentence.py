"""What the constructions read: a tree with its mentions, and the offices that the sentence states."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.lexicon import Lexicon, question_words
from kg.extract.tree import Tree, Word
from kg.model import Mention

MODIFIERS = ("amod", "compound", "nmod:poss", "nmod", "flat")
STAND_FOR_NATION = frozenset({"organ", "official", "national"})


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody holds an office: `cue` is its title; `nation` is None in "President Obama".

    `owner` is the pronoun before the title: "its" in "its foreign minister".
    """

    holder: Mention
    predicate: str
    nation: Mention | None
    cue: tuple[int, int]
    ended: bool
    owner: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """A name belongs to a state or place, for which `place` stands in the sentence.

    `told` says that the words call it so ("X, a Dutch firm"); "Holland's X" takes it for known.
    """

    mention: Mention
    predicate: str
    place: Mention
    told: bool


@dataclass(slots=True)
class Sentence:
    """A tree with its mentions by the index of their head word, and the offices and homes that it states.

    `text` is that of the whole document: offsets of words point into it.
    """

    tree: Tree
    lexicon: Lexicon
    text: str = ""
    mentions: dict[int, list[Mention]] = field(default_factory=dict)
    covered: dict[int, int] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lexicon.grammar.mark(self.tree)

    def at(self, word: Word) -> list[Mention]:
        """Mentions carried by a word, also when it stands inside a name of several words."""
        return self.mentions.get(self.covered.get(word.index, word.index), [])

    @property
    def asks(self) -> bool:
        """Whether it only asks if something is so; "why did X attack Y?" takes the attack for given."""
        written = [word for word in self.tree.words if word.upos != "PUNCT" or word.text in {"?", "？"}]
        asked = bool(written) and written[-1].text in {"?", "？"}
        given = question_words(self.lexicon.lang)
        return asked and not any(word.text.lower() in given for word in self.tree.words)

    def all(self) -> tuple[Mention, ...]:
        """Every mention of the sentence in text order."""
        found = {mention for mentions in self.mentions.values() for mention in mentions}
        return tuple(sorted(found, key=lambda mention: (mention.start, mention.end, mention.candidates, mention.form)))


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


def is_state(entity: str) -> bool:
    """Whether an id is that of a state."""
    return entity.startswith("state/")
