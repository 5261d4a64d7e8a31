"""Whole articles with the statements that people read in them, ends resolved.

Headers, then the text: one sentence a line, a blank line between paragraphs; its statements below a sentence, indented:

    # kind: wire
    # published: 2019-03-04
    # names: EU plan = European initiative, the proposal
    # trap: Serbia | criticizes | Australia
    The leaders of Serbia and Kosovo have accepted an EU plan, Josep Borrell said.
      Serbia | supports/agreesWith | EU plan | by Josep Borrell
      Serbia | agreesWith | Kosovo | ok

Ends are names of the things themselves, not fragments. Several predicates may be acceptable. `ok` marks what is true
and not demanded. Other fields: a status, `denied`, `by SPEAKER` (the innermost), `since`, `until` or `on` a date, and
`amount`. A trap is a plausible statement that is wrong, whatever its status.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import SourceError
from kg.evaluation.annotated import STATUSES
from kg.model import Span

FIRST = "# kind:"
DATED = re.compile(r"(since|until|on) (\d{4}(?:-\d\d){0,2})")


@dataclass(frozen=True, slots=True)
class Listed:
    """One statement that people read; `sentence` is where, `wanted` whether it must be found."""

    subject: str
    predicates: tuple[str, ...]
    object: str
    sentence: Span
    polarity: str = "affirmed"
    status: str = "actual"
    speaker: str | None = None
    wanted: bool = True
    dates: tuple[tuple[str, str], ...] = ()
    amounts: tuple[str, ...] = ()


@dataclass(slots=True)
class Article:
    """A text with all that it states; `names` gives other names of an end, `traps` are wrong triples."""

    place: str
    kind: str = ""
    published: str | None = None
    text: str = ""
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    traps: list[tuple[str, str, str]] = field(default_factory=list)
    statements: list[Listed] = field(default_factory=list)


def is_article(path: Path) -> bool:
    """Whether a file holds an article, not sentences."""
    with path.open(encoding="utf-8") as lines:
        return next(lines, "").startswith(FIRST)


def read_article(path: Path, predicates: frozenset[str]) -> Article:
    """The article of a file; SourceError names file, line and what is allowed."""
    article = Article(str(path))
    sentence: Span | None = None
    gap = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path}:{number}"
        if line.startswith("# "):
            _head(article, line[2:], where, predicates)
        elif line.startswith("  "):
            if sentence is None:
                raise SourceError(f"{where}: a statement stands before any sentence; below one it is allowed")
            article.statements.append(_listed(line, sentence, where, predicates))
        elif line.strip():
            start = len(article.text) + len(gap)
            article.text += gap + line.strip()
            sentence, gap = (start, len(article.text)), " "
        elif article.text:
            gap = "\n\n"
    return article


def _head(article: Article, line: str, where: str, predicates: frozenset[str]) -> None:
    key, _, value = (part.strip() for part in line.partition(":"))
    if key == "kind":
        article.kind = value
    elif key == "published":
        article.published = value
    elif key == "names":
        name, _, others = value.partition("=")
        article.names[name.strip()] = tuple(other.strip() for other in others.split(",") if other.strip())
    elif key == "trap":
        fields = tuple(field.strip() for field in value.split("|"))
        if len(fields) != 3 or fields[1] not in predicates:
            raise SourceError(f"{where}: {value!r} is no trap; SUBJECT | predicate | OBJECT is allowed")
        article.traps.append(fields)
    else:
        raise SourceError(f"{where}: header {key!r}; kind, published, names or trap is allowed")


def _listed(line: str, sentence: Span, where: str, predicates: frozenset[str]) -> Listed:
    fields = [field.strip() for field in line.split("|")]
    chosen = tuple(fields[1].split("/")) if len(fields) > 2 else ()
    if not chosen or not predicates.issuperset(chosen):
        raise SourceError(f"{where}: {line.strip()!r} is no statement; SUBJECT | predicate/... | OBJECT is allowed")
    read: dict[str, str] = {}
    dates, amounts = list(_dates(fields[3:])), [each[7:] for each in fields[3:] if each.startswith("amount ")]
    for each in fields[3:]:
        key = _key(each)
        if key is None:
            raise SourceError(
                f"{where}: field {each!r}; denied, ok, by, since, until, on, amount or a status is allowed"
            )
        read[key] = each
    return Listed(
        fields[0], chosen, fields[2], sentence, "denied" if "denied" in read else "affirmed",
        read.get("status", "actual"), read["by"][3:] if "by" in read else None, "ok" not in read,
        tuple(dates), tuple(amounts),
    )  # fmt: skip


def _key(written: str) -> str | None:
    """What a field says; None for an unknown one."""
    if written in {"ok", "denied"}:
        return written
    if written in STATUSES:
        return "status"
    return next((key for key in ("by", "amount") if written.startswith(key + " ")), None) or (
        "date" if DATED.fullmatch(written) else None
    )


def _dates(fields: list[str]) -> Iterator[tuple[str, str]]:
    for each in fields:
        if found := DATED.fullmatch(each):
            yield found[1], found[2]
