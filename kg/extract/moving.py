"""An extraction made from a repaired text, with every offset brought back into the document as it is."""

from collections.abc import Callable
from dataclasses import replace

from kg.model import Denial, Extraction, Mention, RelationMention, Span, Speech, Verdict

Place = Callable[[int, int], Span]


def moved(extraction: Extraction, place: Place) -> Extraction:
    """The extraction with its spans where `place` puts them; what is said stays the same."""
    return replace(
        extraction,
        mentions=tuple(_mention(each, place) for each in extraction.mentions),
        relations=tuple(_relation(each, place) for each in extraction.relations),
        speeches=tuple(_speech(each, place) for each in extraction.speeches),
        denials=tuple(_denial(each, place) for each in extraction.denials),
        verdicts=tuple(_verdict(each, place) for each in extraction.verdicts),
    )


def _mention(mention: Mention, place: Place) -> Mention:
    start, end = place(mention.start, mention.end)
    return replace(mention, start=start, end=end, head=place(*mention.head) if mention.head else None)


def _relation(relation: RelationMention, place: Place) -> RelationMention:
    start, end = place(relation.start, relation.end)
    return replace(
        relation,
        subject=_mention(relation.subject, place),
        object=_mention(relation.object, place),
        cue=place(*relation.cue),
        start=start,
        end=end,
        speakers=tuple(_mention(each, place) for each in relation.speakers),
        qualifiers=tuple(
            (role, value if isinstance(value, str) else _mention(value, place)) for role, value in relation.qualifiers
        ),
    )


def _speech(speech: Speech, place: Place) -> Speech:
    start, end = place(speech.start, speech.end)
    return replace(speech, start=start, end=end, speakers=tuple(_mention(each, place) for each in speech.speakers))


def _denial(denial: Denial, place: Place) -> Denial:
    start, end = place(denial.start, denial.end)
    charge, cue = place(*denial.charge), place(*denial.cue)
    return replace(denial, speaker=_mention(denial.speaker, place), charge=charge, cue=cue, start=start, end=end)


def _verdict(verdict: Verdict, place: Place) -> Verdict:
    start, end = place(verdict.start, verdict.end)
    act, cue = place(*verdict.act), place(*verdict.cue)
    return replace(verdict, judge=_mention(verdict.judge, place), act=act, cue=cue, start=start, end=end)
