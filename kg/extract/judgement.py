"""How likely a reading holds: a logistic regression over its features, trained by `kg.training.readings`.

A score is a sum of weights, so that what belongs to the cue alone, or to the cue and one argument, is added up once for
all readings that share it.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable

from kg.extract.lexicon import LANGUAGES
from kg.extract.readings import NAMES, CueReadings, Features, Filler, ReadingFinder, Value

Pair = tuple[Value, Value]
Known = Mapping[Value | Pair, float]
# Features whose values count together, in the order of PARTS: a filled slot means more for one predicate than another.
TOGETHER = (
    ("subject.after", "object.after"), ("cue.passive", "subject.fills"), ("cue.passive", "object.fills"),
    ("cue.predicate", "object.case"), ("cue.predicate", "subject.case"), ("cue.predicate", "subject.fills"),
    ("cue.predicate", "object.fills"), ("cue.predicate", "pair.framed"), ("cue.subject slots", "subject.fills"),
    ("cue.object slots", "object.fills"), ("subject.fills", "object.fills"), ("subject.deprel", "object.deprel"),
    ("subject.step", "object.step"), ("subject.up", "subject.down"), ("object.up", "object.down"),
    ("cue.predicate", "subject.kind"), ("cue.predicate", "object.kind"), ("subject.fills", "pair.subject filled"),
    ("object.fills", "pair.object filled"), ("cue.symmetric", "subject.fills"), ("cue.object slots", "object.case"),
    ("cue.predicate", "subject.step"), ("cue.predicate", "object.step"), ("cue.predicate", "cue.lemma"),
    ("subject.mentions between", "object.mentions between"), ("cue.sign", "pair.related before"),
)  # fmt: skip
LEAST_OF_CUE = -1.0  # score of a cue alone: those with less added a tenth of a point to the recall of articles
SLACK = 0.5  # what the places of two mentions to each other add to a score, but for one in a hundred
SHARED = "shared"  # trained on all languages together
REMEMBERED = 1 << 14  # features of a part whose weight is kept
PARTS = ("cue", "subject", "object", "pair")


def observed(cue: Features, subject: Features, object_: Features, pair: Features) -> Iterator[tuple[str, Value | Pair]]:
    """(name, value) of every feature of a reading, those that count together included."""
    values = (*cue, *subject, *object_, *pair)
    yield from zip(NAMES, values, strict=True)
    for (first, second), name in zip(PLACES, TOGETHER_NAMES, strict=True):
        yield name, (values[first], values[second])


PLACES = tuple((NAMES.index(first), NAMES.index(second)) for first, second in TOGETHER)
TOGETHER_NAMES = tuple(f"{first} & {second}" for first, second in TOGETHER)


Table = tuple[int, Mapping[Value, float]]  # where a value stands in its part, and what each weighs


class ReadingModel:
    """Weights of the regression by feature and value, and its intercept."""

    def __init__(self, weights: Mapping[str, Known], intercept: float, checksum: str = "") -> None:
        self.checksum = checksum
        self._intercept = intercept
        starts = {part: next(at for at, name in enumerate(NAMES) if name.startswith(part + ".")) for part in PARTS}
        self._alone: dict[str, list[tuple[int, Known]]] = {part: [] for part in PARTS}
        self._within: dict[str, list[tuple[int, int, Known]]] = {part: [] for part in PARTS}
        self._across: dict[tuple[str, str], list[tuple[int, int, dict[Value, dict[Value, float]]]]] = {
            (one, other): [] for one in PARTS for other in PARTS
        }
        self._weights: dict[str, dict[Features, float]] = {part: {} for part in PARTS}
        for at, name in enumerate(NAMES):
            if known := weights.get(name):
                part = _part(name)
                self._alone[part].append((at - starts[part], known))
        for (first, second), name in zip(PLACES, TOGETHER_NAMES, strict=True):
            if known := weights.get(name):
                one, other = _part(NAMES[first]), _part(NAMES[second])
                places = (first - starts[one], second - starts[other])
                if one == other:
                    self._within[one].append((*places, known))
                else:
                    self._across[one, other].append((*places, _by_first(known)))

    def is_likely(self, cue: Features) -> bool:
        """Whether a cue may hold at all, from its own features."""
        return self._intercept + self._sum("cue", cue, ()) >= LEAST_OF_CUE

    def judge(self, readings: CueReadings, finder: ReadingFinder, least: float) -> Iterator[tuple[float, int, int]]:
        """(probability, index of the subject, index of the object) of pairs likelier than `least` and of those framed.

        Pairs that the constructions do not relate and that cue and arguments make unlikely are not looked at.
        """
        of_cue = self._intercept + self._sum("cue", readings.features, ())
        subjects = self._of_fillers("subject", readings.features, readings.subjects)
        objects = self._of_fillers("object", readings.features, readings.objects)
        bound = math.log(least / (1 - least)) if least else -1e9
        of_pair = self._given("cue", readings.features, "pair")
        bound_alone = bound - SLACK - self._unframed(readings, of_pair)
        for at, to in readings.pairs:
            score = of_cue + subjects[at] + objects[to]
            framed = finder.is_framed(readings, at, to)
            if score < bound_alone and not framed:
                continue
            subject, object_ = readings.subjects[at].features, readings.objects[to].features
            pair = finder.of_pair(readings, at, to)
            score += self._sum("pair", pair, of_pair) + self._both("subject", subject, "object", object_)
            score += self._both("subject", subject, "pair", pair) + self._both("object", object_, "pair", pair)
            if score >= bound or framed:
                yield 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), at, to

    def _unframed(self, readings: CueReadings, given: Iterable[Table]) -> float:
        """What the pairs of a cue weigh for not being framed, and for what all of them share."""
        values = (0, 0, 0, *readings.shared)
        alone = sum(known.get(values[at], 0.0) for at, known in self._alone["pair"] if at < len(values))
        return alone + sum(table.get(values[at], 0.0) for at, table in given if at < len(values))

    def _of_fillers(self, part: str, cue: Features, fillers: Iterable[Filler]) -> list[float]:
        given = self._given("cue", cue, part)
        return [self._sum(part, filler.features, given) for filler in fillers]

    def _given(self, part: str, values: Features, other: str) -> list[Table]:
        """What the values of the other part weigh beside these."""
        tables = ((second, by.get(values[first])) for first, second, by in self._across[part, other])
        return [(second, table) for second, table in tables if table]

    def _sum(self, part: str, values: Features, given: Iterable[Table]) -> float:
        score = self._weight(part, values)
        for at, table in given:
            score += table.get(values[at], 0.0)
        return score

    def _weight(self, part: str, values: Features) -> float:
        """What the values of one part weigh by themselves; the same are asked for often."""
        remembered = self._weights[part]
        score = remembered.get(values)
        if score is None:
            score = 0.0
            for at, known in self._alone[part]:
                score += known.get(values[at], 0.0)
            for at, to, known in self._within[part]:
                score += known.get((values[at], values[to]), 0.0)
            if len(remembered) >= REMEMBERED:
                remembered.clear()
            remembered[values] = score
        return score

    def _both(self, part: str, values: Features, other: str, others: Features) -> float:
        score = 0.0
        for first, second, by in self._across[part, other]:
            table = by.get(values[first])
            if table:
                score += table.get(others[second], 0.0)
        return score


def _part(name: str) -> str:
    return name.partition(".")[0]


def _by_first(known: Known) -> dict[Value, dict[Value, float]]:
    """Weights of pairs of values, by the first and then by the second."""
    found: dict[Value, dict[Value, float]] = {}
    for pair, weight in known.items():
        if isinstance(pair, tuple):
            found.setdefault(pair[0], {})[pair[1]] = weight
    return found


def written(weights: Iterable[tuple[str, Value | Pair, float]], intercept: float) -> str:
    """The model as JSON text, sorted: [name, value or [value, value], weight] a line."""
    rows = sorted(json.dumps([name, value, weight], ensure_ascii=False) for name, value, weight in weights)
    return f'{{"intercept": {intercept}, "weights": [\n' + ",\n".join(rows) + "\n]}\n"


def model_of(text: str) -> ReadingModel:
    """The model that `written` wrote."""
    read = json.loads(text)
    weights: dict[str, dict[Value | Pair, float]] = {}
    for name, value, weight in read["weights"]:
        weights.setdefault(name, {})[tuple(value) if isinstance(value, list) else value] = weight
    return ReadingModel(weights, read["intercept"], sha256(text.encode("utf-8")).hexdigest())


@cache
def trained_for(lang: str) -> str:
    """The language whose weights judge readings: its own, else those of `SHARED`, whose trees look alike."""
    return lang if _weights(lang).is_file() else SHARED


@cache
def load_reading_model(lang: str) -> ReadingModel | None:
    """The model that judges readings of a language; None where that has no frames to judge."""
    path = _weights(trained_for(lang))
    return model_of(path.read_text(encoding="utf-8")) if lang in LANGUAGES and path.is_file() else None


def _weights(lang: str) -> Traversable:
    return resources.files("kg").joinpath("models", "readings", lang, "weights.json")
