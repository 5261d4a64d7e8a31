"""How likely a reading holds: a logistic regression over its features, trained by `kg.training.readings`.

A score is a sum of weights, so that what belongs to the cue alone, or to the cue and one argument, is added up once for
all readings that share it.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources

from kg.extract.readings import NAMES, CueReadings, Features, Value

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
PARTS = ("cue", "subject", "object", "pair")


@dataclass(frozen=True, slots=True)
class Weighted:
    """Features of one part, or of two together: where their values stand, and the weight of each value."""

    first: int
    second: int | None
    weights: Known


def observed(cue: Features, subject: Features, object_: Features, pair: Features) -> Iterator[tuple[str, Value | Pair]]:
    """(name, value) of every feature of a reading, those that count together included."""
    values = (*cue, *subject, *object_, *pair)
    yield from zip(NAMES, values, strict=True)
    for (first, second), name in zip(PLACES, TOGETHER_NAMES, strict=True):
        yield name, (values[first], values[second])


PLACES = tuple((NAMES.index(first), NAMES.index(second)) for first, second in TOGETHER)
TOGETHER_NAMES = tuple(f"{first} & {second}" for first, second in TOGETHER)


class ReadingModel:
    """Weights of the regression by feature and value, and its intercept."""

    def __init__(self, weights: Mapping[str, Known], intercept: float, checksum: str = "") -> None:
        self.checksum = checksum
        self._intercept = intercept
        starts = {part: next(at for at, name in enumerate(NAMES) if name.startswith(part + ".")) for part in PARTS}
        self._of: dict[tuple[str, ...], list[Weighted]] = {}
        for at, name in enumerate(NAMES):
            if known := weights.get(name):
                part = name.partition(".")[0]
                self._of.setdefault((part,), []).append(Weighted(at - starts[part], None, known))
        for (first, second), name in zip(PLACES, TOGETHER_NAMES, strict=True):
            if known := weights.get(name):
                parts = tuple(NAMES[at].partition(".")[0] for at in (first, second))
                places = (first - starts[parts[0]], second - starts[parts[1]])
                self._of.setdefault(parts if parts[0] != parts[1] else parts[:1], []).append(Weighted(*places, known))

    def probabilities(self, readings: CueReadings) -> list[float]:
        """How likely each of the pairs holds, in their order."""
        of_cue = self._intercept + self._alone("cue", readings.features)
        subjects = [self._of_argument("subject", readings.features, each) for _, each in readings.subjects]
        objects = [self._of_argument("object", readings.features, each) for _, each in readings.objects]
        found = []
        for at, to, pair in readings.pairs:
            subject, object_ = readings.subjects[at][1], readings.objects[to][1]
            score = of_cue + subjects[at] + objects[to] + self._alone("pair", pair)
            score += self._both("subject", subject, "object", object_) + self._both(
                "cue", readings.features, "pair", pair
            )
            score += self._both("subject", subject, "pair", pair) + self._both("object", object_, "pair", pair)
            found.append(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))))
        return found

    def _of_argument(self, part: str, cue: Features, argument: Features) -> float:
        return self._alone(part, argument) + self._both("cue", cue, part, argument)

    def _alone(self, part: str, values: Features) -> float:
        score = 0.0
        for each in self._of.get((part,), ()):
            value = values[each.first] if each.second is None else (values[each.first], values[each.second])
            score += each.weights.get(value, 0.0)
        return score

    def _both(self, part: str, values: Features, other: str, others: Features) -> float:
        return sum(
            each.weights.get((values[each.first], others[each.second or 0]), 0.0)
            for each in self._of.get((part, other), ())
        )


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
def load_reading_model(lang: str) -> ReadingModel | None:
    """The model of a language that ships, None where none has been trained."""
    path = resources.files("kg").joinpath("models", "readings", lang, "weights.json")
    return model_of(path.read_text(encoding="utf-8")) if path.is_file() else None


def judged(model: ReadingModel, readings: Iterable[CueReadings]) -> Iterator[tuple[float, CueReadings, int, int]]:
    """(probability, readings of the cue, index of the subject, index of the object) of every reading."""
    for each in readings:
        chances: Sequence[float] = model.probabilities(each)
        for chance, (at, to, _) in zip(chances, each.pairs, strict=True):
            yield chance, each, at, to
