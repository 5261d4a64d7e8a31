"""Sentences and words of a text without a parser: what is written in its order, nothing of how it hangs together."""

import re
from collections.abc import Iterator

from kg.extract.tree import Tree, Word, link

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"»”’)]*\s+(?=[\"«“(]?[^\W_a-zà-ÿа-я])|(?<=[。！？])[”」』]*(?=.)|(?<=[।؟])\s+")
ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Dr|Sig|Gen|On|ecc|art|es)\.$")
RUNS = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff", "\u3040-\u309f", "\u30a0-\u30ff"  # of Han, hiragana, katakana
TOKEN = re.compile("|".join(f"[{run}]+" for run in RUNS) + rf"|[^\W_{''.join(RUNS)}]+(?:['’-][^\W_]+)*|[^\w\s]|_")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence, white space at the edges left out; a sentence never crosses a line end."""
    for line in re.finditer(r"[^\r\n]+", text):
        at = line.start()
        for found in SENTENCE_END.finditer(text, line.start(), line.end()):
            if ABBREVIATION.search(text, at, found.start()):
                continue
            yield from _trimmed(text, at, found.start())
            at = found.end()
        yield from _trimmed(text, at, line.end())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def flat_trees(text: str) -> list[Tree]:
    """One tree a sentence whose first word governs all others; nothing is said of parts of speech."""
    return [_flat(text, start, end) for start, end in sentences(text)]


def _flat(text: str, start: int, end: int) -> Tree:
    words = [
        Word(index, found.group(), found.group().lower(), "X", "dep" if index else "root", found.start(), found.end())
        for index, found in enumerate(TOKEN.finditer(text, start, end))
    ]
    for word in words[1:]:
        word.head = words[0]
    link(words)
    return Tree(words, start, end)
