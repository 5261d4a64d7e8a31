"""Options that several commands share, and how they open a store."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.store import Store

Command = TypeVar("Command", bound=Callable[..., object])


class Number(click.FloatRange):
    """A number of a range; unlike a float, what is no number is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - as in click
        """The number; a usage error for "nan" and all that lies outside."""
        number = super().convert(value, param, ctx)
        if number != number:  # noqa: PLR0124 - true of "not a number" alone
            self.fail(f"{value!r} is no number; {self._describe_range()} is allowed", param, ctx)
        return number


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


def confidence_option(command: Command) -> Command:
    """`--min-confidence`: the least confidence of a statement that is written."""
    return click.option(
        "--min-confidence",
        "least",
        type=Number(0, 1),
        default=0.0,
        metavar="NUMBER",
        help="Write statements of at least this confidence, 0 to 1; the store keeps all. [default: 0]",
    )(command)
