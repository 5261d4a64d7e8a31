"""Words of Chinese text: a small convolutional network says before which characters a word begins.

Runs of Latin letters and of digits count as one character. A list of words, kept as hashes, says of which listed words
a character may be part; the network weighs that.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import srsly
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.util import get_words_and_spaces, registry
from spacy.vocab import Vocab
from thinc.api import HashEmbed, Maxout, Model, Softmax, chain, concatenate, expand_window, residual, with_array

UNIT = re.compile(r"[A-Za-zＡ-Ｚａ-ｚÀ-ɏ]+|[0-9０-９]+(?:[.,．][0-9０-９]+)*|\S")
LONGEST = 5  # characters of a listed word
ROWS = (3000, 3000, 3000, 6000, 6000, 500, 200, 200)
SIZE, WIDTH, DEPTH = 32, 64, 2
Network = Model[Any, Any]


def network() -> Network:
    """For each character of each text: how likely a word goes on there, and how likely one begins."""
    tables: list[Network] = [HashEmbed(SIZE, rows, column=at, seed=31 + at) for at, rows in enumerate(ROWS)]
    mixed: Network = Maxout(WIDTH, SIZE * len(ROWS), nP=3, dropout=0.0, normalize=True)
    layers: list[Network] = [
        residual(chain(expand_window(1), Maxout(WIDTH, 3 * WIDTH, nP=3, dropout=0.0, normalize=True)))
        for _ in range(DEPTH)
    ]
    model: Network = with_array(chain(concatenate(*tables), mixed, *layers, Softmax(2, WIDTH)), pad=DEPTH)
    return model


@cache
def letter_map(pairs: str) -> dict[int, str]:
    """What `str.translate` asks for, from pairs of letters: "國国" reads the first as the second."""
    return str.maketrans(dict(zip(pairs[::2], pairs[1::2], strict=True)))


def word_hashes(listed: Sequence[str]) -> npt.NDArray[np.uint32]:
    """The words as the segmenter keeps them, sorted."""
    return np.unique(np.array([_hash(word) for word in listed], dtype=np.uint32))


def _hash(word: str) -> int:
    return get_string_id(word) & 0xFFFFFFFF


class Segmenter:
    """A tokenizer for spaCy, saved and loaded with its pipeline."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.model = network()
        self.hashes: npt.NDArray[np.uint32] = np.zeros(0, dtype=np.uint32)
        self._listed: frozenset[int] = frozenset()
        self.letters = ""  # pairs of letters: the first is read as the second

    def list_words(self, hashes: npt.NDArray[np.uint32]) -> None:
        """Makes these the words that the segmenter knows."""
        self.hashes, self._listed = hashes, frozenset(hashes.tolist())

    def __call__(self, text: str) -> Doc:
        """The words of a text."""
        return next(iter(self.pipe([text])))

    def pipe(self, texts: Iterable[str], batch_size: int = 64) -> Iterator[Doc]:  # noqa: ARG002 - spaCy's name
        """The words of each text."""
        for text in texts:
            yield Doc(self.vocab, *get_words_and_spaces(self._words(text), text)) if text else Doc(self.vocab)

    def _words(self, text: str) -> list[str]:
        units = [(found.start(), found.end()) for found in UNIT.finditer(text)]
        if not units:
            return []
        (marks,) = self.model.predict([self.features([text[start:end] for start, end in units])])
        apart = [before[1] < unit[0] for before, unit in pairwise(units)]
        starts = [0, *(at for at, gap in enumerate(apart, 1) if gap or marks[at, 1] > 0.5)]
        ends = [*starts[1:], len(units)]
        return [text[units[start][0] : units[end - 1][1]] for start, end in zip(starts, ends, strict=True)]

    def features(self, units: Sequence[str]) -> npt.NDArray[np.uint64]:
        """An array of hashes, a row a character: itself, its neighbours, pairs, and the listed words around it."""
        letters = letter_map(self.letters)
        plain = ["\n", *(_plain(unit).translate(letters) for unit in units), "\n"]
        begins, ends = self._around(plain[1:-1])
        rows = [
            (plain[at], plain[at - 1], plain[at + 1], plain[at - 1] + plain[at], plain[at] + plain[at + 1],
             _kind(plain[at]) + _kind(plain[at + 1]), f"b{begins[at - 1]}", f"e{ends[at - 1]}")
            for at in range(1, len(plain) - 1)
        ]  # fmt: skip
        return np.array(
            [[get_string_id(f"{at}{name}") for at, name in enumerate(row)] for row in rows], dtype=np.uint64
        ).reshape(-1, len(ROWS))

    def _around(self, units: Sequence[str]) -> tuple[list[str], list[str]]:
        """Lengths of the listed words that begin at each character, and that end there or run across it."""
        begins, ends = [""] * len(units), [""] * len(units)
        for at in range(len(units)):
            for length in range(2, min(LONGEST, len(units) - at) + 1):
                if _hash("".join(units[at : at + length])) in self._listed:
                    begins[at] += str(length)
                    for inside in range(1, length):
                        mark = f"{inside}{length}"
                        ends[at + inside] += mark if len(ends[at + inside]) < 6 else ""
        return begins, ends

    def to_bytes(self, **_: object) -> bytes:
        """Weights and hashes, as msgpack."""
        written: bytes = srsly.msgpack_dumps(
            {"model": self.model.to_bytes(), "hashes": self.hashes, "letters": self.letters}
        )
        return written

    def from_bytes(self, content: bytes, **_: object) -> "Segmenter":
        """Reads what `to_bytes` wrote."""
        read = srsly.msgpack_loads(content)
        self.model.from_bytes(read["model"])
        self.list_words(read["hashes"])
        self.letters = read["letters"]
        return self

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Writes the file that spaCy asks for."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: object) -> "Segmenter":
        """Reads what `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())


def _plain(unit: str) -> str:
    return "0" if unit[0].isdigit() else "A" if unit[0].isascii() and unit[0].isalpha() else unit


def _kind(unit: str) -> str:
    return unit if unit in {"0", "A", "\n"} else "c" if unit.isalpha() else "."


@registry.tokenizers("kg.Segmenter.v1")  # type: ignore[untyped-decorator]
def create_segmenter() -> Callable[[Language], Segmenter]:
    """What spaCy makes the tokenizer of a pipeline with."""
    return lambda nlp: Segmenter(nlp.vocab)
