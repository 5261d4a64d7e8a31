"""Who speaks where in a document: quotations with their attribution, turns, and texts signed by their author.

A quotation belongs to the verb of saying nearest to it that no full stop parts from it; without one, to whoever was
quoted before it in its paragraph or the one before.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from kg.extract.arguments import Arguments, antecedent
from kg.extract.descriptions import unnamed
from kg.extract.offices import named_beside
from kg.extract.quotations import Quotation, quotations
from kg.extract.sentence import Sentence
from kg.extract.tree import Word
from kg.extract.turns import read_turns, with_nation
from kg.model import ACTOR_KINDS, Mention, Span, Speech

STOP = re.compile(r"[.?!;](?=[\s\"”’]|$)")
BYLINE = re.compile(r"(?:^|\W)(?:By|Di|(?:remarks|speech|address|statement|opinion|discorso) (?:by|of|di))\s+$")
FIRST_PERSON = frozenset({"speaker", "speakers"})
FEWEST_FIRST_PERSONS = 3
INTRODUCTION = 400  # code points in which a signed text names its author
SHORT_LINE = 140
ATTRIBUTING = re.compile(r"[,?!…]$")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says something: the span from the speaker to the verb, in the order of the text."""

    start: int
    end: int
    speakers: tuple[Mention, ...]
    sentence: Span


def speakers_at(sentence: Sentence, heads: Iterable[Word], text: str) -> list[Mention]:
    """The actors credited at these words and those coordinated with them, by name where an apposition gives one."""
    found: list[Mention] = []
    for head in heads:
        for word in (antecedent(each) for each in head.conjuncts()):
            mentions = sentence.at(word) or list(unnamed(sentence, word, text))
            found.extend(named_beside(sentence, word) or [each for each in mentions if each.kind in ACTOR_KINDS])
    return list(dict.fromkeys(found))


def read_speeches(text: str, sentences: Sequence[Sentence]) -> tuple[Speech, ...]:
    """Every stretch that somebody else than the text says, sorted by start; shorter ones lie inside longer ones."""
    mentions = [mention for sentence in sentences for mention in sentence.all()]
    found = [*read_turns(text, mentions), *_quoted(text, sentences)]
    inner = sorted((speech.start, speech.end) for speech in found)
    quoted = sorted(quotation_span(each) for each in quotations(text))
    if (author := _author(text, mentions, sorted([*inner, *quoted]))) is not None:
        found.append(Speech(0, len(text), (author,), "signature"))
    return tuple(sorted(found, key=lambda speech: (speech.start, -speech.end, speech.voice)))


def quotation_span(quotation: Quotation) -> Span:
    """Where a quotation stands."""
    return quotation.start, quotation.end


# -- quotations -------------------------------------------------------------------------------------------------------


def _quoted(text: str, sentences: Sequence[Sentence]) -> Iterator[Speech]:
    starts = [sentence.tree.start for sentence in sentences]
    before: Speech | None = None
    for paragraph, quoted in groupby(quotations(text), key=lambda quotation: quotation.paragraph):
        together = list(quoted)
        first = max(0, bisect_right(starts, paragraph[0]) - 1)
        said = list(_attributions(sentences[first : bisect_left(starts, paragraph[1])], text, together))
        for quotation in together:
            nearest = _nearest(text, quotation, said)
            speakers = nearest.speakers if nearest is not None else _continued(text, quotation, before, said)
            if speakers:
                before = Speech(quotation.start, quotation.end, speakers, "quotation")
                yield before


def _attributions(sentences: Iterable[Sentence], text: str, quoted: Sequence[Quotation]) -> Iterator[Attribution]:
    """Verbs of saying outside quotations, and any verb that follows a quotation closed by a comma, with a subject."""
    for sentence in sentences:
        arguments = Arguments(sentence.lexicon, lambda word, sentence=sentence: bool(sentence.at(word)))  # type: ignore[misc]
        for verb in sentence.tree.words:
            if verb.upos != "VERB" or any(each.start <= verb.start < each.end for each in quoted):
                continue
            subjects = arguments.subject(verb)
            first = min([verb.start, *(word.start for subject in subjects for word in subject.subtree())])
            if not (_says(sentence, verb) or _follows(text, first, quoted)):
                continue
            if speakers := speakers_at(sentence, subjects, text):
                near = min([verb.start, *(word.start for word in subjects if not _within(word, quoted))])
                last = max([verb.end, *(word.end for word in subjects if not _within(word, quoted))])
                yield Attribution(near, last, tuple(speakers), (sentence.tree.start, sentence.tree.end))


def _within(word: Word, quoted: Sequence[Quotation]) -> bool:
    return any(each.start <= word.start < each.end for each in quoted)


def _says(sentence: Sentence, verb: Word) -> bool:
    return "speech" in sentence.lexicon.operators.get((verb.lemma.lower(), "VERB"), frozenset())


def _follows(text: str, start: int, quoted: Sequence[Quotation]) -> bool:
    """Whether a clause begins right behind a quotation that a comma closes: "...," he shrugged."""
    return any(
        0 <= start - each.end <= 3 and ATTRIBUTING.search(text[each.start : each.end].rstrip()) for each in quoted
    )


def _nearest(text: str, quotation: Quotation, said: Iterable[Attribution]) -> Attribution | None:
    """The attribution next to the quotation that no full stop parts from it; behind it rather than before it."""
    found = []
    for each in said:
        if each.start >= quotation.end and not STOP.search(text, quotation.end + 1, each.start):
            found.append((each.start - quotation.end, each.start, each))
        elif each.end <= quotation.start and not STOP.search(text, each.end, quotation.start - 1):
            found.append((quotation.start - each.end + 1, each.start, each))
    return min(found, key=lambda entry: entry[:2])[2] if found else None


def _continued(
    text: str, quotation: Quotation, before: Speech | None, said: Iterable[Attribution]
) -> tuple[Mention, ...]:
    """Who goes on speaking: a quotation that opens a sentence without attribution belongs to whoever spoke before."""
    opens = not text[quotation.paragraph[0] : quotation.start - 1].rstrip().endswith((",", ":")) and _opens_sentence(
        text, quotation
    )
    if not opens:
        return ()
    earlier = [each for each in said if each.end <= quotation.start]
    if earlier:
        return max(earlier, key=lambda each: each.end).speakers
    gap = None if before is None else text[before.end : quotation.start]
    near = gap is not None and gap.count("\n") <= 2 and len(gap) <= 300
    return before.speakers if before is not None and near else ()


def _opens_sentence(text: str, quotation: Quotation) -> bool:
    left = text[quotation.paragraph[0] : quotation.start - 1].rstrip()
    return not left or left[-1] in '.?!…"”’»' or not quotation.closed


# -- signed texts -----------------------------------------------------------------------------------------------------


def _author(text: str, mentions: Sequence[Mention], said: Sequence[Span]) -> Mention | None:
    """Who signs a text in the first person: the person of its byline, its title or the note below it."""
    starts, ends = [start for start, _ in said], list(accumulate((end for _, end in said), max))
    own = [each for each in mentions if each.refers in FIRST_PERSON and not _inside(each, starts, ends)]
    if len(own) < FEWEST_FIRST_PERSONS:
        return None
    persons = [each for each in mentions if each.kind == "person" and each.form == "name"]
    for person in persons:
        start, end = _line(text, person.start)
        byline = BYLINE.search(text[start : person.start]) is not None
        if person.end <= INTRODUCTION and (byline or (person.office and end - start <= SHORT_LINE)):
            return with_nation(person, mentions, text)
    last = text.rstrip().rfind("\n") + 1
    below = next((each for each in persons if last <= each.start <= last + 3), None)
    return with_nation(below, mentions, text) if below is not None else None


def _inside(mention: Mention, starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether a mention stands in a span; `ends` are the furthest ends of the spans up to each start."""
    at = bisect_right(starts, mention.start) - 1
    return at >= 0 and mention.start < ends[at]


def _line(text: str, at: int) -> Span:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return start, len(text) if end < 0 else end
