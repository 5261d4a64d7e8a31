"""When a document was published, in the form that the model keeps."""

import re
from datetime import date

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}[0-9:.,+\-Zz ]*)?)?)?")


def day_of(written: str) -> str | None:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD` of a date or timestamp in ISO 8601, None for any other writing.

    A timestamp is cut to the day it names, whatever its time zone; nothing is added to a year or a month.
    """
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        return None
    parts = [part for part in match.groups() if part is not None]
    numbers = [int(part) for part in parts]
    try:
        date(*numbers, *([1] * (3 - len(numbers))))
    except ValueError:
        return None
    return "-".join(parts)
