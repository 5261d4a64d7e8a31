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
        metavar="DIR",
        help="Folder of the store, as `kg build` leaves it.",
    )(command)


def opened(where: str, *, read_only: bool = True) -> "Store":
    """The existing store at `where`; raises StoreError."""
    from pathlib import Path  # noqa: PLC0415 - `kg --help` answers at once

    from kg.errors import StoreError  # noqa: PLC0415
    from kg.store import open_store  # noqa: PLC0415

    if not Path(where).is_dir():
        raise StoreError(f"{where}: no store here; give the folder that `kg build` left, such as {DEFAULT_STORE}")
    return open_store(where, read_only=read_only)
