"""Ends of relations without a name: people whom a text brings up and knows nothing more of, "gunmen", "six clerks".

Tried only for a slot of a verb that is filled by a word without any mention. A definite description ("the group")
stands for somebody named before and is left to what resolves it.
"""

from collections.abc import Iterator

from kg.extract.descriptions import phrase_of
from kg.extract.sentence import Sentence
from kg.extract.tree import Word
from kg.model import Kind, Mention

# What a noun of a class may be, best first: one, and several.
ONE: dict[str, tuple[Kind, ...]] = {
    "group": ("group",), "national": ("person",), "official": ("person",), "organ": ("organization",),
    "company": ("organization",),
}  # fmt: skip
SEVERAL: dict[str, tuple[Kind, ...]] = {**ONE, "national": ("group", "person"), "official": ("group", "person")}
INSTITUTIONS = frozenset({"official", "organ"})


def overlooked(sentence: Sentence, word: Word, kinds: frozenset[str], *, acting: bool = False) -> Iterator[Mention]:
    """The people whom a word without mention describes, where a slot of these kinds may take them.

    One unnamed person who acts is most often no news: "a driver refused".
    """
    if word.upos != "NOUN" or word.index in sentence.covered or sentence.at(word) or not _is_new(word):
        return
    noun_class = sentence.lexicon.nouns.get(word.lemma.lower(), "")
    if noun_class in INSTITUTIONS and _is_somebodys(sentence, word):
        return
    possible = (SEVERAL if "Number=Plur" in word.feats else ONE).get(noun_class, ())
    kind = next((kind for kind in possible if kind in kinds), None)
    if kind is not None and not (acting and kind == "person"):
        start, end = phrase_of(word)
        yield Mention(start, end, sentence.text[start:end], kind, "description", (), (word.start, word.end))


def _is_new(word: Word) -> bool:
    """Whether a description brings up somebody: "gunmen", "opposition marchers"; "the group" was named before."""
    definite = any("Definite=Def" in child.feats or "PronType=Dem" in child.feats for child in word.of("det"))
    if any(owner.upos == "PRON" for owner in word.of("nmod:poss")):
        return False
    return bool(word.of("amod", "compound", "nmod")) or ("Number=Plur" in word.feats and not definite)


def _is_somebodys(sentence: Sentence, word: Word) -> bool:
    """Whether officials are named, or somebody's, who then acts: "heads of state of Peru"."""
    owned = bool(word.of("nmod:poss")) or any(child.marked("of") for child in word.of("nmod"))
    return owned or any(map(sentence.at, word.of("appos")))


def is_anchored(mention: Mention) -> bool:
    """Whether a mention is somebody in particular: named, of a nation, or referring to somebody named elsewhere."""
    return bool(mention.candidates or mention.nation) or mention.form != "description" or mention.count != 1
