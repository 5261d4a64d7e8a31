"""Whose a thing is, and who the people of a nation are: the actors behind "a Greek plan" and "Turkish farmers"."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.sentence import MODIFIERS, Sentence
from kg.extract.tree import Word
from kg.model import Mention

PEOPLE_KINDS = frozenset({"person", "group", "organization"})
SUFFERED = frozenset(
    {"attacks", "invades", "kills", "abducts", "captures", "occupies", "seizes", "detains", "deports", "represses",
     "blockades", "expels"}
)  # fmt: skip


def as_people(sentence: Sentence, word: Word, mention: Mention, kinds: frozenset[str]) -> Mention:
    """The people themselves where a state cannot stand: who protests is "Turkish farmers", not Turkey."""
    if kinds != PEOPLE_KINDS or mention.form == "pronoun":
        return mention
    nation = mention.nation or next(iter(mention.candidates), None)
    noun_class = sentence.lexicon.nouns.get(word.lemma.lower())
    people = (mention.form == "demonym" and mention.count != 1) or (
        mention.form == "description" and noun_class in {"national", "group"}
    )
    if nation is None or not people:
        return mention
    return replace(mention, kind="group", form="demonym", candidates=(), count=1, nation=nation, office=None)


def owners(sentence: Sentence, word: Word, kinds: frozenset[str], *, acting: bool = False) -> Iterator[Mention]:
    """Russia in "Russia's decision", "the decision of Russia", "a demand by Russia", "Russian plan", "its plan".

    "Its" and "his" own what is done ("its visit"), not the thing to which somebody else does it; "our" both.
    Who suffers an act does not own it: in "the bombing of Iraq" nobody is to blame.
    """
    agents = [child for child in word.children if child.marked("by")] or _makers(sentence, word)
    genitives = sentence.lexicon.grammar.words("of")
    suffered = not agents and any(
        frame.predicate in SUFFERED and not genitives.isdisjoint(frame.object)
        for frame in sentence.lexicon.frames.get((word.lemma.lower(), "NOUN"), ())
    )
    for child in agents or word.children:
        if child in agents or (
            child.deprel in MODIFIERS and (child.deprel != "nmod" or _owns(child, suffered=suffered))
        ):
            for conjunct in child.conjuncts():
                pronouns = [mention for mention in sentence.at(conjunct) if mention.form == "pronoun"]
                yield from (each for each in pronouns if acting or each.refers == "speakers")
                actors = [mention for mention in sentence.at(conjunct) if mention.kind in kinds]
                yield from (each for each in actors if each.candidates or each.form == "name")
                if not actors and conjunct.marked("of"):
                    yield from owners(sentence, conjunct, kinds, acting=acting)  # "the deployment of Greek radars"


def _makers(sentence: Sentence, thing: Word) -> list[Word]:
    """Syria in "shells fired by Syria", but nobody in "fishermen held by Syria"."""
    if sentence.lexicon.nouns.get(thing.lemma.lower()) in {"national", "official", "group", "organ"}:
        return []
    return [agent for clause in thing.of("acl") for agent in clause.of("obl:agent")]


def _owns(phrase: Word, *, suffered: bool) -> bool:
    return phrase.marked("by") or (phrase.marked("of") and not suffered)
