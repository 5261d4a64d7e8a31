"""Expressions of time and what they mean on the calendar."""

import pytest

from kg.extract.calendar import Calendar
from kg.extract.times import expressions, time_words
from kg.extract.tree import Word


def words_of(text, lang):
    """Words without a tree, parted at white space; capitals as written."""
    words, at = [], 0
    for index, part in enumerate(text.split(" ")):
        words.append(Word(index, part, part, "X", "dep", at, at + len(part)))
        at += len(part) + 1
    return words


def periods(text, *, published=None, lang="en", future=False, before=""):
    """Every period of a sentence that stands behind the text `before`."""
    whole, start = before + text, len(before)
    words = words_of(text, lang)
    calendar = Calendar(whole, published, lang)
    found = [
        calendar.period(said, at=start + words[said.first].start, sentence=start, future=future)
        for said in expressions(words, lang)
    ]
    return [period for period in found if period is not None]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on 3 May 2019", "2019-05-03", "2019-05-03"),
        ("on May 3 , 2019 ,", "2019-05-03", "2019-05-03"),
        ("on Friday , the 3rd of May 2019", "2019-05-03", "2019-05-03"),
        ("on 2019-05-03", "2019-05-03", "2019-05-03"),
        ("in May 2019", "2019-05", "2019-05"),
        ("in 2019", "2019", "2019"),
        ("in the year 2019", "2019", "2019"),
        ("in the 1970s", "1970", "1979"),
        ("in the early 1970s", "1970", "1979"),
        ("since 2014", "2014", None),
        ("since the mid-1990s", "1990", None),
        ("until June 2015", None, "2015-06"),
        ("by the end of 2030", None, "2030"),
        ("by mid-2031", None, "2031"),
        ("from 1990 to 1995", "1990", "1995"),
        ("between 1990 and 1995", "1990", "1995"),
        ("from May to July 2011", "2011-05", "2011-07"),
        ("in 1990 - 1995", "1990", "1995"),
    ],
)
def test_dates_that_need_no_other(text, start, end):
    assert periods(text) == [(start, end)]


@pytest.mark.parametrize(
    "text",
    ["before 2014", "after May 2019", "in recent years", "the last month of the war", "for 3 years", "in 2500",
     "on 31 April 2019", "last decade", "over the last two years", "in 2019 - 2011", "may 3 of them"],
)  # fmt: skip
def test_what_tells_no_date(text):
    assert periods(text, published="2019-03-04") == []


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("on Monday", "2019-03-04", "2019-03-04"),
        ("on Tuesday", "2019-02-26", "2019-03-05"),
        ("last Monday", "2019-02-25", "2019-02-25"),
        ("next Monday", "2019-03-11", "2019-03-11"),
        ("yesterday", "2019-03-03", "2019-03-03"),
        ("tomorrow", "2019-03-05", "2019-03-05"),
        ("last month", "2019-02", "2019-02"),
        ("this month", "2019-03", "2019-03"),
        ("next year", "2020", "2020"),
        ("two years ago", "2017", "2017"),
        ("three months ago", "2018-12", "2018-12"),
        ("4 days ago", "2019-02-28", "2019-02-28"),
        ("in March", "2019-03", "2019-03"),
        ("in May", "2018-05", "2019-05"),
        ("on 1 March", "2019-03-01", "2020-03-01"),
        ("on March 7", "2018-03-07", "2019-03-07"),
        ("last May", "2018-05", "2018-05"),
        ("next January", "2020-01", "2020-01"),
        ("this June", "2019-06", "2019-06"),
    ],
)
def test_dates_seen_from_the_day_of_publication(text, past, future):
    assert periods(text, published="2019-03-04") == [(past, past)]
    assert periods(text, published="2019-03-04", future=True) == [(future, future)]
    assert periods(text) == []  # without that day there is no date


def test_a_coarse_publication_date_resolves_only_what_is_as_coarse():
    assert periods("last year", published="2019") == [("2018", "2018")]
    assert periods("last month", published="2019") == []
    assert periods("last month", published="2019-03") == [("2019-02", "2019-02")]
    assert periods("on Tuesday", published="2019-03") == []
    assert periods("in May", published="2019") == []


@pytest.mark.parametrize(
    "before", ["LIMA, March 4, 2019 (Andes Press) - ", "Monday 4 March 2019\n\n", "Published 4 March 2019\n\n"]
)
def test_a_dateline_or_a_dated_line_is_the_day_of_writing(before):
    assert periods("on Sunday", before=before) == [("2019-03-03", "2019-03-03")]


def test_a_date_in_the_story_is_not_the_day_of_writing():
    assert periods("on Sunday", before="On 4 March 2019 the two met in Lima. ") == []


@pytest.mark.parametrize(
    ("text", "date"),
    [("in May", "1994-05"), ("on 30 May", "1994-05-30"), ("that September", "1994-09"), ("that year", "1994"),
     ("a year later", "1995"), ("the following year", "1995"), ("two months later", None)],
)  # fmt: skip
def test_dates_seen_from_a_year_said_shortly_before(text, date):
    found = periods(text, before="In February 1994 the court awarded the strip. ")
    assert found == ([(date, date)] if date else [])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("il 3 maggio 2019", "2019-05-03", "2019-05-03"),
        ("nel maggio 2019", "2019-05", "2019-05"),
        ("nel 1994", "1994", "1994"),
        ("dal 1990 al 1995", "1990", "1995"),
        ("tra il 1990 e il 1995", "1990", "1995"),
        ("dal 2014", "2014", None),
        ("fino al 2012", None, "2012"),
        ("entro il 2030", None, "2030"),
        ("negli anni Settanta", "1970", "1979"),
        ("negli anni 90", "1990", "1999"),
        ("l' anno scorso", "2018", "2018"),
        ("il mese prossimo", "2019-04", "2019-04"),
        ("lunedì scorso", "2019-02-25", "2019-02-25"),
        ("due anni fa", "2017", "2017"),
        ("ieri", "2019-03-03", "2019-03-03"),
        ("a gennaio", "2019-01", "2019-01"),
    ],
)
def test_dates_in_italian(text, start, end):
    assert periods(text, published="2019-03-04", lang="it") == [(start, end)]


def test_a_language_without_words_of_time_has_no_dates():
    assert time_words("ja") == {}
    assert periods("on 3 May 2019", lang="ja") == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("am 3. Mai 2019", "2019-05-03", "2019-05-03"),
        ("im Mai 2019", "2019-05", "2019-05"),
        ("seit 2014", "2014", None),
        ("bis Ende 2030", None, "2030"),
        ("von 1990 bis 1995", "1990", "1995"),
        ("zwischen 1990 und 1995", "1990", "1995"),
        ("vor zwei Jahren", "2017", "2017"),
        ("am vergangenen Montag", "2019-04-29", "2019-04-29"),
        ("im vergangenen Jahr", "2018", "2018"),
        ("am Dienstagabend", "2019-04-30", "2019-04-30"),
        ("gestern", "2019-05-02", "2019-05-02"),
    ],
)
def test_dates_in_german(text, start, end):
    assert periods(text, published="2019-05-03", lang="de") == [(start, end)]


@pytest.mark.parametrize("text", ["nach 2014", "in den letzten Monaten des Krieges", "am Morgen", "vor dem Krieg"])
def test_german_words_that_tell_no_date(text):
    assert periods(text, published="2019-05-03", lang="de") == []
