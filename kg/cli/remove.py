"""`kg remove`: documents out of a store."""

from collections.abc import Collection
from pathlib import Path

import click

from kg.cli.options import opened, store_option

SHOWN = 5


@click.command(name="remove")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@store_option
def command(documents: tuple[str, ...], where: str) -> None:
    """Remove documents from a store.

    DOCUMENT is a key or a path; what the other documents say stays. A JSON Lines file stands for all its records.
    Nothing is removed when one of the documents is unknown. The files
    beside the store are made again by `kg export`.

    \b
    kg remove seeds/002_10e867167bf1a90e.txt --store out/store
    """
    from kg.cli.tables import one_line  # noqa: PLC0415 - `kg --help` answers at once

    with opened(where, read_only=False) as store:
        known = tuple(document.key for document in store.documents())
        root = Path(store.root) if store.root else Path()
        keys = [key for name in documents for key in _keys(name, known, root)]
        for key in dict.fromkeys(keys):
            store.remove(key)
            click.echo(f"removed {one_line(key)}", err=True)


def _keys(name: str, known: Collection[str], root: Path) -> list[str]:
    """The keys that a key or path stands for; UsageError for none."""
    from kg.errors import UsageError  # noqa: PLC0415 - `kg --help` answers at once
    from kg.sources import key_of  # noqa: PLC0415

    for key in (name, key_of(Path(name), root=root)):
        found = [each for each in known if each == key or each.startswith(f"{key}#")]
        if found:
            return found
    shown = ", ".join(sorted(known)[:SHOWN]) or "none, the store is empty"
    more = f" and {len(known) - SHOWN} more" if len(known) > SHOWN else ""
    raise UsageError(f"{name or repr(name)}: no document of this store; allowed: {shown}{more}")
