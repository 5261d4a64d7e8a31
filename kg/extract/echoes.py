"""What is said again of others: "Chad left, and so did Niger", "as did Mali and Togo", "neither did Benin"."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.arguments import Arguments
from kg.extract.sentence import Sentence
from kg.extract.speech import speakers_at
from kg.extract.tree import Word
from kg.model import Mention, RelationMention, Verdict

WEAKER = 0.85  # what is said again may be more or less than what was said


def echoes(sentence: Sentence, text: str) -> list[tuple[Word, Word, Mention]]:
    """(verb that is echoed, verb that stands in for it, who does the same) for every echo of a sentence."""
    found = []
    for verb in sentence.tree.words:
        if "stand_in" not in verb.roles or verb.head is None or verb.deprel not in {"conj", "advcl", "parataxis"}:
            continue
        if any("echo" in child.roles and child.index < verb.index for child in verb.children) and not verb.of(
            "obj", "xcomp", "ccomp", "cop"
        ):
            found += [(verb.head, verb, actor) for actor in speakers_at(sentence, verb.of("nsubj"), text)]
    return found


def said_again(sentence: Sentence, found: Iterable[RelationMention], text: str) -> Iterator[RelationMention]:
    """The relations of the echoed verb's subject, with those who do the same in his place."""
    echoing, relations = echoes(sentence, text), list(found)
    arguments = Arguments(sentence.lexicon, lambda word: bool(sentence.at(word)))
    for verb, stand_in, actor in echoing:
        subjects = set(speakers_at(sentence, arguments.subject(verb), text))
        for said in relations:
            if verb.start <= said.cue[0] < stand_in.start and said.subject in subjects and said.object != actor:
                cue = (stand_in.start, stand_in.end)
                yield replace(
                    said, subject=actor, cue=cue, confidence=round(said.confidence * WEAKER, 2), construction="echo"
                )


def judged_again(sentence: Sentence, verdicts: Iterable[Verdict], text: str) -> Iterator[Verdict]:
    """The verdicts, and again those that an echo shares: "condemned the raid, and so did Niger"."""
    for verdict in verdicts:
        yield verdict
        for verb, stand_in, actor in echoes(sentence, text):
            if verdict.cue == (verb.start, verb.end):
                yield replace(verdict, judge=actor, cue=(stand_in.start, stand_in.end))
