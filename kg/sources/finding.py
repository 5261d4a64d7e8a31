"""Files and folders become keys: what is read, under which name, and what is passed over.

A key is the path relative to the root, with `/`, in NFC, `#` and `%` percent-encoded, so that `#` can stand between a
file and its record; bytes of a name that are not UTF-8 are percent-encoded as well.

A walk through a folder reads every file with a known suffix and passes over

- files and folders whose name begins with a dot,
- links, to files and to folders: what they lead to inside the folder is read anyway, the rest was not asked for,
- files about the folder rather than in it: README, LICENSE and the like (`ABOUT`), whatever their suffix and case,
- files with another suffix.

Tables are passed over too: a folder may hold others than documents. A file that is named itself, or by a pattern, is
read whatever its name, if its suffix is known.
"""

import glob
import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from kg.errors import UsageError
from kg.sources.outcomes import Failure, Skipped, one_line

READERS = {
    ".csv": "kg.sources.tables",
    ".htm": "kg.sources.html",
    ".html": "kg.sources.html",
    ".jsonl": "kg.sources.jsonl",
    ".jsonl.gz": "kg.sources.compressed",
    ".jsonl.zst": "kg.sources.compressed",
    ".md": "kg.sources.markdown",
    ".parquet": "kg.sources.tables",
    ".tsv": "kg.sources.tables",
    ".txt": "kg.sources.text",
    ".warc": "kg.sources.warc",
    ".warc.gz": "kg.sources.warc",
}
"""The module that reads a suffix, imported when used: `read(stream, *, key) -> Iterator[Outcome]`."""
TABLES = frozenset({".csv", ".parquet", ".tsv"})
"""Suffixes whose reader is told `columns` as well; read where they are named."""
PATTERN = frozenset("*?[")
"""Characters of a path that make it a pattern, where no file is called so."""

ABOUT = frozenset({"changelog", "code_of_conduct", "contributing", "copying", "licence", "license", "readme"})
"""Names up to the first dot, in lower case, of files that are about a folder and no documents in it."""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file to read: its key, where it is, and its suffix in lower case."""

    key: str
    path: Path
    suffix: str


def find(paths: Sequence[str], *, root: Path, exclude: Collection[Path] = ()) -> tuple[Found | Failure | Skipped, ...]:
    """The files that `paths` name, sorted by key whatever the order of `paths`; no file is opened.

    All names are known before anything is read, because two files with one key are an error. One file reached in two
    ways is there once, with the longer of its keys. `exclude` names folders that no walk enters, such as the output.
    A folder that cannot be listed is a `Failure`. UsageError: no such path, a suffix that is not known, two files with
    one key.
    """
    if not root.is_dir():
        raise UsageError(f"{one_line(str(root))}: the root is no folder; an existing folder is allowed")
    banned = frozenset(folder.resolve() for folder in exclude)
    places = [place for path in paths for place in _expand(path, root, banned)]
    found = _settle(place for place in places if isinstance(place, Found))
    keys = {place.key for place in found}
    others = {place for place in places if not isinstance(place, Found) and place.key not in keys}
    return tuple(sorted((*found, *others), key=lambda place: (place.key, str(place))))


def key_of(path: Path, *, root: Path) -> str:
    """The key that a file or folder has when it is given by itself. The path need not exist."""
    place, base = _locate(path, root)
    return _key(place, base)


def _locate(path: Path, root: Path) -> tuple[Path, Path]:
    """Where a path is, and the folder that its key is relative to: the root, or its own parent when it lies outside."""
    place, base = path.absolute(), root.absolute()
    if ".." not in (*place.parts, *base.parts) and place.is_relative_to(base):
        return place, base
    # The link that a path ends in keeps its name; those on the way, and "..", are followed.
    place = place.resolve() if place.name == ".." else place.parent.resolve() / place.name
    base = base.resolve()
    return (place, base) if place.is_relative_to(base) else (place, place.parent)


def _key(place: Path, base: Path) -> str:
    name = place.relative_to(base).as_posix().replace("%", "%25").replace("#", "%23")
    # os.fsdecode maps a byte that is not UTF-8 to U+DC00 + byte.
    written = (f"%{ord(char) - 0xDC00:02X}" if "\udc80" <= char <= "\udcff" else char for char in name)
    return unicodedata.normalize("NFC", "".join(written))


def _expand(written: str, root: Path, banned: frozenset[Path]) -> Iterator[Found | Failure | Skipped]:
    path = Path(written)
    shown = one_line(written) or "''"
    try:
        kind = "folder" if path.is_dir() else "file" if path.is_file() else "other" if path.exists() else ""
    except OSError as error:
        raise UsageError(f"{shown}: cannot be reached ({error.strerror}); a file or folder is allowed") from error
    if not kind and not PATTERN.isdisjoint(written):
        yield from _matching(written, root)
        return
    if not kind or not written:
        raise UsageError(f"{shown}: there is no such path; a file, a folder, or - for standard input is allowed")
    place, base = _locate(path, root)
    if kind == "folder":
        yield from _walk(place, base, banned)
        return
    suffix = suffix_of(place)
    if kind == "other" or suffix not in READERS:
        raise UsageError(f"{shown}: is not a file that we read; {', '.join(sorted(READERS))} are allowed")
    yield Found(_key(place, base), place, suffix)


def _matching(pattern: str, root: Path) -> Iterator[Found | Skipped]:
    """The files that a pattern such as "news/**/*.jsonl.gz" fits."""
    paths = [Path(each) for each in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 - the pattern may be absolute
    files = [path for path in paths if path.is_file()]
    if not files:
        raise UsageError(f"{one_line(pattern)}: fits no file; a pattern that fits some is allowed")
    for path in files:
        place, base = _locate(path, root)
        suffix, key = suffix_of(place), _key(place, base)
        yield Found(key, place, suffix) if suffix in READERS else Skipped(key, one_line(suffix) or "no suffix")


def suffix_of(path: PurePath) -> str:
    """The suffix in small letters, that of two parts (".jsonl.gz") where it is known."""
    double = "".join(path.suffixes[-2:]).lower()
    return double if double in READERS else path.suffix.lower()


def _walk(folder: Path, base: Path, banned: frozenset[Path]) -> Iterator[Found | Failure | Skipped]:
    waiting = [folder]  # not recursion: a tree of folders may be deeper than Python's stack
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as listing:
                entries = [entry for entry in listing if not entry.name.startswith(".")]
        except OSError as error:
            yield Failure(_key(here, base), f"cannot be listed ({error.strerror}); a readable folder is allowed")
            continue
        for entry in entries:
            path = Path(entry.path)
            if not entry.is_dir(follow_symlinks=False):
                yield _judge(entry, path, _key(path, base))
            elif not banned or path.resolve() not in banned:
                waiting.append(path)


def _judge(entry: os.DirEntry[str], path: Path, key: str) -> Found | Skipped:
    """What a walk does with something that is not a folder."""
    suffix = suffix_of(path)
    if entry.is_symlink():
        return Skipped(key, "a link")
    if not entry.is_file(follow_symlinks=False):
        return Skipped(key, "not a file")
    if entry.name.split(".")[0].lower() in ABOUT:
        return Skipped(key, one_line(entry.name.split(".")[0]))
    is_read = suffix in READERS and suffix not in TABLES
    return Found(key, path, suffix) if is_read else Skipped(key, one_line(suffix) or "no suffix")


def _settle(places: Iterable[Found]) -> list[Found]:
    """Each file once, and each key once."""
    by_file: dict[Path, Found] = {}
    for found in sorted(places, key=lambda found: (-len(found.key), found)):
        by_file.setdefault(found.path.resolve(), found)
    by_key: dict[str, Found] = {}
    for found in by_file.values():
        other = by_key.setdefault(found.key, found)
        if other is not found:
            check_one_key(found.key, str(other.path), str(found.path))
    return list(by_key.values())


def check_one_key(key: str, one: str, other: str) -> None:
    """UsageError that names two inputs with one key."""
    shown = " and ".join(sorted((one_line(one), one_line(other))))
    raise UsageError(
        f"{shown}: both have the key {one_line(key)!r}; one input a key is allowed, --root can tell them apart"
    )
