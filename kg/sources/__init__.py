"""Files, folders, JSON Lines and standard input become `Document`s.

`find` says what would be read, under which keys; `read` reads it, one document at a time. Both give, besides
documents, what there is to tell about inputs: a `Failure` (not read), a `Skipped` (passed over in a folder), a
`Caution` (read, but something was guessed or left out; its document comes next).
"""

import os
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kg.errors import SourceError, UsageError
from kg.sources.choosing import Choice, chosen
from kg.sources.finding import READERS, TABLES, Found, check_one_key, find, key_of, suffix_of
from kg.sources.language import UNDETERMINED, language_of
from kg.sources.outcomes import MAX_BYTES, MAX_CHARACTERS, Caution, Failure, Outcome, Skipped, one_line
from kg.sources.tables import columns_of

__all__ = [
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "PIPED_KEY",
    "READERS",
    "STANDARD_INPUT",
    "UNDETERMINED",
    "Caution",
    "Choice",
    "Failure",
    "Found",
    "Outcome",
    "Skipped",
    "check_key",
    "chosen",
    "columns_of",
    "find",
    "key_of",
    "language_of",
    "read",
]

STANDARD_INPUT = "-"
"""The input that stands for standard input."""

JUMPING = frozenset({".parquet"})
"""Suffixes of files that are not read from their beginning to their end."""

PIPED_KEY = "stdin.jsonl"
"""The key that JSON Lines from standard input have when none is given; their records are `stdin.jsonl#<id>`."""


def read(
    inputs: Sequence[str],
    *,
    root: Path | None,
    stdin: BinaryIO | None = None,
    key: str | None = None,
    jsonl: bool = False,
    exclude: Collection[Path] = (),
    columns: Mapping[str, str] | None = None,
    advanced: Callable[[int], None] = lambda _: None,
) -> Iterator[Outcome]:
    """Read files, folders and, for "-", standard input; sorted by the key of the file, standard input last.

    `root` is what keys are relative to, None for the working folder. `key` names standard input, and its suffix says
    what it is ("page.html"), plain text where it has none that we know; `jsonl` says that it is JSON Lines. `exclude`
    names folders that no walk enters, `columns` the column of each field in tables. `advanced` hears how many bytes of
    the files were passed since it heard last, before each outcome and at the end of a file; packed ones, where they
    are.

    What is wrong with the call is raised at once as UsageError, as `find` does;
    files are opened one after another while the result is iterated, and what is wrong with one is a `Failure`.
    """
    piped = _piped(inputs, stdin=stdin, key=key, jsonl=jsonl)
    if not inputs:
        raise UsageError("nothing to read; a file, a folder, or - for standard input is allowed")
    places = find([path for path in inputs if path != STANDARD_INPUT], root=root or Path(), exclude=exclude)
    for place in places:
        if isinstance(place, Found) and piped and place.key == piped[0]:
            check_one_key(place.key, str(place.path), "standard input")
    return _outcomes(places, piped, stdin, columns or {}, advanced)


def _piped(inputs: Sequence[str], *, stdin: BinaryIO | None, key: str | None, jsonl: bool) -> tuple[str, str] | None:
    """Key and suffix of standard input, None when it is not to be read."""
    if STANDARD_INPUT not in inputs:
        if key is not None or jsonl:
            raise UsageError("--key and --jsonl are about standard input; give them together with -")
        return None
    if stdin is None:
        raise UsageError("-: there is no standard input; a file or a folder is allowed")
    if key is None and not jsonl:
        raise UsageError("-: plain text needs a name; --key NAME, or --jsonl for JSON Lines, is allowed")
    name = check_key(PIPED_KEY if key is None else key)
    suffix = suffix_of(PurePosixPath(name))
    return name, ".jsonl" if jsonl else suffix if suffix in READERS else ".txt"


def check_key(written: str) -> str:
    """The key that a name gives, in NFC; UsageError where no file below the root could have it."""
    key = unicodedata.normalize("NFC", written)
    try:
        key.encode("utf-8")
    except UnicodeEncodeError:
        key = ""
    if "#" in key or "\0" in key or not {"", ".", ".."}.isdisjoint(key.split("/")):
        shown = one_line(written)
        raise UsageError(
            f"key {shown!r}: cannot be one; a path below the root such as news/a.txt, without #, is allowed"
        )
    return key


def _outcomes(
    places: Sequence[Found | Failure | Skipped],
    piped: tuple[str, str] | None,
    stdin: BinaryIO | None,
    columns: Mapping[str, str],
    advanced: Callable[[int], None],
) -> Iterator[Outcome]:
    for place in places:
        if isinstance(place, Found):
            yield from _read_file(place, columns, advanced)
        else:
            yield place
    if piped and stdin is not None:
        yield from _read_stream(stdin, key=piped[0], suffix=piped[1], columns=columns)


def _read_file(found: Found, columns: Mapping[str, str], advanced: Callable[[int], None]) -> Iterator[Outcome]:
    try:
        stream = found.path.open("rb")
    except OSError as error:
        yield Failure(found.key, f"cannot be opened ({error.strerror}); a readable file is allowed")
        return
    passed = 0
    with stream:
        for outcome in _read_stream(stream, key=found.key, suffix=found.suffix, columns=columns):
            here = passed if found.suffix in JUMPING else stream.tell()
            advanced(here - passed)
            passed = here
            yield outcome
        advanced(os.fstat(stream.fileno()).st_size - passed)


def _read_stream(stream: BinaryIO, *, key: str, suffix: str, columns: Mapping[str, str]) -> Iterator[Outcome]:
    try:
        further = {"columns": columns} if suffix in TABLES else {}
        yield from import_module(READERS[suffix]).read(stream, key=key, **further)
    except SourceError as error:
        yield Failure(key, str(error))
    except OSError as error:
        yield Failure(key, f"cannot be read to its end ({error.strerror}); a readable file is allowed")
