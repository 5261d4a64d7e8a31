"""`kg remove`: documents out of a store."""

from pathlib import Path

import click

from kg.cli.options import opened, store_option


@click.command(name="remove")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@store_option
def command(documents: tuple[str, ...], where: str) -> None:
    """Remove documents, given by key or path; what the others say stays.

    The files beside the store are made again by `kg export`.

    \b
    kg remove seeds/002_10e867167bf1a90e.txt --store out/store
    """
    from kg.sources import key_of  # noqa: PLC0415 - `kg --help` answers at once

    with opened(where, read_only=False) as store:
        known = {document.key for document in store.documents()}
        keys = [name if name in known else key_of(Path(name), root=Path(store.root or ".")) for name in documents]
        missing = [name for name, key in zip(documents, keys, strict=True) if key not in known]
        if missing:
            raise _unknown(missing[0], known)
        for key in dict.fromkeys(keys):
            store.remove(key)
            click.echo(f"removed {key}", err=True)


def _unknown(name: str, known: set[str]) -> Exception:
    from kg.errors import UsageError  # noqa: PLC0415

    shown = ", ".join(sorted(known)[:5]) or "none: the store is empty"
    return UsageError(f"{name}: no document of this store; allowed: {shown}{', ...' if len(known) > 5 else ''}")
