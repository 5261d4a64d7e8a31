"""Chinese numbers and sums of money."""

from decimal import Decimal

import pytest

from kg.extract.amounts import amount_words, number_of
from kg.extract.hannumbers import han_number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三百二十亿", 32_000_000_000), ("5.5亿", 550_000_000), ("两万", 20_000), ("十五", 15), ("一万二千", 12_000),
        ("三亿五千万", 350_000_000), ("12亿3000万", 1_230_000_000), ("五万亿", 5_000_000_000_000), ("1,200", 1_200),
        ("一百零五", 105), ("二〇", 20), ("百", 100),
    ],
)  # fmt: skip
def test_a_number_has_its_value(written: str, value: int) -> None:
    assert han_number(written) == Decimal(value)


def test_other_words_are_no_number() -> None:
    assert han_number("十分") is None


def test_a_sum_of_money_is_found_inside_a_text() -> None:
    known = amount_words("zh")
    assert known is not None
    found = known.money.search("追加提供五亿美元贷款")
    assert found is not None and (number_of(found["before"], known), found["name"]) == (Decimal(500_000_000), "美元")
