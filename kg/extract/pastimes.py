"""Sport, games and weather, in which states meet, lead and are struck without doing anything to each other."""

from collections.abc import Iterable, Iterator, Mapping

from kg.extract.sentence import Sentence
from kg.model import RelationMention
from kg.ontology import Predicate

PLAYED = frozenset({"assault", "coercion", "retreat", "consultation", "rivalry", "mobilization", "office"})


def in_earnest(
    sentence: Sentence, found: Iterable[RelationMention], predicates: Mapping[str, Predicate]
) -> Iterator[RelationMention]:
    """What is said, without what belongs to a game or a storm; persons may meet at a match."""
    played = any(sentence.lexicon.pastimes & {word.lemma.lower(), word.text.lower()} for word in sentence.tree.words)
    for relation in found:
        person = "person" in {relation.subject.kind, relation.object.kind}
        if not played or person or predicates[relation.predicate].family not in PLAYED:
            yield relation
