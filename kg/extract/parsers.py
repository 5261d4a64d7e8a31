"""The parsers of `kg/models/parser`: how they see a word, and how their weights, kept small, are read.

A word is its form, lemma, beginnings, endings, shape and, where the model has a list, its class, each hashed into a
table of vectors (docs/decisions/0015). Weights lie in half precision and are widened here, so that a folder is read
with `load_parser`, not with `spacy.load`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import numpy.typing as npt
import spacy
from simplemma import lemmatize
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

from kg.extract.segmenting import letter_map  # the module registers the tokenizer that the Chinese parser names

if TYPE_CHECKING:
    from thinc.types import Floats1d

WITHOUT_LEMMAS = frozenset({"zh"})  # languages that simplemma lacks
LONGEST_SHAPE = 8
TREEBANK = "treebank"  # feature of a document: treebanks of one language do not agree in everything
REMEMBERED = 1 << 17  # words whose features are kept in memory
Network = Model[Any, Any]
Keys = npt.NDArray[np.uint64]


def feature(word: str, name: str, lang: str) -> str:
    """One feature of a word: `word`, `lemma`, `shape`, `pre` or `suf` with a number of letters."""
    small = word.lower()
    if name == "word":
        return small
    if name == "lemma":
        return small if lang in WITHOUT_LEMMAS else str(lemmatize(small if word.islower() else word, lang=lang)).lower()
    if name == "shape":
        return _shape(word)
    if name == TREEBANK:
        return ""  # filled in for a whole document
    length = int(name[3:])
    return small[:length] if name.startswith("pre") else small[-length:]


def _shape(word: str) -> str:
    """ "Xxx" for "Rom", "dd" for 1997: no kind of letter more than twice in a row."""
    kinds = "".join(
        "d" if each.isdigit() else each if not each.isalpha() else "X" if each.isupper() else "x" for each in word
    )
    return re.sub(r"(.)\1{2,}", r"\1\1", kinds)[:LONGEST_SHAPE]


class WordClasses:
    """Classes of words as sorted hashes with a number each; a word that is not there is sought in other letter case."""

    def __init__(self, hashes: npt.NDArray[np.uint32], classes: npt.NDArray[np.uint16]) -> None:
        self._hashes = hashes
        self._classes = classes

    def __getitem__(self, word: str) -> int:
        """The class of a word, 0 where it has none."""
        for form in (word, word.lower(), word.capitalize()):
            wanted = np.uint32(get_string_id(form) & 0xFFFFFFFF)
            at = int(np.searchsorted(self._hashes, wanted))
            if at < len(self._hashes) and self._hashes[at] == wanted:
                return int(self._classes[at])
        return 0


def class_table(classes: Sequence[tuple[str, int]]) -> dict[str, npt.NDArray[Any]]:
    """Words with their classes as the attributes of the model that keep them; the first word of a hash stays."""
    found: dict[int, int] = {}
    for word, number in classes:
        found.setdefault(get_string_id(word) & 0xFFFFFFFF, number)
    hashes = np.array(sorted(found), dtype=np.uint32)
    return {"hashes": hashes, "classes": np.array([found[each] for each in hashes.tolist()], dtype=np.uint16)}


def _features(names: tuple[str, ...], lang: str, treebank: str) -> Network:
    """A document becomes an array of hashes, a row a word and a column a feature."""
    seen: dict[str, Keys] = {}

    def keys(written: str, classes: WordClasses, letters: Mapping[int, str]) -> Keys:
        if (word := written.translate(letters)) not in seen:
            if len(seen) >= REMEMBERED:
                seen.clear()
            told = [
                _class(classes[word], name) if name.startswith("class") else feature(word, name, lang) for name in names
            ]
            hashes = [get_string_id(f"{name}={each}") for name, each in zip(names, told, strict=True)]
            seen[word] = np.array(hashes, dtype=np.uint64)
        return seen[word]

    def rows(doc: Doc, classes: WordClasses, letters: Mapping[int, str]) -> Keys:
        found = np.array([keys(word.text, classes, letters) for word in doc], dtype=np.uint64).reshape(-1, len(names))
        if TREEBANK in names:
            found[:, names.index(TREEBANK)] = get_string_id(doc.user_data.get(TREEBANK, treebank))
        return found

    def forward(model: Network, docs: list[Doc], is_train: bool) -> tuple[list[Keys], Callable[..., list[Doc]]]:  # noqa: ARG001, FBT001
        classes = WordClasses(model.attrs["hashes"], model.attrs["classes"])
        letters = letter_map(model.attrs["letters"])
        return [rows(doc, classes, letters) for doc in docs], lambda _: []

    return Model("word_features", forward, attrs={**class_table([]), "letters": ""})


def _class(number: int, name: str) -> str:
    """The class, or its lowest bits: "class4"."""
    bits = int(name.removeprefix("class") or 16)
    return str(number & ((1 << bits) - 1))


@registry.architectures("kg.WordEmbedding.v1")  # type: ignore[untyped-decorator]
def word_embedding(  # noqa: PLR0917 - spaCy's registry passes by name
    width: int, features: Sequence[str], rows: Sequence[int], size: int, lang: str, treebank: str = ""
) -> Network:
    """Features in tables of `rows` vectors of `size` numbers, mixed to `width`.

    `treebank` is the one in whose style a document is read that names none.
    """
    tables: list[Network] = [HashEmbed(size, count, column=at, seed=8 + at) for at, count in enumerate(rows)]
    hashed: Network = chain(_features(tuple(features), lang, treebank), list2ragged(), with_array(concatenate(*tables)))
    mixed: Network = with_array(Maxout(width, size * len(tables), nP=3, dropout=0.0, normalize=True))
    return chain(hashed, mixed, ragged2list())


def load_parser(folder: Path) -> Language:
    """The pipeline in a folder of `kg/models/parser`, its weights in single precision."""
    nlp = spacy.load(folder)
    for model in models_of(nlp):
        retype(model, "float32")
    return nlp


def models_of(nlp: Language) -> list[Network]:
    """The networks of a pipeline and of its tokenizer, where that has one."""
    parts = [nlp.tokenizer, *(pipe for _, pipe in nlp.pipeline)]
    models = [getattr(part, "model", None) for part in parts]
    return [model for model in models if isinstance(model, Model)]


def retype(model: Network, dtype: Literal["float16", "float32"]) -> None:
    """Gives all weights of a model another precision."""
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, cast("Floats1d", node.get_param(name).astype(dtype)))
