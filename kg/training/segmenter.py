"""Trains the words of Chinese: where sentences of a treebank are parted, with jieba's word list (MIT) to help."""

import random
from collections.abc import Iterator, Sequence
from importlib import import_module, resources

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from thinc.api import Adam, fix_random_seed

from kg.extract.segmenting import LONGEST, UNIT, Segmenter, word_hashes

LISTED = 150_000  # words of the list, the most frequent
EPOCHS = 15
BATCH = 32
RATE = 0.002
Example = tuple[npt.NDArray[np.uint64], npt.NDArray[np.float32]]


def listed_words() -> list[str]:
    """The most frequent words of two to five characters in jieba's list."""
    lines = (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    counted = [(int(line.split(" ")[1]), line.split(" ")[0]) for line in lines]
    several = [(-count, word) for count, word in counted if 2 <= len(word) <= LONGEST]
    return [word for _, word in sorted(several)[:LISTED]]


def simplified_letters() -> str:
    """Pairs of traditional letters and the simplified ones that opencc (Apache-2.0) writes for them."""
    convert = import_module("opencc").OpenCC("t2s").convert
    letters = [chr(point) for point in range(0x3400, 0xA000)]
    return "".join(letter + simple for letter in letters if len(simple := convert(letter)) == 1 and simple != letter)


def train_segmenter(segmenter: Segmenter, sentences: Sequence[Doc], *, seed: int) -> None:
    """Teaches the segmenter the words of the sentences; the same weights for the same sentences."""
    fix_random_seed(seed)
    order = random.Random(seed)  # noqa: S311 - order of training, no secret
    segmenter.list_words(word_hashes(listed_words()))
    segmenter.letters = simplified_letters()
    examples = [_example(segmenter, sentence) for sentence in sentences]
    segmenter.model.initialize(X=[examples[0][0]], Y=[examples[0][1]])
    steps = EPOCHS * len(examples) // BATCH
    adam = Adam(L2=0.01, L2_is_weight_decay=True, use_averages=True)
    for step, batch in zip(range(steps), _batches(examples, order), strict=False):
        adam.learn_rate = RATE * (1 - step / steps)
        found, backprop = segmenter.model([features for features, _ in batch], is_train=True)
        count = sum(len(marks) for _, marks in batch)
        backprop([(mine - gold) / count for mine, (_, gold) in zip(found, batch, strict=True)])
        segmenter.model.finish_update(adam)
    for node in segmenter.model.walk():
        for name in node.param_names:
            if (node.id, name) in adam.averages:
                node.set_param(name, adam.averages[node.id, name])


def _batches(examples: list[Example], order: random.Random) -> Iterator[list[Example]]:
    while True:
        order.shuffle(examples)
        for start in range(0, len(examples) - BATCH + 1, BATCH):
            yield examples[start : start + BATCH]


def _example(segmenter: Segmenter, sentence: Doc) -> Example:
    units = list(UNIT.finditer(sentence.text))
    begins = {word.idx for word in sentence}
    marks = np.array([[unit.start() not in begins, unit.start() in begins] for unit in units], dtype=np.float32)
    return segmenter.features([unit.group() for unit in units]), marks
