"""A trained model that says which predicate relates two mentions of a sentence, or none.

It serves where the lexicon does not decide: unseen verbs, loose syntax. One multinomial logistic regression over
features of an ordered pair (subject, object); `kg/training/typing.py` trains it, `kg/models/typing/` holds its weights.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from kg.extract.sentence import Sentence
from kg.extract.tree import Word
from kg.model import ACTOR_KINDS, Mention, RelationMention

NONE = "-"
CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADP", "ADV", "AUX", "PART"})
LONGEST_PATH = 6
BETWEEN = 14  # words between two mentions that still count
MOST_MENTIONS = 12  # more actors in one sentence are a list


@dataclass(frozen=True, slots=True)
class Candidate:
    """An ordered pair of mentions with their head words."""

    subject: Mention
    object: Mention
    subject_word: Word
    object_word: Word


def candidates(sentence: Sentence) -> Iterator[Candidate]:
    """Every ordered pair of different actors (or places, as objects) of a sentence."""
    carried = [
        (mention, sentence.tree.words[index])
        for index in sorted(sentence.mentions)
        for mention in sentence.mentions[index]
        if _may_act(mention)
    ][:MOST_MENTIONS]
    for subject, subject_word in carried:
        for object_, object_word in carried:
            if subject_word is not object_word and _differ(subject, object_) and subject.kind in ACTOR_KINDS:
                yield Candidate(subject, object_, subject_word, object_word)


def _may_act(mention: Mention) -> bool:
    if mention.form == "pronoun" or (mention.form == "description" and mention.count != 1):
        return False
    return mention.kind in ACTOR_KINDS or (mention.kind == "place" and mention.form == "name")


def _differ(subject: Mention, object_: Mention) -> bool:
    nested = subject.start < object_.end and object_.start < subject.end
    return not nested and not (subject.candidates and subject.candidates == object_.candidates)


def features(sentence: Sentence, pair: Candidate, ruled: Iterable[str] = ()) -> list[str]:
    """What is known of an ordered pair, as strings; `ruled` are predicates that the frames found for it."""
    first, last = sorted((pair.subject_word, pair.object_word), key=lambda word: word.index)
    up, top, down = path_between(pair.subject_word, pair.object_word)
    order = "s<o" if first is pair.subject_word else "o<s"
    rise, fall = "^".join(_step(word) for word in up), "v".join(_step(word) for word in down)
    between = sentence.tree.words[first.index + 1 : last.index][:BETWEEN]
    found = ["bias", order, f"ks={pair.subject.kind}", f"ko={pair.object.kind}"]
    found += [f"fs={pair.subject.form}", f"fo={pair.object.form}", f"d={min(len(between), 9) // 3}"]
    found += [f"r={predicate}" for predicate in ruled]
    found += [f"path={rise}|{fall}", f"rise={rise}", f"fall={fall}"]
    found += [f"top={top.lemma.lower()}", f"top={top.lemma.lower()}|{rise[:24]}|{fall[:24]}", f"pos={top.upos}"]
    on_path = {word.index: word for word in (*up, top, *down)}
    found += [f"on={word.lemma.lower()}" for word in on_path.values() if word.upos in CONTENT]
    found += _framed(sentence, "fp", on_path.values())
    found += [f"btw={word.lemma.lower()}" for word in between if word.upos in CONTENT]
    found += [f"bt2={a.lemma.lower()}_{b.lemma.lower()}" for a, b in pairwise(between)]
    found += [f"{order}b={word.lemma.lower()}" for word in between if word.upos == "ADP"]
    found += _framed(sentence, "fb", between)
    found += [f"near={word.lemma.lower()}" for word in _around(sentence.tree.words, first.index, last.index)]
    found += _framed(sentence, "fn", [child for word in on_path.values() for child in word.children])
    return list(dict.fromkeys(found))


def _step(word: Word) -> str:
    return f"{word.deprel}:{word.cases[0]}" if word.cases else word.deprel


def path_between(subject: Word, object_: Word) -> tuple[list[Word], Word, list[Word]]:
    """Words from the subject up to below the lowest common head, that head, and from below it down to the object."""
    above = [subject, *subject.ancestors()]
    places = {word.index: at for at, word in enumerate(above)}
    down: list[Word] = []
    word: Word | None = object_
    while word is not None and word.index not in places:
        down.append(word)
        word = word.head
    top = above[-1] if word is None else word
    up = above[: places[top.index]]
    return up[:LONGEST_PATH], top, down[::-1][:LONGEST_PATH]


def _framed(sentence: Sentence, name: str, words: Iterable[Word]) -> list[str]:
    """Predicates that the lexicon knows for the words, without asking for their arguments."""
    frames = sentence.lexicon.frames
    return [
        f"{name}={frame.predicate}"
        for word in words
        for frame in frames.get((word.lemma.lower(), word.upos), ())
        if len(frame.requirements) < 2
    ]


def _around(words: Sequence[Word], first: int, last: int) -> list[Word]:
    near = [*words[max(0, first - 3) : first], *words[last + 1 : last + 4]]
    return [word for word in near if word.upos in CONTENT]


def ruled(pair: Candidate, found: Iterable[RelationMention]) -> list[str]:
    """Predicates that the frames found between the two mentions, in this direction."""
    return sorted({r.predicate for r in found if (r.subject, r.object) == (pair.subject, pair.object)})


class TypingModel:
    """Weights of the regression: a matrix of features by classes, and an intercept a class."""

    def __init__(self, names: Sequence[str], classes: Sequence[str], weights: npt.NDArray[np.float32]) -> None:
        self._index = {name: at for at, name in enumerate(names)}
        self.classes = tuple(classes)
        self._weights = weights

    def probabilities(self, rows: Sequence[Sequence[str]]) -> npt.NDArray[np.float32]:
        """One row a pair, one column a class, each row adds up to one."""
        scores = np.zeros((len(rows), len(self.classes)), dtype=np.float32)
        for at, row in enumerate(rows):
            known = [self._index[name] for name in row if name in self._index]
            scores[at] = self._weights[known].sum(axis=0)
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        probabilities: npt.NDArray[np.float32] = scores / scores.sum(axis=1, keepdims=True)
        return probabilities


@cache
def load_typing_model(lang: str) -> TypingModel | None:
    """The model of a language that ships, None where none has been trained."""
    folder = resources.files("kg").joinpath("models", "typing", lang)
    if not folder.joinpath("weights.npz").is_file():
        return None
    names = json.loads(folder.joinpath("features.json").read_text(encoding="utf-8"))
    with folder.joinpath("weights.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        weights = arrays["weights"].astype(np.float32) * arrays["scale"].astype(np.float32)
    return TypingModel(names["features"], names["classes"], weights)
