"""The options that pick a part of a store, which `kg export` and `kg load` share."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, get_args

import click

from kg.cli.options import confidence_option

if TYPE_CHECKING:
    from kg.export.source import Source
    from kg.store import Store


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user chose, not yet checked."""

    graphs: tuple[str, ...]
    status: str | None
    least: float
    roll_up: str | None

    def of(self, store: "Store") -> "Source":
        """The part of a store; a UsageError for an unknown document or status."""
        from kg.cli.naming import keys_under  # noqa: PLC0415 - `kg --help` answers at once
        from kg.export.selecting import Selection, select  # noqa: PLC0415
        from kg.ontology import load_ontology  # noqa: PLC0415

        statuses = _statuses(self.status)
        keys = tuple(sorted({key for name in self.graphs for key in keys_under(name, store)})) if self.graphs else None
        selection = Selection(keys, statuses, self.least, roll_up=self.roll_up is not None)
        if selection == Selection():
            return store
        return select(store, selection, ontology=load_ontology())


def selection_options(command: Callable[..., object]) -> Callable[..., object]:
    """`--graph`, `--status`, `--roll-up` and `--min-confidence`; the command gets them as `choice`."""

    @click.option(
        "--graph",
        "graphs",
        multiple=True,
        metavar="DOCUMENT",
        help="This document, or the documents of this folder; may be given again.",
    )
    @click.option("--status", metavar="STATUS,...", help="Statements of these statuses: actual, planned, ended ...")
    @click.option(
        "--roll-up",
        "roll_up",
        type=click.Choice(["states"]),
        help="Who acts for a state or body stands for it; what is said within one is left out.",
    )
    @confidence_option
    @wraps(command)
    def with_choice(
        *args: Any,  # noqa: ANN401 - whatever else the command takes
        graphs: tuple[str, ...],
        status: str | None,
        roll_up: str | None,
        least: float,
        **options: Any,  # noqa: ANN401
    ) -> object:
        return command(*args, choice=Choice(graphs, status, least, roll_up), **options)

    return with_choice


def _statuses(given: str | None) -> frozenset[str]:
    from kg.errors import UsageError  # noqa: PLC0415
    from kg.model import Status  # noqa: PLC0415

    statuses = frozenset(word.strip() for word in (given or "").split(",")) - {""}
    wrong = sorted(statuses - set(get_args(Status)))
    if wrong or (given is not None and not statuses):
        raise UsageError(f"--status {', '.join(wrong)}: unknown; allowed: {', '.join(get_args(Status))}")
    return statuses
