"""How `kg diff` writes a comparison: lines for a terminal, or JSON."""

import json
from collections.abc import Iterator, Sequence

from kg.analysis.comparison import Change, Comparison, Said, quotes_of
from kg.cli.tables import one_line
from kg.model import Evidence


def as_text(found: Comparison, one: str, other: str) -> str:
    """Whole lines: what changed first, then what one alone says, then what both say."""
    lines = [
        f"told otherwise: {len(found.changes)}",
        *(line for change in found.changes for line in _change(change, one, other)),
        f"only {one}: {len(found.only_one)}",
        *(line for said in found.only_one for line in _said(said)),
        f"only {other}: {len(found.only_other)}",
        *(line for said in found.only_other for line in _said(said)),
        f"both: {len(found.both)}",
        *(line for here, there in found.both for line in (*_said(here), *_quoted(there))),
    ]
    return "".join(f"{one_line(line)}\n" for line in lines)


def json_of(found: Comparison) -> str:
    """The same as one JSON object: `changes`, `only_one`, `only_other`, `both`."""
    written = {
        "changes": [
            {"kind": change.kind, "one": _values(change.one), "other": _values(change.other)}
            for change in found.changes
        ],
        "only_one": _values(found.only_one),
        "only_other": _values(found.only_other),
        "both": [{"one": _value(one), "other": _value(other)} for one, other in found.both],
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def _change(change: Change, one: str, other: str) -> Iterator[str]:
    yield f"  another {change.kind}"
    for name, side in ((one, change.one), (other, change.other)):
        yield f"   {name}:"
        for said in side:
            yield from (f"  {line}" for line in _said(said))


def _said(said: Said) -> Iterator[str]:
    first = said[0]
    speakers = sorted({each.speaker.label for each in said if each.speaker})
    qualities = [first.polarity, first.status, *([f"said by {', '.join(speakers)}"] if speakers else [])]
    yield f"  {first.subject.label} {first.predicate} {first.object.label}  [{', '.join(qualities)}]"
    yield from _quoted(said)


def _quoted(said: Said) -> Iterator[str]:
    for quote in quotes_of(said):
        yield f"    {quote.document}:{quote.start}-{quote.end}  «{' '.join(quote.quote.split())}»"


def _values(several: Sequence[Said]) -> list[dict[str, object]]:
    return [_value(said) for said in several]


def _value(said: Said) -> dict[str, object]:
    first = said[0]
    return {
        "subject": first.subject.id,
        "predicate": first.predicate,
        "object": first.object.id,
        "polarity": first.polarity,
        "status": first.status,
        "statements": [each.id for each in said],
        "quotes": [_quote(quote) for quote in quotes_of(said)],
    }


def _quote(quote: Evidence) -> dict[str, object]:
    return {"document": quote.document, "start": quote.start, "end": quote.end, "quote": quote.quote}
