"""How a command understands the documents that a user names: by key or by path."""

from collections.abc import Collection
from pathlib import Path, PurePosixPath

from kg.errors import UsageError
from kg.sources import key_of
from kg.store import Store

SHOWN = 5


def keys_of(names: Collection[str], store: Store) -> list[str]:
    """The keys that keys or paths stand for, each once; a JSON Lines file stands for all its records.

    UsageError where one stands for none.
    """
    known = tuple(document.key for document in store.documents())
    root = Path(store.root) if store.root else Path()
    return list(dict.fromkeys(key for name in names for key in _keys(name, known, root)))


def one_key(name: str, store: Store) -> str:
    """The key of one document."""
    keys = keys_of([name], store)
    if len(keys) > 1:
        raise UsageError(f"{name}: {len(keys)} documents; one is allowed, such as {keys[0]}")
    return keys[0]


def keys_under(name: str, store: Store) -> list[str]:
    """The keys that a key, a path or a folder stands for; a folder for all the documents in it."""
    known = [document.key for document in store.documents()]
    root = Path(store.root) if store.root else Path()
    for folder in (PurePosixPath(name).as_posix(), key_of(Path(name), root=root)):
        inside = [key for key in known if key.startswith(f"{folder.rstrip('/')}/") or folder == "."]
        if inside:
            return inside
    return keys_of([name], store)


def _keys(name: str, known: Collection[str], root: Path) -> list[str]:
    for key in (name, key_of(Path(name), root=root)):
        found = [each for each in known if each == key or each.startswith(f"{key}#")]
        if found:
            return found
    shown = ", ".join(sorted(known)[:SHOWN]) or "none, the store is empty"
    more = f" and {len(known) - SHOWN} more" if len(known) > SHOWN else ""
    raise UsageError(f"{name or repr(name)}: no document of this store; allowed: {shown}{more}")
