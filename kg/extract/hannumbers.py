"""Chinese numbers: 三百二十亿, 5.5亿, 两万, 十五."""

import re
from decimal import Decimal

DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
LETTERS = "".join((*DIGITS, *SMALL, *LARGE))
HAN_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|[{LETTERS}])+"
PART = re.compile(rf"\d[\d,]*(?:\.\d+)?|[{LETTERS}]")
WHOLE = re.compile(HAN_NUMBER)


def han_number(written: str) -> Decimal | None:
    """The value of a number of digits and Chinese numerals; None for anything else."""
    if WHOLE.fullmatch(written) is None:
        return None
    total = section = last = Decimal(0)
    current: Decimal | None = None
    for part in PART.findall(written):
        if part[0].isdecimal():
            current = Decimal(part.replace(",", ""))
        elif part in DIGITS:
            current = (current or Decimal(0)) * (10 if current else 1) + DIGITS[part]
        elif part in SMALL:
            section += (Decimal(1) if current is None else current) * SMALL[part]
            current = None
        else:
            section, unit = section + (current or Decimal(0)), Decimal(LARGE[part])
            total = (total + (section or Decimal(not total))) * unit if unit > last else total + section * unit
            section, last, current = Decimal(0), unit, None
    return total + section + (current or Decimal(0))
