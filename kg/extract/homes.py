"""Where a company, a person or a place belongs: "Estonia's Milrem"."""

from kg.extract.sentence import Sentence
from kg.extract.tree import Word
from kg.model import Mention


def home_of(sentence: Sentence, head: Word, mention: Mention) -> Mention | None:
    """The state that a name belongs to: possessor of a company, adjective before a private person's name."""
    if mention.form != "name" or mention.office:
        return None
    if mention.kind == "organization" and mention.candidates:
        owners = [child for child in head.of("nmod:poss") if child.start < mention.start]
        found = [owner for child in owners for owner in sentence.at(child) if owner.form in {"name", "metonym"}]
    elif mention.kind == "person":
        modifiers = [child for child in (head, *head.of("compound")) for child in child.of("amod", "compound")]
        found = [
            m for child in modifiers for m in sentence.at(child) if m.form == "adjective" and m.end <= mention.start
        ]
    else:
        return None
    return next((state for state in found if state.kind == "state"), None)
