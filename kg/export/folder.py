"""Formats of several files: a folder that is made where it is missing; each file is whole or not there."""

from pathlib import Path

from kg.errors import StoreError, UsageError


def folder_for(path: Path) -> Path:
    """The folder itself, there now; a UsageError where a file or a missing parent is in the way."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path}: a file; a new or an existing folder is allowed")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: the folder {path.parent} is missing; an existing folder is allowed")
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: cannot be made ({error.strerror})") from error
    return path
