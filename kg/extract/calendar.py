"""What expressions of time mean on the calendar: dates as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, never finer than said.

"Last month" and "on Tuesday" count from the day the document was published, else from the full date of a dateline or of
a line of its own; "in May" also takes the year named shortly before. Where none of these is known there is no date.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from kg.extract.times import Expression, Point, expressions
from kg.extract.tree import Word

REACH = 300  # code points that "in May" and "that year" look back for a year
FIRST_LINES = 8  # of a document, where a date on its own or a dateline may stand
MOST_BESIDE = 6  # words beside the date in a line that is hardly more than its date: "Published ... at 10:00 GMT"
TOKEN = re.compile(r"\w+[.']?|[^\w\s]")
YEAR_BEFORE = re.compile(r"(?<![\w$€£.,])((?:1[5-9]|20)\d\d)(?![\w%])")
DATELINE_END = re.compile(r"[^.!?]{0,40}?\s[-–—]+\s")

Period = tuple[str | None, str | None]


class Calendar:
    """Resolves the expressions of one document; `published` is `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or None."""

    def __init__(self, text: str, published: str | None, lang: str) -> None:
        self._text = text
        self._lang = lang
        self._published = published
        self._day: str | None = None
        self._known = False

    @property
    def today(self) -> str | None:
        """The day of writing as far as it is known; sought when first needed."""
        if not self._known:
            self._known = True
            self._day = self._published or next(self._datelines(), None)
        return self._day

    def period(self, said: Expression, *, at: int, sentence: int, future: bool) -> Period | None:
        """Start and end of what an expression at code point `at` tells; `future` where the event is to come."""
        found = [self._resolved(point, at=at, sentence=sentence, future=future) for point in said.points]
        first, last = found[0], found[-1]
        if first is None or last is None:
            return None
        if said.mode == "since":
            return first[0], None
        if said.mode == "until":
            return None, last[1]
        period = first[0], last[1]
        return period if period[0][: len(period[1])] <= period[1][: len(period[0])] else None

    def _datelines(self) -> Iterator[str]:
        """Full dates of datelines ("TIRANA, Sept 7, 2023 (Agency) -") and of lines that hold little else."""
        for line in self._text.split("\n", FIRST_LINES)[:FIRST_LINES]:
            words = [
                Word(index, found.group(), found.group(), "X", "dep", found.start(), found.end())
                for index, found in enumerate(TOKEN.finditer(line[:200]))
            ]
            for said in expressions(words, self._lang):
                behind = words[said.last].end
                full = said.mode == "at" and said.points[0].kind == "full" and len(said.points[0].values) == 3
                beside = len(words) - (said.last - said.first + 1)
                alone = beside <= MOST_BESIDE and not line.rstrip().endswith((".", "!", "?"))
                if full and (alone or (behind < 90 and DATELINE_END.match(line, behind))):
                    yield _written(said.points[0].values)

    def _resolved(self, point: Point, *, at: int, sentence: int, future: bool) -> tuple[str, str] | None:
        kind, values = point.kind, point.values
        if kind == "decade":
            return f"{values[0]}", f"{values[0] + 9}"
        day: str | None = _written(values) if kind in {"full", "monthyear", "year"} else None
        day = day or self._told_before(point, at, sentence) or self._from_today(point, future=future)
        if day is None and kind in {"month", "daymonth"}:
            year = self._year_before(at, at - REACH)
            day = _written((year, *values)) if year else None
        return (day, day) if day is not None and _exists(day) else None

    def _told_before(self, point: Point, at: int, sentence: int) -> str | None:
        """What counts from a year named before: "that September", "a year later", or "in May" of the same sentence."""
        if point.kind in {"month", "daymonth"}:
            year = self._year_before(at, sentence)
            return _written((year, *point.values)) if year else None
        if point.kind not in {"that", "later"}:
            return None
        year = self._year_before(at, at - REACH)
        if not year or (point.kind == "later" and point.values[1] != 1):
            return None
        on, month = point.values if point.kind == "that" else (point.values[0], 0)
        return _written((year + on, month) if month else (year + on,))

    def _year_before(self, at: int, reach: int) -> int:
        """The last year named in the text from `reach` to `at`; 0 where there is none."""
        found = YEAR_BEFORE.findall(self._text, max(0, reach), at)
        return int(found[-1]) if found else 0

    def _from_today(self, point: Point, *, future: bool) -> str | None:
        today = self.today
        if today is None or point.kind not in RELATIVE:
            return None
        parts = tuple(int(part) for part in today.split("-"))
        return RELATIVE[point.kind](parts, point.values, future)


def _written(parts: tuple[int, ...]) -> str:
    return "-".join(f"{part:02}" if index else f"{part:04}" for index, part in enumerate(parts))


def _exists(day: str) -> bool:
    """Whether the calendar has such a day."""
    try:
        date.fromisoformat(f"{day}{'-01' * (2 - day.count('-'))}")
    except ValueError:
        return False
    return True


def _days_on(today: tuple[int, ...], days: int) -> str | None:
    return (date(*today) + timedelta(days)).isoformat() if len(today) == 3 else None


def _months_on(today: tuple[int, ...], months: int) -> str | None:
    if len(today) < 2:
        return None
    year, month = divmod(today[0] * 12 + today[1] - 1 + months, 12)
    return _written((year, month + 1))


def _units_on(today: tuple[int, ...], count: int, unit: int) -> str | None:
    """A day, month or year that many of its units on: "two years ago" is a year, not a day."""
    if unit == 3:
        return _days_on(today, count)
    return _months_on(today, count) if unit == 2 else _written((today[0] + count,))


def _weekday(today: tuple[int, ...], values: tuple[int, ...], future: bool) -> str | None:  # noqa: FBT001
    """The last such day up to today, or the next one: "last" and "next" never mean today."""
    if len(today) < 3:
        return None
    near, weekday = values
    ahead = (weekday - date(*today).isoweekday()) % 7
    if near > 0 or (near == 0 and future):
        return _days_on(today, ahead or 7 * near)
    return _days_on(today, ahead - 7 if ahead or near < 0 else 0)


def _day_of_year(today: tuple[int, ...], values: tuple[int, ...], future: bool) -> str | None:  # noqa: FBT001
    """A month, perhaps with its day, this side of today; `today` must be as fine as it."""
    if len(today) < 2:
        return None
    compared = today[1 : 1 + len(values)]
    known = values[: len(compared)]
    year = today[0]
    if future and known < compared:
        year += 1
    elif not future and known > compared:
        year -= 1
    return _written((year, *values))


def _near_month(today: tuple[int, ...], values: tuple[int, ...], _: bool) -> str | None:  # noqa: FBT001
    """ "Last May", "this May", "next May"."""
    near, month = values
    if near == 0:
        return _written((today[0], month))
    if len(today) < 2:
        return None
    passed = month < today[1] if near < 0 else month > today[1]
    return _written((today[0] if passed else today[0] + near, month))


RELATIVE: dict[str, Callable[[tuple[int, ...], tuple[int, ...], bool], str | None]] = {
    "day": lambda today, values, _: _days_on(today, values[0]),
    "nearunit": lambda today, values, _: _units_on(today, *values),
    "ago": lambda today, values, _: _units_on(today, -values[0], values[1]),
    "weekday": _weekday,
    "month": _day_of_year,
    "daymonth": _day_of_year,
    "nearmonth": _near_month,
}
