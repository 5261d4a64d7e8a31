"""Options that several commands share, and how they open a store."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from kg.store import Store

Command = TypeVar("Command", bound=Callable[..., object])
DEFAULT_STORE = "out/store"


def store_option(command: Command) -> Command:
    """`--store`: where the store is."""
    return click.option(
        "--store",
        "where",
        default=DEFAULT_STORE,
        show_default=True,
        metavar="DIR|URL",
        help="Folder of the store, as `kg build` leaves it, or the URL of a SPARQL server.",
    )(command)


def opened(where: str, *, read_only: bool = True) -> "Store":
    """The existing store at `where`; UsageError where there is none, StoreError where it cannot be opened."""
    from kg.errors import UsageError  # noqa: PLC0415 - `kg --help` answers at once
    from kg.store import MEMORY, open_store  # noqa: PLC0415

    if where == MEMORY:
        raise UsageError(f"{where}: nothing is kept there; a folder that `kg build` left is allowed")
    return open_store(where, read_only=read_only, create=False)
