"""Expressions of time in Chinese, read letter by letter: 2014年3月18日, 去年5月, 上周五, 三年前, 自2011年以来."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

Said = tuple[int, int, Literal["at", "since", "until"], str, tuple[int, ...]]  # start, end, mode, kind, values

DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十两兩]{1,3})"
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d|[一二][〇零一二三四五六七八九]{3})年"
MONTH = rf"(?P<month>{NUMBER})月"
DAY = rf"(?P<day>{NUMBER})[日号號]"
NEAR = {"去": -1, "今": 0, "明": 1, "上": -1, "上个": -1, "本": 0, "这": 0, "下": 1, "下个": 1, "上個": -1, "下個": 1}
DAYS = {"前天": -2, "昨": -1, "昨天": -1, "昨日": -1, "昨晚": -1, "今天": 0, "今日": 0, "今晨": 0, "明天": 1, "明日": 1}
WEEKDAYS = {each: value for value, each in enumerate("一二三四五六日", 1)} | {"天": 7}
UNITS = {"年": 1, "个月": 2, "個月": 2, "天": 3, "日": 3}
BEFORE = r"(?P<since>自从?|从|自從|從)?(?P<until>截至|直到|至|到)?(?:在|于|於|早在)?"
POINTS: tuple[tuple[str, str], ...] = (
    ("full", rf"{YEAR}{MONTH}{DAY}"),
    ("monthyear", rf"{YEAR}{MONTH}(?!\d)"),
    (
        "decade",
        r"(?:(?:上个?世纪|20世纪|二十世纪)?(?P<tens>[二三四五六七八九]十|[2-9]0)|(?P<decade>(?:1[5-9]|20)\d0))年代",
    ),
    ("nearmonth", rf"(?P<near>[去今明])年{MONTH}(?!\d)"),
    ("year", YEAR),
    ("daymonth", rf"{MONTH}{DAY}"),
    ("nearyear", r"(?P<near>[去今明])年"),
    ("nearunit", r"(?P<near>上个?|本|下个?|上個|下個)(?P<unit>月)(?![一-鿿]?份国)"),
    ("ago", rf"(?P<count>{NUMBER})(?P<unit>年|个月|個月|天)(?:以?前|之前)"),
    ("weekday", r"(?P<near>上|本|这|下)?(?:周|星期|礼拜|週)(?P<weekday>[一二三四五六日天])"),
    ("day", "|".join(sorted(DAYS, key=lambda day: (-len(day), day)))),
    ("month", rf"(?<![\d年个]){MONTH}(?!\d|球)"),
)
PATTERNS = tuple((kind, re.compile(f"{BEFORE}(?P<whole>{pattern})")) for kind, pattern in POINTS)


def number(written: str) -> int:
    """Up to 99: 十二, 二十, 7."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


def _year(written: str) -> int:
    return int("".join(str(DIGITS.get(each, each)) for each in written))


def _decade(of: dict[str, str]) -> int:
    return int(of["decade"]) if of.get("decade") else 1900 + number(of["tens"])


VALUES: dict[str, tuple[str, Callable[[dict[str, str]], tuple[int, ...]]]] = {
    "full": ("full", lambda of: (_year(of["year"]), number(of["month"]), number(of["day"]))),
    "monthyear": ("monthyear", lambda of: (_year(of["year"]), number(of["month"]))),
    "decade": ("decade", lambda of: (_decade(of),)),
    "nearmonth": ("nearmonth", lambda of: (NEAR[of["near"]], number(of["month"]))),
    "year": ("year", lambda of: (_year(of["year"]),)),
    "daymonth": ("daymonth", lambda of: (number(of["month"]), number(of["day"]))),
    "nearyear": ("nearunit", lambda of: (NEAR[of["near"]], 1)),
    "nearunit": ("nearunit", lambda of: (NEAR[of["near"]], 2)),
    "ago": ("ago", lambda of: (number(of["count"]), UNITS[of["unit"]])),
    "weekday": ("weekday", lambda of: (NEAR.get(of.get("near") or "", 0), WEEKDAYS[of["weekday"]])),
    "day": ("day", lambda of: (DAYS[of["whole"]],)),
    "month": ("month", lambda of: (number(of["month"]),)),
}
MONTHLY = {"full": 1, "monthyear": 1, "nearmonth": 1, "daymonth": 0, "month": 0}  # where the month stands


def said_in(text: str) -> Iterator[Said]:
    """Every expression of time of a text: where it stands and what it tells, see `kg.extract.times.Point`."""
    at = 0
    while firsts := [(found.start(), order) for order, found in enumerate(_next(text, at)) if found is not None]:
        kind, pattern = PATTERNS[min(firsts)[1]]
        found = pattern.search(text, at)
        if found is None:
            return
        at = found.end()
        meant, values = VALUES[kind]
        read = values({name: part for name, part in found.groupdict().items() if part is not None})
        if kind not in MONTHLY or 1 <= read[MONTHLY[kind]] <= 12:
            yield found.start(), found.end(), _mode(text, found), meant, read


def _next(text: str, at: int) -> list[re.Match[str] | None]:
    """What each pattern finds next."""
    return [pattern.search(text, at) for _, pattern in PATTERNS]


def _mode(text: str, found: re.Match[str]) -> Literal["at", "since", "until"]:
    after = text[found.end() : found.end() + 2]
    if found["since"] or after in {"以来", "以來"} or after[:1] == "起":
        return "since"
    return "until" if found["until"] else "at"
