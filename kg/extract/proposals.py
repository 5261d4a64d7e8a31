"""Who puts a plan forward that somebody welcomes or rejects: Brazil in "welcomed a Brazilian plan"."""

from collections.abc import Collection, Iterator

from kg.extract.naming import is_thing
from kg.extract.owners import owners
from kg.extract.sentence import Sentence
from kg.model import ACTOR_KINDS, Mention, RelationMention

CONFIDENCE = 0.6


def proposals(sentence: Sentence, stated: Collection[tuple[Mention, str, Mention]]) -> Iterator[RelationMention]:
    """A relation from the owner of each plan that the sentence says something else of."""
    discussed = {object_ for _, _, object_ in stated}
    for word in sentence.tree.words:
        if "proposed" not in word.roles or word.upos != "NOUN":
            continue
        for plan in (mention for mention in sentence.at(word) if is_thing(mention) and mention in discussed):
            for owner in owners(sentence, word, ACTOR_KINDS):
                if (owner, "proposes", plan) not in stated:
                    yield RelationMention(
                        owner, "proposes", plan, (word.start, word.end), sentence.tree.start, sentence.tree.end,
                        confidence=CONFIDENCE, construction="proposal",
                    )  # fmt: skip
