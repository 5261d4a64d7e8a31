"""A sentence as a Universal Dependencies tree: what every construction reads, whatever the language or parser.

Plain lists and integers, because the constructions touch each word many times: a spaCy token costs ten times as much.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Span as SpacySpan

if TYPE_CHECKING:
    from collections.abc import Iterator


MOST_CONJUNCTS = 12


@dataclass(slots=True, eq=False)
class Word:
    """One word: its place in the tree and in the document. `head` is None for the root."""

    index: int
    text: str
    lemma: str
    upos: str
    deprel: str
    start: int
    end: int
    feats: str = ""
    head: "Word | None" = None
    children: "list[Word]" = field(default_factory=list)
    roles: frozenset[str] = frozenset()  # those of its language's grammar, see `kg.extract.grammar`

    def of(self, *deprels: str) -> "list[Word]":
        """Children with one of the relations, in text order; `nsubj` does not include `nsubj:pass`."""
        if not self.children:
            return []
        return [child for child in self.children if child.deprel in deprels]

    @property
    def cases(self) -> tuple[str, ...]:
        """The adpositions that govern the word, a fixed expression joined: ("because_of",)."""
        found = self.of("case") if self.children else ()
        if not found:
            return ()
        return tuple("_".join([word.lemma, *(part.lemma for part in word.of("fixed"))]) for word in found)

    def marked(self, *roles: str) -> bool:
        """Whether one of the adpositions that govern the word has one of these roles: `of`, `by`, ..."""
        return any(role in case.roles for case in self.children if case.deprel == "case" for role in roles)

    def ancestors(self) -> "Iterator[Word]":
        """The head, its head, and so on to the root."""
        word = self.head
        while word is not None:
            yield word
            word = word.head

    def subtree(self) -> "Iterator[Word]":
        """The word and all below it, in no order."""
        waiting = [self]
        while waiting:
            word = waiting.pop()
            yield word
            waiting.extend(word.children)

    def conjuncts(self) -> "list[Word]":
        """The word and those coordinated with it, in text order; of a long list the first."""
        found = [self]
        for word in found:
            found.extend(word.of("conj"))
        if len(found) == 1:
            return found
        return sorted(found, key=lambda word: word.index)[:MOST_CONJUNCTS]

    def first_conjunct(self) -> "Word":
        """The head of the coordination the word stands in."""
        word = self
        while word.deprel == "conj" and word.head is not None:
            word = word.head
        return word


@dataclass(slots=True, eq=False)
class Tree:
    """One sentence: its words, and its code points `start` to `end` in the document."""

    words: list[Word]
    start: int
    end: int

    @property
    def root(self) -> Word:
        """The first word without a head."""
        return next(word for word in self.words if word.head is None)

    @property
    def is_flat(self) -> bool:
        """Whether no parser has read the sentence: nothing is known of parts of speech."""
        return all(word.upos == "X" for word in self.words)


def link(words: list[Word]) -> None:
    """Fills `children` from `head`, in text order; words in a circle lose the head that closes it."""
    _open_circles(words)
    for word in words:
        word.children = []
    for word in words:
        if word.head is not None:
            word.head.children.append(word)


def _open_circles(words: list[Word]) -> None:
    safe: set[int] = set()
    for word in words:
        path: list[int] = []
        above: Word | None = word
        while above is not None and above.index not in safe:
            if above.index in path:
                above.head = None
                break
            path.append(above.index)
            above = above.head
        safe.update(path)


def tree_of(sentence: SpacySpan) -> Tree:
    """The tree of a spaCy sentence whose labels are Universal Dependencies already."""
    words = [
        Word(
            i, token.text, token.lemma_ or token.text.lower(), token.pos_, token.dep_.lower(),
            token.idx, token.idx + len(token.text), str(token.morph),
        )
        for i, token in enumerate(sentence)
    ]  # fmt: skip
    return rooted(words, [token.head.i - sentence.start for token in sentence])


def rooted(words: list[Word], heads: Sequence[int]) -> Tree:
    """The tree of words whose heads have these indices; where that is the word's own or outside, it has none."""
    for word, head in zip(words, heads, strict=True):
        if head != word.index and 0 <= head < len(words):
            word.head = words[head]
    link(words)
    written = [word for word in words if word.text.strip()] or words
    return Tree(words, written[0].start, written[-1].end)
