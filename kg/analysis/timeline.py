"""What happens when: statements by the date that the text gives them, else by when the first document appeared."""

from dataclasses import dataclass

from kg.model import GraphView, Statement


@dataclass(frozen=True, slots=True)
class Moment:
    """A statement at a date (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`).

    `said` tells whether the text dates it; else the date is that of the first document that says it.
    """

    date: str
    said: bool
    statement: Statement


def timeline_of(view: GraphView) -> tuple[Moment, ...]:
    """The statements that have a date, by date, then id; one without any date has no place here."""
    published = {document.key: document.published for document in view.documents}
    moments = []
    for statement in view.statements:
        date = statement.start_date or statement.end_date
        days = [day for each in statement.evidence if (day := published.get(each.document))]
        if date or days:
            moments.append(Moment(date or min(days), date is not None, statement))
    return tuple(sorted(moments, key=lambda each: (each.date, each.statement.id)))
