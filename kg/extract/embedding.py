"""The first layers of a spaCy model, remembered: what a word alone gives is worked out once for each word.

A model of spaCy first turns features of each word (its norm, prefix, suffix and shape) into a vector, without a look at
the words around; the layers above mix neighbours. The first part is two fifths of the work, and news repeats its words.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

Vectors = NDArray[np.float32]
Features = NDArray[np.uint64]
MOST_WORDS = 1 << 15
"""Words remembered by a model, some ten megabytes; then it begins anew."""
FIRST, LAST = ("extract_features", "list2ragged"), "ragged2list"


class Vocabulary:
    """Vectors of words by their features; `embed` works out those of new words, a row each."""

    def __init__(self, embed: Callable[[Features], Vectors], width: int) -> None:
        self._embed = embed
        self._rows: dict[bytes, int] = {}
        self._vectors = np.zeros((1024, width), dtype=np.float32)

    def vectors(self, features: Features) -> Vectors:
        """The vectors of words, whose features are the rows."""
        keys = np.ascontiguousarray(features).view(f"V{features.itemsize * features.shape[1]}").ravel().tolist()
        known = self._rows
        new = {key: at for at, key in enumerate(keys) if key not in known}
        if new:
            self._add(list(new), features[list(new.values())])
            if len(known) > MOST_WORDS:
                self._rows, known = {}, {}
                return self._embed(features)
        return self._vectors[[known[key] for key in keys]]

    def _add(self, keys: Sequence[bytes], features: Features) -> None:
        start, end = len(self._rows), len(self._rows) + len(keys)
        if end > len(self._vectors):
            grown = np.zeros((2 * end, self._vectors.shape[1]), dtype=np.float32)
            grown[:start] = self._vectors[:start]
            self._vectors = grown
        self._vectors[start:end] = self._embed(features)
        self._rows.update(zip(keys, range(start, end), strict=True))


def remember_words(nlp: Language) -> None:
    """Puts a remembered layer in place of every layer of the pipeline's models that looks at words one by one."""
    models = [model for _, part in nlp.components if isinstance(model := getattr(part, "model", None), Model)]
    for node in [node for model in models for node in model.walk()]:
        for at, layer in enumerate(node.layers):
            names = [part.name for part in layer.layers]
            if tuple(names[:2]) == FIRST and names[-1] == LAST:
                node.layers[at] = _remembered(layer)


def _remembered(layer: Model[Any, Any]) -> Model[Any, Any]:
    """A layer that gives what `layer` gives; it cannot be trained."""
    columns = layer.layers[0].attrs["columns"]
    inner = layer.layers[2:-1]

    def embed(features: Features) -> Vectors:
        vectors: Any = features
        for each in inner:
            vectors = each.predict(vectors)
        return np.asarray(vectors, dtype=np.float32)

    known = Vocabulary(embed, layer.get_dim("nO"))

    def forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Vectors], Any]:  # noqa: ARG001, FBT001
        features = [doc.to_array(columns).reshape(len(doc), len(columns)) for doc in docs]
        ends = np.cumsum([len(each) for each in features])[:-1]
        return np.split(known.vectors(np.concatenate(features)), ends), _untrained

    return Model("remembered_words", forward, dims={"nO": layer.get_dim("nO")})


def _untrained(_: object) -> object:
    raise TypeError("a remembered layer cannot be trained; the layer that it stands for can")
