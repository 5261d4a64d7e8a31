"""What happens in a build, entry by entry, for whoever wants to hear it: a manifest, a log, a bar of progress."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

What = Literal["read", "unchanged", "failed", "skipped", "noted", "stored", "removed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened to the input with this key; to so many `documents` where a batch was "stored".

    A document is "read" or "unchanged" (stored before, from the same bytes in the same way), or "failed". `sha256` is
    that of its bytes, "" where they were not read; `statements` how many a document says that was read now. `reason`
    says why something was not read, or what is to be noted of it.
    """

    what: What
    key: str = ""
    sha256: str = ""
    statements: int = 0
    reason: str = ""
    documents: int = 0


Hear = Callable[[Entry], None]


def ignore(entry: Entry) -> None:
    """Hear an entry and do nothing."""
