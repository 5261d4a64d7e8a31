"""Who says that a charge made before is untrue: "Iran denied any involvement", "a claim that Mali dismissed".

What is denied stands elsewhere; `kg/resolve` finds it among what was said of whoever denies.
"""

from collections.abc import Iterator

from kg.extract.arguments import Arguments
from kg.extract.sentence import Sentence
from kg.extract.speech import speakers_at
from kg.extract.tree import Word
from kg.model import Denial

NEAR = 8  # words behind a verb in which it says of what, and that it is false


def read_denials(sentence: Sentence, text: str) -> Iterator[Denial]:
    """Every denial of a sentence, one for each who denies."""
    senses = sentence.lexicon.denials
    if not senses:
        return
    arguments = Arguments(sentence.lexicon, lambda word: bool(sentence.at(word)))
    tree = sentence.tree
    for verb in tree.words:
        sense = senses.get((verb.lemma.lower(), verb.upos))
        if sense not in {"denial", "dismissal", "branding"} or any("not" in c.roles for c in verb.of("advmod")):
            continue
        charge = _charge(sentence, verb, sense)
        if charge is not None:
            for denier in speakers_at(sentence, arguments.subject(verb), text):
                yield Denial(denier, (charge.start, charge.end), (verb.start, verb.end), tree.start, tree.end)


def _charge(sentence: Sentence, verb: Word, sense: str) -> Word | None:
    """The word for what is denied; None where the verb denies nothing said before."""
    behind = sentence.tree.words[verb.index + 1 : verb.index + 1 + NEAR]
    if sense == "branding":
        false = any(_sense(sentence, word) == "falsity" for word in behind)
        return next((word for word in behind if _sense(sentence, word) == "charge"), None) if false else None
    if verb.deprel in {"acl:relcl", "acl"} and verb.head is not None and verb.of("nsubj"):
        return verb.head if sense == "denial" or _sense(sentence, verb.head) == "charge" else None
    return next((word for word in verb.of("obj") if _sense(sentence, word) == "charge"), None)


def _sense(sentence: Sentence, word: Word) -> str:
    return sentence.lexicon.denials.get((word.lemma.lower(), word.upos), "")
