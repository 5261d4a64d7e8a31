"""The attribute ruler of a spaCy pipeline, remembered: the same attributes at a fraction of the time.

Nearly all its patterns look at one token, at its tag, small letters, relation and whether it is space, so that what it
does to a token can be kept by these four. Texts with two tokens that may fill a pattern of two go to the ruler itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

NAME = "remembered_attribute_ruler"
RULER = "attribute_ruler"
REGULAR = {"^n'?t$": frozenset({"nt", "n't"}), "^y'?$": frozenset({"y", "y'"})}  # expressions that patterns use
ALLOWED = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the ruler makes of a token, as numbers of the vocabulary; `lemma` is 0 where it sets none."""

    pos: int
    tag: int
    dep: int
    lemma: int
    morph: str


class RememberedRuler:
    """A pipeline component that gives the attributes that `ruler` gives."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._known: dict[tuple[int, int, int, bool], Attributes] = {}
        rules: Any = ruler.patterns
        patterns = [pattern for rule in rules for pattern in rule["patterns"]]
        pairs, singles = [each for each in patterns if len(each) > 1], [each[0] for each in patterns if len(each) == 1]
        self._is_sure = all(ALLOWED.issuperset(token) for token in singles)
        self._firsts: dict[str, set[str]] = {}
        for first, *rest in pairs:
            heads, seconds = _words(first) or _relations(first), _words(rest[0])
            self._is_sure &= bool(heads) and bool(seconds)
            for second in seconds:
                self._firsts.setdefault(second, set()).update(heads)

    def __call__(self, doc: Doc) -> Doc:
        """The document with the attributes of its tokens set."""
        if not self._is_sure or any(map(self._may_pair, doc)):
            return self._ruler(doc)
        for token in doc:
            key = (token.tag, token.lower, token.dep, token.is_space)
            known = self._known.get(key)
            if known is None:
                known = self._known[key] = self._read(token)
            token.pos, token.tag, token.dep = known.pos, known.tag, known.dep
            if known.lemma:
                token.lemma = known.lemma
            token.set_morph(known.morph)  # type: ignore[attr-defined]  # missing in the stubs
        return doc

    def _may_pair(self, token: Token) -> bool:
        """Whether the token and the one before may fill a pattern of two."""
        firsts = self._firsts.get(token.lower_) if token.i else None
        return firsts is not None and not firsts.isdisjoint((token.nbor(-1).lower_, f"dep={token.nbor(-1).dep_}"))

    def _read(self, token: Token) -> Attributes:
        alone = Doc(token.vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
        read = self._ruler(alone)[0]
        return Attributes(read.pos, read.tag, read.dep, read.lemma, str(read.morph))


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
    return frozenset({f"dep={token['DEP']}"}) if isinstance(token.get("DEP"), str) else frozenset()


@Language.factory(NAME)
def _make(nlp: Language, name: str) -> RememberedRuler:  # noqa: ARG001 - spaCy calls factories with a name
    return RememberedRuler(dict(nlp.components)[RULER])  # type: ignore[arg-type]


def remember(nlp: Language) -> None:
    """Puts the remembered ruler in place of the pipeline's own."""
    if RULER in nlp.pipe_names:
        nlp.add_pipe(NAME, after=RULER)
        nlp.disable_pipe(RULER)
