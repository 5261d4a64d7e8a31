"""Files that are whole or not there: written beside their place, then moved into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import StoreError, UsageError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for bytes that takes the place of `path` at the end; on an error `path` stays as it was.

    A UsageError where the folder is missing or the path is no file, a StoreError where writing fails.
    """
    if path.exists() and not path.is_file():
        raise UsageError(f"{path}: not a file; a new or an existing file is allowed")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: the folder {path.parent} is missing; an existing folder is allowed")
    fresh = path.with_name(f".{path.name}.part")
    try:
        with fresh.open("wb") as stream:
            yield stream
        fresh.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        _forget(fresh)


def _forget(fresh: Path) -> None:
    """Take the unfinished file away; gone already, or never made, is as good."""
    try:
        fresh.unlink(missing_ok=True)
    except OSError:
        return  # what stopped the writing stops this as well, and has been told
