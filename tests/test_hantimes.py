"""Chinese expressions of time."""

import pytest

from kg.extract.hantimes import said_in


@pytest.mark.parametrize(
    ("text", "kind", "values", "mode"),
    [
        ("1972年2月21日尼克松抵达北京", "full", (1972, 2, 21), "at"),
        ("自2014年3月以来", "monthyear", (2014, 3), "since"),
        ("他去年5月辞职", "nearmonth", (-1, 5), "at"),
        ("双方上周五会晤", "weekday", (-1, 5), "at"),
        ("三年前签署", "ago", (3, 1), "at"),
        ("上世纪七十年代", "decade", (1970,), "at"),
        ("二〇〇八年", "year", (2008,), "at"),
        ("昨天宣布", "day", (-1,), "at"),
        ("截至2019年", "year", (2019,), "until"),
        ("12月8日表示", "daymonth", (12, 8), "at"),
        ("下月访问", "nearunit", (1, 2), "at"),
    ],
)
def test_an_expression_is_read(text: str, kind: str, values: tuple[int, ...], mode: str) -> None:
    assert [said[2:] for said in said_in(text)] == [(mode, kind, values)]


@pytest.mark.parametrize("text", ["月球车登陆", "2000名士兵", "周边国家", "40月"])
def test_other_words_tell_no_time(text: str) -> None:
    assert list(said_in(text)) == []
