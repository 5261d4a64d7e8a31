"""What makes a document's graph besides the document: software, code, ontology, libraries and models, as a `Run`.

Two documents with the same bytes and the same run have the same graph, so a build leaves them as they are.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kg import __version__
from kg.extract import models_of
from kg.model import Run
from kg.ontology import ontology_folder
from kg.options import USUAL, Options

LIBRARIES = (
    "babel", "charset-normalizer", "ftfy", "lxml", "py3langid", "pymorphy3", "pymorphy3-dicts-ru", "rapidfuzz",
    "simplemma", "spacy", "trafilatura",
)  # fmt: skip
"""Distributions whose version may change what is read in a document."""
CODE = (
    "extract",
    "models",
    "rdf",
    "resolve",
    "sources",
    "actors.py",
    "gazetteer.py",
    "model.py",
    "ontology.py",
    "turtle.py",
)
"""What in the package may do so: rooms, single modules, lexicons and weights."""


def run_for(lang: str, options: Options = USUAL) -> Run:
    """The run that reads documents of a language, from what is installed; the same on every machine with the same."""
    told = tuple(sorted((*_installed(), *options.told())))
    return Run(software=f"geokg {__version__}", options=told, models=models_of(lang))


@cache
def _installed() -> tuple[tuple[str, str], ...]:
    package = Path(__file__).parent
    sums = {
        "code": checksum((package / name for name in CODE), relative_to=package),
        "ontology": checksum([ontology_folder()], relative_to=ontology_folder()),
    }
    return tuple(sorted({**sums, **{f"library {name}": version(name) for name in LIBRARIES}}.items()))


def checksum(places: Iterable[Path], *, relative_to: Path) -> str:
    """sha256 over names and bytes of files and of all files in folders, in the order of their names."""
    digest = hashlib.sha256()
    files = {path for place in places for path in (place.rglob("*") if place.is_dir() else [place]) if path.is_file()}
    for path in sorted(file for file in files if "__pycache__" not in file.parts):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(relative_to).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
