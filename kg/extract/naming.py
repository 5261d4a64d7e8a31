"""What a phrase names that may fill a slot: an actor, a thing, whose a thing is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.arguments import antecedent, members, of_phrases
from kg.extract.offices import named_beside
from kg.extract.owners import as_people, owners
from kg.extract.sentence import Sentence
from kg.extract.tree import Word
from kg.model import ACTOR_KINDS, Mention

UNTOLD = frozenset({"event", "policy", "asset"})


@dataclass(frozen=True, slots=True)
class Argument:
    """A mention that fills a slot, and how directly it does ("direct", or "owner": Russia in "Russia's decision")."""

    mention: Mention
    way: str = "direct"


def unique(found: Iterable[Argument]) -> list[Argument]:
    """Without repetitions, in order."""
    return list(dict.fromkeys(found))


def other_side(sentence: Sentence, *, several: bool = False) -> Mention:
    """The other side of the story, or both of a mediator, whom a sentence does not name; the span is the sentence."""
    start, end = sentence.tree.start, sentence.tree.end
    return Mention(start, end, "", "state", "pronoun", (), count=2 if several else 1, refers="other")


def arguments_at(sentence: Sentence, head: Word, kinds: frozenset[str], *, acting: bool = False) -> Iterator[Argument]:
    """What a phrase names that may stand in a slot of these kinds: an actor, a thing, or the owner of a thing.

    Whose a thing is does not act when the lexicon does not know the thing: "Korean dramas", "Persian saffron".
    """
    word = antecedent(head)
    named = named_beside(sentence, word)
    if named and named[0].kind in kinds:
        yield Argument(named[0])
        return
    found = [mention for mention in sentence.at(word) if acting or mention.refers != "possessor"]
    mentions = [each for mention in found if _fits(each := as_people(sentence, word, mention, kinds), kinds)]
    mentions = [mention for mention in mentions if not _is_bare(mention, kinds)]
    things = [mention for mention in mentions if is_thing(mention)]
    yield from (Argument(mention, "thing" if mention in things else "direct") for mention in mentions)
    own = {"programme"} if "state" in kinds else {"programme", "asset"}  # seized with a tanker is whose it is
    if len(mentions) > len(things) or any(thing.kind in own for thing in things):
        return
    if "transparent" in word.roles or word.upos == "NUM":
        below = list(of_phrases(word))
        for inner in below:
            yield from arguments_at(sentence, inner, kinds, acting=acting)
        if below:
            return
    included = [
        argument for member in members(word) for argument in arguments_at(sentence, member, kinds, acting=acting)
    ]
    yield from included
    people = word.upos == "NOUN" or (word.upos == "PROPN" and "Number=Plur" in word.feats)  # "the Kurds of Syria"
    unknown = acting and people and word.lemma.lower() not in sentence.lexicon.nouns
    if not included and not unknown and kinds & {"state", "organization", "group"}:
        yield from (Argument(mention, "owner") for mention in owners(sentence, word, kinds, acting=acting))


def _is_bare(mention: Mention, kinds: frozenset[str]) -> bool:
    """Whether a single noun says too little to stand where an actor may: "condemned the raid", "struck a mine"."""
    return is_thing(mention) and mention.kind in UNTOLD and "state" in kinds and " " not in mention.text


def is_thing(mention: Mention) -> bool:
    """Whether a common noun describes a treaty, plan, event or asset."""
    return mention.form == "description" and mention.kind not in ACTOR_KINDS


def _fits(mention: Mention, kinds: frozenset[str]) -> bool:
    if mention.form == "description" and mention.kind == "place":
        return False  # "the border", "nine sites": whose they are says more
    pending = mention.form == "pronoun" or (mention.form == "description" and mention.count != 1)
    return mention.kind in kinds or (pending and not mention.candidates)
