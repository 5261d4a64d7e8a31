"""Names that a model finds, sought only in sentences with a word that looks like a name and is not known.

A model of names costs more than all else of a pipeline, and most of what it finds in news the gazetteer knows already.
What it finds in the other sentences is not missed: a known name is taken for the longer name around it only where that
has further words with a capital.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.bilou import Found, NameReader
from kg.extract.tree import Tree, Word
from kg.gazetteer import Gazetteer, Match

NER = "ner"


class NameFinder:
    """Finds names with the model of a pipeline, which no longer runs by itself.

    `usual` are words that are written with a capital and name nobody, in small letters: days, months.
    """

    def __init__(self, nlp: Language, gazetteer: Gazetteer, usual: Collection[str]) -> None:
        self._model: Any = nlp.get_pipe(NER)
        self._reader = NameReader(self._model) if NameReader.reads(self._model) else None
        nlp.disable_pipe(NER)
        self._gazetteer = gazetteer
        self._usual = frozenset(usual)

    def find(self, docs: Sequence[Doc], trees: Sequence[Sequence[Tree]]) -> list[list[Found]]:
        """The names of each document, in order; `trees` are those of its sentences, a word a token."""
        read = enumerate(zip(docs, trees, strict=True))
        parts = [(at, start, end) for at, (doc, of) in read for start, end in self._worth_reading(doc, of)]
        found: list[list[Found]] = [[] for _ in docs]
        cut = [_cut(docs[at], start, end) for at, start, end in parts]
        for (at, start, _), names in zip(parts, self._names(cut), strict=True):
            found[at].extend((start + first, start + end, label) for first, end, label in names)
        return found

    def _names(self, docs: Sequence[Doc]) -> Iterator[list[Found]]:
        if self._reader is not None:
            yield from self._reader.names(docs)
            return
        for doc in self._model.pipe(docs, batch_size=64):
            yield [(name.start, name.end, name.label_) for name in doc.ents]

    def _worth_reading(self, doc: Doc, trees: Sequence[Tree]) -> Iterator[tuple[int, int]]:
        """First and last token of runs of sentences that are to be read."""
        known: frozenset[int] | None = None
        marked = []
        start = 0
        for tree in trees:
            capital = [start + word.index for word in tree.words if self._may_name(word)]
            if capital and known is None:
                known = self._known(doc)
            marked.append((any(at not in (known or ()) for at in capital), start, start + len(tree.words)))
            start += len(tree.words)
        for worth, run in groupby(marked, key=lambda each: each[0]):
            if worth:
                sentences = list(run)
                yield sentences[0][1], sentences[-1][2]

    def _may_name(self, word: Word) -> bool:
        """Whether a word may be part of a name; the first of a sentence has its capital anyway."""
        if not word.text[0].isupper() or word.text.lower() in self._usual:
            return False
        return bool(word.index) or word.upos == "PROPN"

    def _known(self, doc: Doc) -> frozenset[int]:
        """The tokens inside known names; two side by side may be parts of one that is not known: "Abbas Mousavi"."""
        found: set[int] = set()
        matches = [Match(-2, -2, ()), *self._gazetteer.matches(doc.text)]
        for before, match in pairwise(matches):
            if before.end + 1 == match.start:
                continue
            span = doc.char_span(match.start, match.end, alignment_mode="expand")
            found.update(range(span.start, span.end) if span is not None else ())
        return frozenset(found)


def _cut(doc: Doc, start: int, end: int) -> Doc:
    """Some tokens as a text of their own."""
    if (start, end) == (0, len(doc)):
        return doc
    tokens = doc[start:end]
    return Doc(doc.vocab, words=[each.text for each in tokens], spaces=[bool(each.whitespace_) for each in tokens])
