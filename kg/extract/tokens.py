"""Words read off parsed documents of spaCy: what rules say of a token's tag and form, remembered.

The attribute ruler and the lemmatizer of a pipeline look at one token: at its form, its tag and its relation. What they
make of it is kept by these three and read from arrays, at a fraction of the time. The few patterns of the ruler that
look at two tokens are known: documents with two tokens that may fill one go to the components themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract.tree import Tree, Word, rooted

RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
REGULAR = {"^n'?t$": frozenset({"nt", "n't"}), "^y'?$": frozenset({"y", "y'"})}  # expressions that patterns use
ALLOWED = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
COLUMNS: list[int | str] = ["ORTH", "TAG", "DEP", "HEAD", "IDX", "SENT_START"]
MOST_KINDS = 1 << 17  # remembered; then it begins anew


@dataclass(frozen=True, slots=True)
class Kind:
    """What is said of every token with one form, tag and relation."""

    text: str
    lemma: str
    upos: str
    deprel: str
    feats: str


class TokenReader:
    """Reads sentences off documents that were parsed without the rules of their pipeline, which it applies itself."""

    def __init__(self, nlp: Language) -> None:
        parts = dict(nlp.components)
        self._rules: list[Any] = [parts[name] for name in (RULER, LEMMATIZER) if name in nlp.pipe_names]
        for name in (RULER, LEMMATIZER):
            if name in nlp.pipe_names:
                nlp.disable_pipe(name)
        self._known: dict[tuple[int, int, int], Kind] = {}
        rules: Any = parts[RULER].patterns if RULER in parts else []  # type: ignore[attr-defined]
        patterns = [pattern for rule in rules for pattern in rule["patterns"]]
        pairs, singles = [each for each in patterns if len(each) > 1], [each[0] for each in patterns if len(each) == 1]
        self._is_sure = all(ALLOWED.issuperset(token) for token in singles)
        self._firsts: dict[str, set[str]] = {}
        for first, *rest in pairs:
            heads, seconds = _words(first) or _relations(first), _words(rest[0])
            self._is_sure &= bool(heads) and bool(seconds)
            for second in seconds:
                self._firsts.setdefault(second, set()).update(heads)

    def trees(self, doc: Doc) -> Iterator[Tree]:
        """The sentences of a document, in the labels of its pipeline."""
        if not len(doc):
            return
        columns = doc.to_array(COLUMNS).astype(np.int64)
        kinds = self._kinds(doc, columns[:, :3].tolist())
        heads, starts = (columns[:, 3] + np.arange(len(doc))).tolist(), columns[:, 4].tolist()
        bounds = [0, *(1 + np.flatnonzero(columns[1:, 5] == 1)).tolist(), len(doc)]
        for first, end in pairwise(bounds):
            words = [
                Word(i, kind.text, kind.lemma, kind.upos, kind.deprel, start, start + len(kind.text), kind.feats)
                for i, (kind, start) in enumerate(zip(kinds[first:end], starts[first:end], strict=True))
            ]
            yield rooted(words, [head - first for head in heads[first:end]])

    def _kinds(self, doc: Doc, keys: list[list[int]]) -> list[Kind]:
        found = [self._known.get((form, tag, dep)) for form, tag, dep in keys]
        if None in found:
            if len(self._known) > MOST_KINDS:
                self._known.clear()
            for at, (form, tag, dep) in enumerate(keys):
                found[at] = found[at] or self._known.get((form, tag, dep)) or self._remember((form, tag, dep), doc[at])
        kinds = [kind for kind in found if kind is not None]
        if self._is_sure and not any(map(self._may_pair, kinds, kinds[1:])):
            return kinds
        for rule in self._rules:
            doc = rule(doc)
        return [_kind(token) for token in doc]

    def _remember(self, key: tuple[int, int, int], token: Token) -> Kind:
        alone = Doc(token.vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
        for rule in self._rules:
            alone = rule(alone)
        self._known[key] = _kind(alone[0])
        return self._known[key]

    def _may_pair(self, before: Kind, kind: Kind) -> bool:
        """Whether two tokens may fill a pattern of two."""
        firsts = self._firsts.get(kind.text.lower())
        return firsts is not None and not firsts.isdisjoint((before.text.lower(), f"dep={before.deprel}"))


def _kind(token: Token) -> Kind:
    return Kind(token.text, token.lemma_ or token.text.lower(), token.pos_, token.dep_.lower(), str(token.morph))


def _words(token: Mapping[Any, Any]) -> frozenset[str]:
    """The words that a token pattern allows; none where it asks for something else."""
    lower = token.get("LOWER")
    if isinstance(lower, str):
        return frozenset({lower})
    if isinstance(lower, dict) and "IN" in lower:
        return frozenset(lower["IN"])
    return REGULAR.get(str(lower.get("REGEX")), frozenset()) if isinstance(lower, dict) else frozenset()


def _relations(token: Mapping[Any, Any]) -> frozenset[str]:
    """The relation that a token pattern asks for."""
    return frozenset({f"dep={token['DEP'].lower()}"}) if isinstance(token.get("DEP"), str) else frozenset()
