"""Relations that the constructions leave open, read by the trained model: see `judgement`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.arguments import members
from kg.extract.constructions import STANDING, Reader
from kg.extract.judgement import ReadingModel, trained_for
from kg.extract.readings import Cue, ReadingFinder, Story
from kg.extract.sentence import Sentence
from kg.extract.tree import Word
from kg.model import Mention, RelationMention
from kg.ontology import Predicate

THRESHOLD = 0.3  # least probability: below, more of what the model adds is wrong than right
DOUBTED = 0.2  # least probability of what the constructions found, by a model of the language's own
SECOND = 0.5  # least probability of another relation of a pair: a sentence rarely says two
BESIDE = 0.5  # least probability of a reading of a cue whose frame the constructions filled
SHARE = 0.6  # of the probability of the likeliest reading of its cue, which another reading must reach
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
    doubted = DOUBTED if trained_for(sentence.lexicon.lang) == sentence.lexicon.lang else 0.0
    best = _best(model, ReadingFinder(sentence, found, predicates, story), threshold)
    choice = Choice(found, predicates, threshold)
    for relation in found:
        known = best.get((relation.subject, relation.predicate, relation.object))
        if known is None or known.chance >= doubted:
            yield replace(relation, confidence=round(known.chance, 2)) if known else relation
    ranked = sorted(best.items(), key=lambda item: (-item[1].chance, item[0][0].start, item[0][1], item[0][2].start))
    for (subject, name, object_), known in ranked:
        if choice.takes(subject, predicates[name], object_, known):
            yield from reader.typed(known.cue, subject, object_, confidence=round(known.chance, 2))


class Choice:
    """Which readings are believed, likeliest first, beside what the constructions found in the sentence."""

    def __init__(self, found: Sequence[RelationMention], predicates: Mapping[str, Predicate], threshold: float) -> None:
        self._threshold = threshold
        self._cues = [relation.cue for relation in found]
        self._tops: dict[int, float] = {}
        self._taken: set[Key] = set()
        self._related: set[frozenset[Mention]] = set()
        for relation in found:
            self._take(relation.subject, predicates[relation.predicate], relation.object)

    def takes(self, subject: Mention, predicate: Predicate, object_: Mention, known: Judged) -> bool:
        """Whether a reading is believed; it is then taken note of."""
        if (subject, predicate.name, object_) in self._taken or predicate.family in STANDING:
            return False
        cue, least = known.cue.word, self._threshold
        if frozenset({subject, object_}) in self._related:
            least = max(least, SECOND)
        if any(start <= cue.start < end for start, end in self._cues):
            least = max(least, BESIDE)
        least = max(least, SHARE * self._tops.get(cue.index, 0.0))
        if known.chance < least:
            return False
        self._tops.setdefault(cue.index, known.chance)
        self._take(subject, predicate, object_)
        return True

    def _take(self, subject: Mention, predicate: Predicate, object_: Mention) -> None:
        self._taken.add((subject, predicate.name, object_))
        if predicate.symmetric:
            self._taken.add((object_, predicate.name, subject))
        if predicate.family not in STANDING:
            self._related.add(frozenset({subject, object_}))


def _best(model: ReadingModel, finder: ReadingFinder, threshold: float) -> dict[Key, Judged]:
    best: dict[Key, Judged] = {}
    for readings in finder.readings(model.is_likely):
        name = readings.predicate.name
        for chance, at, to in model.judge(readings, finder, threshold):
            one, other = readings.subjects[at], readings.objects[to]
            acting = (one, other) if readings.predicate.symmetric else (one,)
            if any(finder.only_reports(each.word, readings.cue.word) for each in acting):
                continue
            if not readings.predicate.symmetric and (_joins(one.word, other.word) or _joins(other.word, one.word)):
                continue
            subject, object_ = one.mention, other.mention
            keys = [(subject, name, object_)]
            if readings.predicate.symmetric:
                keys.append((object_, name, subject))
            for key in keys:
                if key not in best or chance > best[key].chance:
                    best[key] = Judged(chance, readings.cue)
    return best


def _joins(word: Word, other: Word) -> bool:
    """Whether two do something together, not to each other: "X and Y", "X and allies, including Y"."""
    together = word.first_conjunct().conjuncts()
    return other in together or any(other in members(each) for each in together)
