"""Trains the model that judges readings from the sentences and articles of `kg/training/corpus/`.

`python -m kg.training.readings` reads every topic but those in folders called `heldout`, fits a logistic regression on
the readings of their sentences (a cue, a frame, two mentions) and writes `kg/models/readings/`. The same bytes for
the same corpus and libraries; some minutes.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.evaluation.annotated import Annotated, read_annotated
from kg.evaluation.article_scoring import document_of as document_of_article
from kg.evaluation.articles import Article, is_article, read_article
from kg.evaluation.matching import Matcher, is_named
from kg.evaluation.scoring import document_of
from kg.extract import extract, language, layout_of, read_sentences
from kg.extract.judgement import SHARED, Pair, observed, written
from kg.extract.lexicon import LANGUAGES
from kg.extract.readings import CueReadings, Filler, ReadingFinder, Story, Value
from kg.gazetteer import overlaps
from kg.model import Document, Entity, Mention
from kg.ontology import load_ontology
from kg.resolve.discourse import Discourse

CORPUS = Path(__file__).parent / "corpus"
MODELS = Path(__file__).parent.parent / "models" / "readings"
RAREST = 10  # a feature seen less often is left out
SMALLEST = 0.01  # a weight nearer to nothing is left out
OF_ARTICLE = 2.0  # a reading of an article weighs as much as so many of a sentence: articles are what users read
Feature = tuple[str, Value | Pair]


Example = tuple[Iterable[Feature], bool, float]  # features of a reading, whether it holds, how much it weighs


class Table:
    """Examples as rows of numbers: each feature is kept once."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self.index: dict[Feature, int] = {}
        self.rows: list[npt.NDArray[np.int32]] = []
        self.holds: list[bool] = []
        self.weights: list[float] = []
        for features, holds, weight in examples:
            known = [self.index.setdefault(feature, len(self.index)) for feature in features]
            self.rows.append(np.array(known, dtype=np.int32))
            self.holds.append(holds)
            self.weights.append(weight)

    def matrix(self, kept: npt.NDArray[np.int64]) -> csr_matrix:
        """A row an example, a column each of the kept features, 1 where the example has it."""
        bounds = np.cumsum([0, *map(len, self.rows)])
        ones: npt.NDArray[np.float32] = np.ones(bounds[-1], dtype=np.float32)
        whole = csr_matrix((ones, np.concatenate(self.rows), bounds), shape=(len(self.rows), len(self.index)))
        return whole[:, kept]


def readings_of(document: Document) -> Iterator[tuple[CueReadings, Filler, Filler, Iterator[Feature]]]:
    """(readings of its cue, subject, object, features) of every reading in a document."""
    equipment = language(document.lang)
    if equipment is None:
        raise click.ClickException(f"{document.lang}: no pipeline reads it; a language with a parser is allowed")
    predicates = load_ontology().predicates
    story = Story()
    for sentence, reader in read_sentences(equipment, document, layout_of(equipment, document)):
        if reader is not None:
            stated = list(reader.relations())
            finder = ReadingFinder(sentence, stated, predicates, story)
            for readings in finder.readings():
                for at, to in readings.pairs:
                    subject, object_ = readings.subjects[at], readings.objects[to]
                    pair = finder.of_pair(readings, at, to)
                    features = observed(readings.features, subject.features, object_.features, pair)
                    yield readings, subject, object_, features
            story.add(stated, predicates)


def examples_of_sentence(annotated: Annotated, lang: str) -> Iterator[Example]:
    """The readings of an annotated sentence."""
    for readings, subject, object_, features in readings_of(document_of(annotated.text, lang)):
        yield features, _is_said(subject.mention, readings.predicate.name, object_.mention, annotated), 1.0


def _is_said(subject: Mention, predicate: str, object_: Mention, annotated: Annotated) -> bool:
    symmetric = load_ontology().predicates[predicate].symmetric
    first, second = (subject.start, subject.end), (object_.start, object_.end)
    for said in annotated.statements:
        if said.predicate == predicate and (
            (overlaps(first, said.subject) and overlaps(second, said.object))
            or (symmetric and overlaps(second, said.subject) and overlaps(first, said.object))
        ):
            return True
    return False


class ArticleReader:
    """Labels the readings of one article by whom its mentions mean."""

    def __init__(self, article: Article, lang: str) -> None:
        self._article = article
        self._document = document_of_article(article, lang)
        self._ontology = load_ontology()
        self._matcher = Matcher(article, self._ontology.predicates)
        self._discourse = Discourse(extract(self._document), self._ontology)
        self._named: dict[tuple[Mention, str], bool] = {}

    def examples(self) -> Iterator[Example]:
        """The readings of the article, without those whose pair has another predicate of the same family."""
        for readings, subject, object_, features in readings_of(self._document):
            name = readings.predicate.name
            listed = list(self._listed(subject.mention, object_.mention, name))
            holds = any(name in names for names in listed)
            if holds or not any(self._family(name) in map(self._family, names) for names in listed):
                yield features, holds, OF_ARTICLE

    def _family(self, predicate: str) -> str:
        return self._ontology.predicates[predicate].family

    def _listed(self, subject: Mention, object_: Mention, predicate: str) -> Iterator[tuple[str, ...]]:
        """Predicates of the statements that the article lists between the two."""
        symmetric = self._ontology.predicates[predicate].symmetric
        for listed in self._article.statements:
            forth = self._is(subject, listed.subject) and self._is(object_, listed.object)
            if forth or (symmetric and self._is(object_, listed.subject) and self._is(subject, listed.object)):
                yield listed.predicates

    def _is(self, mention: Mention, name: str) -> bool:
        key = (mention, name)
        if key not in self._named:
            meant: tuple[Entity, ...] = self._discourse.entities(mention)
            self._named[key] = any(is_named(entity, self._matcher.names(name)) for entity in meant)
        return self._named[key]


def examples(lang: str) -> Iterator[Example]:
    """The readings of all that is not kept aside, in the order of the files."""
    predicates = frozenset(load_ontology().predicates)
    for path in sorted((CORPUS / lang).rglob("*.txt")):
        if "heldout" in path.parts:
            continue
        if is_article(path):
            yield from ArticleReader(read_article(path, predicates), lang).examples()
        else:
            for annotated in read_annotated(path, predicates):
                yield from examples_of_sentence(annotated, lang)


def examples_of_all() -> Iterator[Example]:
    """The readings of every language that has a corpus, in the order of their codes."""
    for folder in sorted(path for path in CORPUS.iterdir() if path.is_dir() and path.name in LANGUAGES):
        yield from examples(folder.name)


def fit(table: Table, *, strength: float) -> tuple[list[tuple[str, Value | Pair, float]], float]:
    """(name, value, weight) of each feature that counts, and the intercept."""
    counts = np.bincount(np.concatenate(table.rows), minlength=len(table.index))
    names = sorted((feature for feature, at in table.index.items() if counts[at] >= RAREST), key=str)
    matrix = table.matrix(np.array([table.index[name] for name in names], dtype=np.int64))
    model = LogisticRegression(C=strength, max_iter=300, solver="lbfgs")
    model.fit(matrix, table.holds, sample_weight=table.weights)
    weights = zip(names, model.coef_[0].tolist(), strict=True)
    rounded = [(name, value, round(weight, 3)) for (name, value), weight in weights if abs(weight) >= SMALLEST]
    return rounded, round(float(model.intercept_[0]), 3)


def save(weights: Iterable[tuple[str, Value | Pair, float]], intercept: float, folder: Path) -> None:
    """Writes `weights.json` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.json").write_text(written(weights, intercept), encoding="utf-8")


@click.command()
@click.option("--lang", default="en", show_default=True, help=f"A language, or {SHARED}: all of them together.")
@click.option("--strength", default=0.05, show_default=True, help="Inverse of the regularisation.")
@click.option("--out", default=MODELS, type=click.Path(path_type=Path))
def main(lang: str, strength: float, out: Path) -> None:
    """Train and write the model that judges readings."""
    table = Table(examples_of_all() if lang == SHARED else examples(lang))
    weights, intercept = fit(table, strength=strength)
    save(weights, intercept, out / lang)
    click.echo(f"{len(table.rows)} readings, {sum(table.holds)} of them right, {len(weights)} weights", err=True)


if __name__ == "__main__":
    main()
