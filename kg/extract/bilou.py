"""A spaCy model of names read without spaCy's machine of transitions: the same names in a third of the time.

The model scores what a word is by itself, while no name is open, from this word's vector alone: so all words are scored
at once. Only where a name has begun do its first word and the word before count too.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

Found = tuple[int, int, str]  # first token, token after the last, label
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
MOST_WORDS = 3000  # read at once
FEATURES = 3  # words that the model looks at: this one, the first of the open name, the one before this


class NameReader:
    """Finds what the greedy decoding of an `ner` component of spaCy finds, in documents that hold no names yet."""

    def __init__(self, recognizer: EntityRecognizer) -> None:
        model, transitions = _parts(recognizer)
        self._words, self._lower, self._upper = model.layers
        moves: list[str] = [transitions.get_class_name(at) for at in range(transitions.n_moves)]
        self._labels = [move.partition("-")[2] for move in moves]
        self._single, self._first, self._outside = (_flags(moves, letter) for letter in "UBO")
        self._single &= np.array([bool(label) for label in self._labels])
        self._inner = np.array([_place(moves, "I", label) for label in self._labels])
        self._last = np.array([_place(moves, "L", label) for label in self._labels])

    @staticmethod
    def reads(recognizer: EntityRecognizer) -> bool:
        """Whether a component is such a model."""
        model, _ = _parts(recognizer)
        return (
            model.name == "parser_model"
            and model.attrs["has_upper"]
            and not model.attrs["unseen_classes"]
            and model.layers[1].maybe_get_dim("nF") == FEATURES
            and model.layers[1].get_dim("nP") > 1
            and recognizer.cfg["beam_width"] == 1
        )

    def names(self, docs: Sequence[Doc]) -> list[list[Found]]:
        """The names of each document in order; none goes over the start of a sentence where these are set."""
        return [names for run in _runs(docs) for names in self._read(run)]

    def _read(self, docs: Sequence[Doc]) -> list[list[Found]]:
        lengths = [len(doc) for doc in docs]
        if not sum(lengths):
            return [[] for _ in docs]
        parts = self._lower.predict(self._words.predict(docs))
        parts = parts.reshape(parts.shape[0], FEATURES, -1)
        goes_on = np.concatenate([_goes_on(doc) for doc in docs])
        acts = self._alone(parts, goes_on, np.concatenate([_is_written(doc) for doc in docs]))
        ends = self._ends(parts, goes_on, acts)
        found: list[list[Found]] = []
        start = 0
        for length in lengths:
            found.append(self._of_document(acts, ends, start, start + length))
            start += length
        return found

    def _of_document(self, acts: NDArray[np.int_], ends: dict[int, int], start: int, end: int) -> list[Found]:
        found, at = [], start
        for first in (start + np.flatnonzero(~self._outside[acts[start:end]])).tolist():
            if first >= at:
                at = ends.get(first, first + 1)
                found.append((first - start, at - start, self._labels[acts[first]]))
        return found

    def _alone(self, parts: Floats, goes_on: Flags, is_written: Flags) -> NDArray[np.int_]:
        """The best move at each word while no name is open."""
        scores = self._scores((parts[1:, 0] + parts[0, 1]) + parts[0, 2])
        allowed = self._outside | (is_written[:, None] & (self._single | (goes_on[:, None] & self._first)))
        scores[~allowed] = -np.inf
        best: NDArray[np.int_] = scores.argmax(axis=1)
        return best

    def _ends(self, parts: Floats, goes_on: Flags, acts: NDArray[np.int_]) -> dict[int, int]:
        """The end of the name of several words that begins at a word, for each word that may begin one."""
        starts = np.flatnonzero(self._first[acts])
        ends: dict[int, int] = {}
        at = starts + 1
        while len(starts):
            scores = self._scores((parts[at + 1, 0] + parts[starts + 1, 1]) + parts[at, 2])
            rows, inner, last = np.arange(len(starts)), self._inner[acts[starts]], self._last[acts[starts]]
            more, less = scores[rows, inner], scores[rows, last]
            inside = goes_on[at] & ((more > less) | ((more == less) & (inner < last)))
            ends.update(zip(starts[~inside].tolist(), (at[~inside] + 1).tolist(), strict=True))
            starts, at = starts[inside], at[inside] + 1
        return ends

    def _scores(self, sums: Floats) -> Floats:
        """The score of each move from the summed features of states, a row each."""
        sums += self._lower.get_param("b").ravel()
        hidden = sums.reshape(len(sums), -1, self._lower.get_dim("nP")).max(axis=-1)
        scores: Floats = self._upper.predict(hidden)
        return scores


def _parts(recognizer: EntityRecognizer) -> tuple[Any, Any]:
    """The network and the moves of a component."""
    return recognizer.model, recognizer.moves


def _runs(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """Documents in runs of few words, whose numbers fit into the caches of a processor."""
    run: list[Doc] = []
    words = 0
    for doc in docs:
        if run and words + len(doc) > MOST_WORDS:
            yield run
            run, words = [], 0
        run.append(doc)
        words += len(doc)
    if run:
        yield run


def _flags(moves: Sequence[str], letter: str) -> Flags:
    return np.array([move.partition("-")[0] == letter for move in moves])


def _place(moves: Sequence[str], letter: str, label: str) -> int:
    name = f"{letter}-{label}"
    return moves.index(name) if name in moves else -1


def _goes_on(doc: Doc) -> Flags:
    """Whether a name may go on behind a word: not behind the last one, nor over the start of a sentence."""
    starts = doc.to_array(["SENT_START"]).astype(np.int64) == 1
    return np.append(~starts[1:], False)[: len(doc)]


def _is_written(doc: Doc) -> Flags:
    """Whether a word is more than white space, which begins no name."""
    written: Flags = doc.to_array(["IS_SPACE"]) == 0
    return written
