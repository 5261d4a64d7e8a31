"""What a user may change about how documents are read; it changes results, so it is part of the run."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError

LANGUAGE = re.compile(r".*\.([a-z]{2})\.tsv", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are read.

    Without `repair` damaged text is read as it is. `actors` are Turtle files that describe further actors or give
    known ones further names, `frames` tables of further cues whose names end in their language (`mine.fr.tsv`).
    """

    repair: bool = True
    actors: tuple[Path, ...] = ()
    frames: tuple[Path, ...] = ()

    def frames_of(self, lang: str) -> tuple[Path, ...]:
        """The tables of one language."""
        return tuple(path for path in self.frames if language_of_frames(path) == lang)

    def told(self) -> Iterator[tuple[str, str]]:
        """(name, value) of everything that is not as usual, files by the checksum of their bytes."""
        if not self.repair:
            yield "repair", "no"
        for name, paths in (("actors", self.actors), ("frames", self.frames)):
            if paths:
                yield name, " ".join(sorted(hashlib.sha256(_bytes(path)).hexdigest() for path in paths))


USUAL = Options()


def language_of_frames(path: Path) -> str:
    """The language that the name of a table of frames ends in; UsageError where it ends otherwise."""
    found = LANGUAGE.fullmatch(path.name)
    if found is None:
        raise UsageError(f"{path}: does not say its language; a name such as {path.stem}.fr.tsv is allowed")
    return found[1]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); a readable file is allowed") from error
