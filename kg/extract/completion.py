"""Relations that the constructions leave open, read by the trained model: see `judgement`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.constructions import STANDING, Reader
from kg.extract.judgement import ReadingModel
from kg.extract.readings import Cue, ReadingFinder, Story
from kg.extract.sentence import Sentence
from kg.model import Mention, RelationMention
from kg.ontology import Predicate

THRESHOLD = 0.3  # least probability: below, more of what the model adds is wrong than right
SECOND = 0.5  # least probability of another relation of a pair: a sentence rarely says two
Key = tuple[Mention, str, Mention]


@dataclass(frozen=True, slots=True)
class Judged:
    """The likeliest reading of a relation."""

    chance: float
    cue: Cue


def completed(
    sentence: Sentence,
    found: Sequence[RelationMention],
    reader: Reader,
    *,
    model: ReadingModel | None,
    predicates: Mapping[str, Predicate],
    story: Story | None = None,
    threshold: float = THRESHOLD,
) -> Iterator[RelationMention]:
    """What the constructions found, as sure as the model is of it, and what else the model is sure of."""
    if model is None:
        yield from found
        return
    best = _best(model, ReadingFinder(sentence, found, predicates, story), threshold)
    taken: set[Key] = set()
    related: set[frozenset[Mention]] = set()
    for relation in found:
        key = (relation.subject, relation.predicate, relation.object)
        taken |= {key, key[::-1]} if predicates[relation.predicate].symmetric else {key}
        related |= {frozenset(key[::2])} if predicates[relation.predicate].family not in STANDING else set()
        known = best.get(key)
        yield replace(relation, confidence=round(known.chance, 2)) if known else relation
    ranked = sorted(best.items(), key=lambda item: (-item[1].chance, item[0][0].start, item[0][1], item[0][2].start))
    for (subject, name, object_), known in ranked:
        pair = frozenset({subject, object_})
        least = max(threshold, SECOND) if pair in related else threshold
        if known.chance < least or (subject, name, object_) in taken or predicates[name].family in STANDING:
            continue
        related.add(pair)
        taken |= {(subject, name, object_)}
        taken |= {(object_, name, subject)} if predicates[name].symmetric else set()
        yield from reader.typed(known.cue, subject, object_, confidence=round(known.chance, 2))


def _best(model: ReadingModel, finder: ReadingFinder, threshold: float) -> dict[Key, Judged]:
    best: dict[Key, Judged] = {}
    for readings in finder.readings(model.is_likely):
        name = readings.predicate.name
        for chance, at, to in model.judge(readings, finder, threshold):
            subject, object_ = readings.subjects[at].mention, readings.objects[to].mention
            keys = [(subject, name, object_)]
            if readings.predicate.symmetric:
                keys.append((object_, name, subject))
            for key in keys:
                if key not in best or chance > best[key].chance:
                    best[key] = Judged(chance, readings.cue)
    return best
