"""Sentences with their statements, as people write them.

A sentence stands on a line without indentation; its statements follow, one an indented line:

    Buenos Aires rejected London's claim to the islands, a spokesman said.
      London | claims | islands | by spokesman
      Buenos Aires | rejects | London

Subject, object and speaker are exact fragments of the sentence, `#2` for the second occurrence. Optional fields, in any
order: a status, `denied`, `by SPEAKER` (`by OUTER > INNER` for a chain). A sentence that states nothing has the single
line `-`. Lines that begin with # are comments; `# topic: words` names the topic.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError
from kg.model import Span

STATUSES = frozenset({"actual", "ended", "planned", "considered", "conditional", "requested"})
OCCURRENCE = re.compile(r"(.*)#(\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """One statement that people read in a sentence; spans are of the fragments that name its ends."""

    subject: Span
    predicate: str
    object: Span
    polarity: str = "affirmed"
    status: str = "actual"
    speakers: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """A sentence and all that it states."""

    text: str
    statements: tuple[Said, ...]
    topic: str
    place: str


def read_annotated(path: Path, predicates: frozenset[str]) -> Iterator[Annotated]:
    """The annotated sentences of a file; SourceError names file, line and what is allowed."""
    topic, text, place, found = path.stem, "", "", list[Said]()
    stated = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path}:{number}"
        if line.startswith("# topic:"):
            topic = line.removeprefix("# topic:").strip()
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("  "):
            stated = True
            if line.strip() != "-":
                found.append(_said(line, text, where, predicates))
            continue
        yield from _closed(text, found, topic, place, stated=stated)
        text, place, found, stated = line.rstrip(), where, [], False
    yield from _closed(text, found, topic, place, stated=stated)


def _closed(text: str, found: list[Said], topic: str, place: str, *, stated: bool) -> Iterator[Annotated]:
    """The sentence that ends here, if one began."""
    if text and not stated:
        raise SourceError(f"{place}: {text[:60]!r} has no statement; an indented line, or - for none, is needed")
    if text:
        yield Annotated(text, tuple(found), topic, place)


def _said(line: str, text: str, where: str, predicates: frozenset[str]) -> Said:
    fields = [field.strip() for field in line.split(" | ")]
    if len(fields) < 3 or fields[1] not in predicates:
        raise SourceError(f"{where}: {line.strip()!r} is no statement; SUBJECT | predicate | OBJECT is allowed")
    polarity, status, speakers = "affirmed", "actual", tuple[Span, ...]()
    for field in fields[3:]:
        if field == "denied":
            polarity = "denied"
        elif field.startswith("by "):
            speakers = tuple(_span(name, text, where) for name in field[3:].split(" > "))
        elif field in STATUSES:
            status = field
        else:
            raise SourceError(f"{where}: field {field!r}; denied, by SPEAKER or one of {sorted(STATUSES)} is allowed")
    return Said(_span(fields[0], text, where), fields[1], _span(fields[2], text, where), polarity, status, speakers)


def _span(fragment: str, text: str, where: str) -> Span:
    """Where a fragment stands in the sentence, preferably as whole words."""
    counted = OCCURRENCE.fullmatch(fragment.strip())
    words, count = (counted[1], int(counted[2])) if counted else (fragment.strip(), 1)
    whole = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    spans = whole if len(whole) >= count else [found.span() for found in re.finditer(re.escape(words), text)]
    if len(spans) < count:
        raise SourceError(f"{where}: {fragment!r} is not in the sentence; an exact fragment of it is allowed")
    return spans[count - 1]
