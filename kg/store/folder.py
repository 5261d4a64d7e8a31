"""The folder of an embedded store: `store.json`, its settings, beside `quads/`, the files of Oxigraph.

Settings are not in the RDF, so that the RDF is the union of the documents and nothing else.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kg.errors import StoreError, UsageError
from kg.rdf import BASE_IRI, check_base_iri

FORMAT = 1
_SETTINGS = "store.json"
_QUADS = "quads"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a store knows about itself: the version of its layout, its base IRI, the root of its keys."""

    base_iri: str = BASE_IRI
    root: str | None = None
    format: int = FORMAT


def quads_folder(folder: Path) -> Path:
    """Where the files of Oxigraph are."""
    return folder / _QUADS


def settings_of(folder: Path, *, base_iri: str | None, root: str | None, create: bool) -> tuple[Settings, bool]:
    """The settings to open a folder with, and whether they are to be written once it is open.

    A StoreError where the folder is another store than asked for or no store; a UsageError where there is none and
    `create` is false.
    """
    if (folder / _SETTINGS).is_file():
        kept = _read(folder)
        _check(kept, folder, base_iri)
        return (replace(kept, root=root), True) if kept.root is None and root is not None else (kept, False)
    _check_free(folder, create=create)
    return Settings(base_iri=check_base_iri(base_iri or BASE_IRI), root=root), True


def write_settings(settings: Settings, folder: Path) -> None:
    """Write `store.json`, all or nothing."""
    fresh = folder / f"{_SETTINGS}.new"
    fresh.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    fresh.replace(folder / _SETTINGS)


def sync(folder: Path) -> None:
    """Bring what was written to the disk itself: RocksDB leaves its log to the system, which a power cut empties."""
    for log in sorted(quads_folder(folder).glob("*.log")):
        file = os.open(log, os.O_RDONLY)
        try:
            os.fdatasync(file)
        finally:
            os.close(file)


@contextmanager
def one_line_errors(where: str) -> Iterator[None]:
    """Turn what the operating system and Oxigraph raise into a StoreError of one line."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{where}: {_reason(error)}") from error


def _reason(error: OSError | RuntimeError) -> str:
    text = " ".join(str(getattr(error, "strerror", None) or error).split())
    if text.startswith("Corruption"):
        return f"damaged: {text}; build it again in a new folder"
    if ".sst: No such file" in text:
        return "a writer has replaced files since it was opened; open it again"
    if "/LOCK: " in text:
        return "in use by another process; wait for it to end, or open the store read-only"
    return text


def _read(folder: Path) -> Settings:
    path = folder / _SETTINGS
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        settings = Settings(base_iri=kept["base_iri"], root=kept["root"], format=kept["format"])
    except (ValueError, KeyError, TypeError):
        raise StoreError(f"{path}: damaged; a JSON object with base_iri, root and format is needed") from None
    if not isinstance(settings.format, int) or not isinstance(settings.base_iri, str):
        raise StoreError(f"{path}: damaged; format is a whole number, base_iri a text")
    return settings


def _check(kept: Settings, folder: Path, base_iri: str | None) -> None:
    if kept.format > FORMAT:
        raise StoreError(f"{folder}: format {kept.format} of a newer geokg; this one reads up to {FORMAT}")
    if base_iri is not None and base_iri != kept.base_iri:
        raise StoreError(f"{folder}: made with base IRI {kept.base_iri}, not {base_iri}; only its own is allowed")
    if not (quads_folder(folder) / "CURRENT").is_file():  # Oxigraph would start an empty one without a word
        raise StoreError(f"{folder}: damaged: files are missing in {_QUADS}/; build it again in a new folder")


def _check_free(folder: Path, *, create: bool) -> None:
    """Make the folder where it may become a store; `quads/` alone is left by a start that was cut short."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: a file; a folder is allowed")
    if not create:
        raise UsageError(f"{folder}: no store here; a folder made by kg build is allowed")
    folder.mkdir(parents=True, exist_ok=True)
    strange = sorted(path.name for path in folder.iterdir() if path.name not in (_QUADS, f"{_SETTINGS}.new"))
    if strange:
        raise StoreError(f"{folder}: holds {strange[0]!a} and is no store; a new or an empty folder is allowed")
