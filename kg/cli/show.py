"""`kg show`: all that is said about one entity, with the words that say it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from kg.cli.options import opened, store_option

if TYPE_CHECKING:
    from kg.model import Entity, Evidence, Statement


@click.command(name="show")
@click.argument("entity", metavar="ENTITY")
@store_option
def command(entity: str, where: str) -> None:
    """Show what is said about ENTITY (an id such as state/JPN, a label or another name) with sentence, file and offsets.

    \b
    kg show Japan
    kg show state/CHN --store out/store
    """
    with opened(where) as store:
        statements = store.view(with_text=False).statements
    ids = _ids(entity, statements)
    if not ids:
        from kg.errors import UsageError  # noqa: PLC0415

        raise UsageError(f"{entity}: no entity of this store; an id such as state/JPN or a name in its documents is allowed")
    for statement in statements:
        if statement.subject.id in ids or statement.object.id in ids:
            click.echo("\n".join(_lines(statement)))


def _ids(wanted: str, statements: "Iterable[Statement]") -> set[str]:
    """Ids of the entities that have the id, else the label, else another name that was given."""
    entities = {each.id: each for said in statements for each in (said.subject, said.object, *said.speaker_chain)}
    if wanted in entities:
        return {wanted}
    folded = wanted.casefold()
    return {each.id for each in entities.values() if folded in _names(each)}


def _names(entity: "Entity") -> set[str]:
    return {name.casefold() for name in (entity.label, *entity.aliases, *(label for _, label in entity.labels))}


def _lines(statement: "Statement") -> Iterator[str]:
    said = " ".join([statement.subject.label, statement.predicate, statement.object.label])
    speaker = f", said by {' < '.join(each.label for each in reversed(statement.speaker_chain))}" if statement.speaker_chain else ""
    yield f"{said}  [{statement.polarity}, {statement.status}{speaker}, {statement.confidence:.2f}]"
    for evidence in statement.evidence:
        yield _line(evidence)


def _line(evidence: "Evidence") -> str:
    quote = " ".join(evidence.quote.split())
    return f"    {evidence.document}:{evidence.start}-{evidence.end}  «{quote}»"
