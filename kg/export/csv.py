"""A view as a table for spreadsheets and pandas: one statement a row, in the order of ids."""

from collections.abc import Iterator
from pathlib import Path

from kg.export.cells import write_cells
from kg.export.columns import ENTITY, STATEMENT, Value, documents_of, entity_row, statement_row
from kg.model import View
from kg.ontology import Ontology

_END = [name for name in ENTITY if name != "same_as"]
HEADER = (
    "id",
    *(f"{end}_{name}" for end in ("subject", "object") for name in ("id", *_END)),
    *STATEMENT,
)


def write(view: View, path: Path, *, ontology: Ontology) -> None:
    """Write every statement with its ends, its qualities and its surest sentence; texts are guarded (`cells`)."""
    write_cells(path, HEADER, _rows(view, ontology))


def _rows(view: View, ontology: Ontology) -> Iterator[list[Value]]:
    documents = documents_of(view)
    for statement in view.statements:
        ends: list[Value] = []
        for entity in (statement.subject, statement.object):
            described = entity_row(entity)
            ends += [entity.id, *(described[name] for name in _END)]
        yield [statement.id, *ends, *statement_row(statement, ontology, documents).values()]
