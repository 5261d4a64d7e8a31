"""Trains the model that types relations from the sentences of `kg/training/corpus/`.

`python -m kg.training.typing` reads every topic but those in folders called `heldout`, trains a multinomial logistic
regression on ordered pairs of mentions and writes `kg/models/typing/`. Seeded and reproducible; some minutes.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.evaluation.annotated import Annotated, read_annotated
from kg.evaluation.articles import is_article
from kg.evaluation.scoring import document_of
from kg.extract import language, layout_of, read_sentences
from kg.extract.sentence import Sentence
from kg.extract.typing import NONE, Candidate, candidates, features, ruled
from kg.gazetteer import overlaps
from kg.model import RelationMention
from kg.ontology import load_ontology

CORPUS = Path(__file__).parent / "corpus"
MODELS = Path(__file__).parent.parent / "models" / "typing"
RAREST = 3  # a feature seen less often is left out
Row = tuple[list[str], str]


def sentences_of(lang: str, *, heldout: bool) -> Iterator[Annotated]:
    """The annotated sentences of a language: those to train on, or those of the topics kept aside."""
    predicates = frozenset(load_ontology().predicates)
    for path in sorted((CORPUS / lang).rglob("*.txt")):
        if ("heldout" in path.parts) == heldout and not is_article(path):
            yield from read_annotated(path, predicates)


def rows_of(annotated: Iterable[Annotated], lang: str) -> Iterator[Row]:
    """(features, class) of every ordered pair of mentions in the sentences."""
    equipment = language(lang)
    if equipment is None:
        raise click.ClickException(f"{lang}: no pipeline reads it; a language with a parser is allowed")
    for sentence in annotated:
        document = document_of(sentence.text, lang)
        for read, found in read_sentences(equipment, document, layout_of(equipment, document)):
            yield from _labelled(read, found, sentence)


def _labelled(read: Sentence, found: list[RelationMention], sentence: Annotated) -> Iterator[Row]:
    for pair in candidates(read):
        yield features(read, pair, ruled(pair, found)), label_of(pair, sentence)


def label_of(pair: Candidate, sentence: Annotated) -> str:
    """The predicate that people read between the two mentions, `NONE` without one."""
    known = load_ontology().predicates
    subject, object_ = ((each.start, each.end) for each in (pair.subject, pair.object))
    for said in sentence.statements:
        if overlaps(subject, said.subject) and overlaps(object_, said.object):
            return said.predicate
        if known[said.predicate].symmetric and overlaps(object_, said.subject) and overlaps(subject, said.object):
            return said.predicate
    return NONE


def fit(rows: list[Row], *, strength: float) -> tuple[list[str], list[str], npt.NDArray[np.float64]]:
    """Names of features and classes, and the weights, of a regression over the rows."""
    counts = Counter(name for names, _ in rows for name in names)
    kept = sorted(name for name, count in counts.items() if count >= RAREST)
    index = {name: at for at, name in enumerate(kept)}
    columns = [[index[name] for name in names if name in index] for names, _ in rows]
    bounds = np.cumsum([0, *map(len, columns)])
    matrix = csr_matrix((np.ones(bounds[-1]), np.concatenate(columns), bounds), shape=(len(rows), len(kept)))
    model = LogisticRegression(C=strength, max_iter=200, solver="lbfgs", fit_intercept=False)
    model.fit(matrix, [label for _, label in rows])
    return kept, list(model.classes_), model.coef_.T


def save(names: list[str], classes: list[str], weights: npt.NDArray[np.float64], folder: Path) -> None:
    """Writes weights as eight-bit whole numbers with one scale a class, and the names beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    scale = np.abs(weights).max(axis=0, keepdims=True) / 127
    small = np.round(weights / scale).astype(np.int8)
    np.savez_compressed(folder / "weights.npz", weights=small, scale=scale.astype(np.float32))
    written = json.dumps({"classes": classes, "features": names}, ensure_ascii=False, separators=(",", ":"))
    (folder / "features.json").write_text(written + "\n", encoding="utf-8")


@click.command()
@click.option("--lang", default="en", show_default=True)
@click.option("--strength", default=1.0, show_default=True, help="Inverse of the regularisation.")
@click.option("--out", default=MODELS, type=click.Path(path_type=Path))
def main(lang: str, strength: float, out: Path) -> None:
    """Train and write the model that types relations."""
    rows = list(rows_of(sentences_of(lang, heldout=False), lang))
    names, classes, weights = fit(rows, strength=strength)
    save(names, classes, weights, out / lang)
    related = sum(label != NONE for _, label in rows)
    click.echo(f"{len(rows)} pairs, {related} related, {len(names)} features, {len(classes)} classes", err=True)


if __name__ == "__main__":
    main()
