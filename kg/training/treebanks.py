"""The treebanks that parsers are trained on and measured with, read as spaCy documents.

They are not part of the project: a folder a language with CoNLL-U files, named as below. Contractions stay whole
("della" is one token, as with `spacy convert --merge-subtokens`), sentences keep the order of their files.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from spacy.tokens import Doc
from spacy.training.converters.conllu_to_docs import conllu_to_docs

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "ud"
EVERY = 10  # of a treebank kept in one file, every so many documents are held out
HELD_OUT = {
    "ar": "ar_pud-ud-test",
    "de": "de_gsd-ud-test",
    "es": "es_gsd-ud-test",
    "it": "it_parlamint-ud-test",
    "pt": "pt_bosque-documents",
    "ru": "ru_gsd-ud-test",
    "tr": "tr_boun-ud-test",
    "zh": "zh_gsdsimp-ud-test",
}
SPLIT = frozenset({"ar_pud-ud-test", "pt_bosque-documents"})
TRADITIONAL = frozenset({"zh_pud-ud-test"})  # files in traditional characters, read as simplified ones
Text = list[Doc]  # sentences that stand one after the other


@dataclass(frozen=True, slots=True)
class Treebanks:
    """The texts of one language, for training and held out; `files` are the names of those trained on.

    `sources` says of which treebank each training text is.
    """

    files: tuple[str, ...]
    sources: tuple[str, ...]
    training: tuple[Text, ...]
    held_out: tuple[Text, ...]


def read_treebanks(lang: str, folder: Path = FOLDER) -> Treebanks:
    """All texts of a language; a language without a held-out file is for training alone."""
    files: list[str] = []
    sources: list[str] = []
    training: list[Text] = []
    held_out: list[Text] = []
    for path in sorted((folder / lang).glob("*.conllu")):
        texts = list(_texts(path))
        if path.stem in SPLIT:
            held_out += texts[EVERY - 1 :: EVERY]
            texts = [text for at, text in enumerate(texts) if at % EVERY != EVERY - 1]
        elif path.stem == HELD_OUT.get(lang):
            held_out += texts
            continue
        files.append(path.stem)
        training += texts
        sources += [source_of(path.stem)] * len(texts)
    if not training:
        raise FileNotFoundError(f"{folder / lang}: no CoNLL-U file; treebanks as listed in the model cards are allowed")
    return Treebanks(tuple(files), tuple(sources), tuple(training), tuple(held_out))


def source_of(name: str) -> str:
    """The treebank that a file belongs to: "it_pud"."""
    return name.partition("-")[0]


def _texts(path: Path) -> Iterator[Text]:
    """The sentences of a file: of each of its documents where it is one to be split, else all."""
    content = path.read_text(encoding="utf-8")
    if path.stem in TRADITIONAL:
        content = import_module("opencc").OpenCC("t2s").convert(content)
    blocks = [each for each in content.strip().split("\n\n") if _has_words(each)]
    together = "\n\n".join(blocks) + "\n\n"
    sentences = list(conllu_to_docs(together, n_sents=1, merge_subtokens=True, no_print=True))  # type: ignore[no-untyped-call]
    if path.stem not in SPLIT:
        yield sentences
        return
    starts = [at for at, block in enumerate(blocks) if "# newdoc" in block or not at]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        yield sentences[start:end]


def _has_words(block: str) -> bool:
    return any(line[:1].isdigit() for line in block.split("\n"))


def stretches(text: Text, lengths: Iterator[int]) -> Iterator[Doc]:
    """The sentences of a text in stretches of several, each one document."""
    start = 0
    while start < len(text):
        length = next(lengths)
        yield Doc.from_docs(text[start : start + length], ensure_whitespace=True) or text[start]
        start += length


def words(texts: Sequence[Text]) -> int:
    """How many words the texts have."""
    return sum(len(sentence) for text in texts for sentence in text)
