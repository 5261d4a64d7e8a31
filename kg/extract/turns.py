"""Lines that name who speaks: turns of an interview ("Q:", "A:", "Name:"), headlines that credit somebody.

The speaker of an answer is the person whom the lines before the first question present.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import Mention, Speech

LINE = re.compile(r"[^\r\n]+")
LABEL = re.compile(r"[\W\d_]*([^\W\d_][^:\r\n.?!]{0,40}?)\s*:\s+(?=\S)")
QUESTION = frozenset({"q", "question", "d", "domanda"})
ANSWER = frozenset({"a", "answer", "r", "risposta"})
FULL_NAME = re.compile(r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){1,3}")
FEWEST_TURNS = 3
LONGEST_HEADLINE = 160  # code points
TAIL = re.compile(r"\s(?:[-–—]|:)\s+([^-–—:.,]{2,40})$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that begins with a label; `after` is where its words begin."""

    start: int
    end: int
    label: str
    label_span: tuple[int, int]
    after: int


def read_turns(text: str, mentions: Sequence[Mention]) -> Iterator[Speech]:
    """Who speaks in lines that begin or end with a name; `mentions` are those of the document in text order."""
    found = list(_lines(text))
    labelled = [line for line in found if line.label]
    names = Counter(line.label.casefold() for line in labelled)
    if sum(names[label] for label in QUESTION | ANSWER) >= FEWEST_TURNS:
        yield from _answers(found, mentions, text)
        return
    transcript = sum(count for count in names.values() if count > 1) >= FEWEST_TURNS
    ending = _by_end(mentions)
    for at, line in enumerate(found):
        speaker = _labelling(line, ending, transcript=transcript) if line.label else None
        if speaker is not None:
            end = next((later.start for later in found[at + 1 :] if later.label), line.end) if transcript else line.end
            yield Speech(line.after, max(end, line.end), (speaker,), "turn")
        elif line.end - line.start <= LONGEST_HEADLINE and (tail := TAIL.search(text, line.start, line.end)):
            credited = _exactly(ending, *tail.span(1))
            if credited is not None:
                yield Speech(line.start, tail.start(), (credited,), "turn")


def _lines(text: str) -> Iterator[Line]:
    for found in LINE.finditer(text):
        label = LABEL.match(text, found.start(), found.end())
        if label is None:
            yield Line(found.start(), found.end(), "", (0, 0), found.start())
        else:
            yield Line(found.start(), found.end(), label[1], label.span(1), label.end())


def _answers(lines: Sequence[Line], mentions: Sequence[Mention], text: str) -> Iterator[Speech]:
    """From each "A:" to the next "Q:", all said by whom the introduction presents."""
    marked = QUESTION | ANSWER
    first = next(line.start for line in lines if line.label.casefold() in marked)
    speaker = presented([mention for mention in mentions if mention.end <= first], text[:first])
    if speaker is None:
        return
    for at, line in enumerate(lines):
        if line.label.casefold() in ANSWER:
            following = next((later.start for later in lines[at + 1 :] if later.label.casefold() in marked), line.end)
            yield Speech(line.after, max(following, line.end), (speaker,), "turn")


def presented(mentions: Sequence[Mention], text: str) -> Mention | None:
    """The person whom an introduction presents: the first with an office, else the first named in full.

    Somebody whose nation no title says belongs to the state named behind: "Ana Ruiz, adviser at Peru's ministry".
    """
    persons = [mention for mention in mentions if mention.kind == "person" and mention.form in {"name", "surname"}]
    person = next((each for each in persons if each.office), None) or next(
        (each for each in persons if " " in each.text), None
    )
    return with_nation(person, mentions, text) if person is not None else _overlooked(mentions, text)


def with_nation(person: Mention, mentions: Iterable[Mention], text: str) -> Mention:
    """The person with the state that its line names first behind it, where the mention knows none."""
    end = text.find("\n", person.end)
    inside = (each for each in mentions if person.end <= each.start and (end < 0 or each.start < end))
    state = next((each for each in inside if each.kind == "state" and each.candidates), None)
    return person if person.nation or state is None else replace(person, nation=state.candidates[0])


def _overlooked(mentions: Sequence[Mention], text: str) -> Mention | None:
    """A full name that begins the introduction's last line and that no model finds."""
    start = text.rstrip().rfind("\n") + 1
    found = FULL_NAME.match(text, start)
    if found is None or any(mention.start < found.end() and found.start() < mention.end for mention in mentions):
        return None
    return with_nation(Mention(start, found.end(), found.group(), "person", "name"), mentions, text)


def _by_end(mentions: Iterable[Mention]) -> dict[int, list[Mention]]:
    """Mentions that may name a speaker by where they end."""
    ending: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.form not in {"pronoun", "adjective", "combining"}:
            ending.setdefault(mention.end, []).append(mention)
    return ending


def _labelling(line: Line, ending: Mapping[int, Sequence[Mention]], *, transcript: bool) -> Mention | None:
    """Whom the label names; in a transcript also somebody whom no model finds in a line of one word."""
    start, end = line.label_span
    named = _exactly(ending, start, end)
    if named is not None or not transcript:
        return named
    words = line.label.split()
    if len(words) > 4 or not all(word[:1].isupper() for word in words):
        return None
    return Mention(start, end, line.label, "person", "name" if len(words) > 1 else "surname", (), (start, end))


def _exactly(ending: Mapping[int, Sequence[Mention]], start: int, end: int) -> Mention | None:
    """The actor named by these words and by no others than a title before."""
    for mention in ending.get(end, ()):
        if mention.start == start or (mention.start > start and mention.kind == "person"):
            return mention
    return None
