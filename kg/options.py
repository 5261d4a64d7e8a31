"""What a user may change about how documents are read; it changes results, so it is part of the run."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError

LANGUAGE = re.compile(r".*\.([a-z]{2})\.tsv", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a user decided of a name: whether `written` is the entity with that id."""

    written: str
    entity: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Options:
    """How documents are read.

    Without `repair` damaged text is read as it is. `actors` are Turtle files that describe further actors or give
    known ones further names, `frames` tables of further cues whose names end in their language (`mine.fr.tsv`),
    `decisions` say which names are whose.
    """

    repair: bool = True
    actors: tuple[Path, ...] = ()
    frames: tuple[Path, ...] = ()
    decisions: tuple[Decision, ...] = ()

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
        if self.decisions:
            yield "decisions", hashlib.sha256(written_decisions(self.decisions).encode("utf-8")).hexdigest()


USUAL = Options()
DECISIONS = "decisions.tsv"
"""The usual name of the table of decisions, beside the store."""
COLUMNS = ("decision", "name", "entity")
VERDICTS = {"accept": True, "refuse": False}


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a table as `kg names` keeps it; none where there is no such file. UsageError names the line."""
    if not path.is_file():
        return ()
    found = []
    for number, line in enumerate(_bytes(path).decode("utf-8", "replace").splitlines(), start=1):
        cells = line.split("\t")
        if number == 1 or not line.strip():
            continue
        if len(cells) != len(COLUMNS) or cells[0] not in VERDICTS:
            raise UsageError(f"{path}:{number}: is no decision; accept or refuse, name and entity id are allowed")
        found.append(Decision(cells[1], cells[2], VERDICTS[cells[0]]))
    return tuple(sorted(found, key=lambda each: (each.written, each.entity)))


def written_decisions(decisions: Iterable[Decision]) -> str:
    """The table of decisions, sorted by name."""
    names = {accepted: name for name, accepted in VERDICTS.items()}
    lines = sorted((each.written, each.entity, names[each.accepted]) for each in decisions)
    return "".join("\t".join(cells) + "\n" for cells in (COLUMNS, *((v, n, e) for n, e, v in lines)))


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
