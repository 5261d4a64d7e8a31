"""Subjects that a language leaves to the ending of the verb: "Ha chiesto a Roma di ...", "Anunció que retirará ...".

The verb itself carries a mention of whoever is meant; `kg/resolve` finds the last subject that agrees.
"""

from kg.extract.anaphors import BY_PERSON
from kg.extract.arguments import SUBJECT, Arguments, own_subject
from kg.extract.sentence import Sentence
from kg.extract.tree import Word
from kg.model import Mention, Reference

UNSAID = frozenset({"es", "it", "pt"})  # languages that leave subjects out
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON"})
BETWEEN = frozenset({"aux", "advmod", "obj", "iobj", "expl", "punct"})
QUOTES = frozenset('"“”«»')
CLAUSES = frozenset({"root", "conj", "parataxis", "ccomp", "advcl", "acl:relcl"})


def add_unsaid(sentence: Sentence, text: str) -> None:
    """Adds a mention at every finite verb whose subject no word names."""
    if sentence.lexicon.lang not in UNSAID:
        return
    arguments = Arguments(sentence.lexicon, lambda word: bool(sentence.at(word)))
    first = not text[: sentence.tree.start].strip()
    for verb in sentence.tree.words:
        finite = _finite(verb)
        if finite is None or not _lacks_subject(sentence, verb) or arguments.subject(verb):
            continue
        if first and not any(index < verb.index for index in sentence.mentions):
            continue  # nobody is spoken of yet
        read = dict(pair.split("=", 1) for pair in finite.feats.split("|") if "=" in pair)
        person, number = read.get("Person", "3"), read.get("Number", "Sing")
        refers: Reference = BY_PERSON.get((person, number), "unsaid")
        if refers == "hearer":
            continue
        sentence.mentions[verb.index] = [
            Mention(
                verb.start, verb.end, text[verb.start : verb.end], "person", "pronoun", (), (verb.start, verb.end),
                count=1 if number == "Sing" else 0, refers=refers,
            )
        ]  # fmt: skip


def _finite(verb: Word) -> Word | None:
    """The word of an active verb whose ending says the person."""
    if verb.upos != "VERB" or verb.deprel not in CLAUSES or verb.of("aux:pass", "expl", "cop"):
        return None
    return next((word for word in (*verb.of("aux"), verb) if "VerbForm=Fin" in word.feats), None)


def _lacks_subject(sentence: Sentence, verb: Word) -> bool:
    """Whether the verb means something between actors, and nothing beside it could be its subject."""
    lexicon, key = sentence.lexicon, (verb.lemma.lower(), "VERB")
    before = _before(sentence, verb)
    if before is not None and before.text == "," and _is_interrupted(sentence, before):
        return False
    if before is not None and before.upos in NOMINAL and not _is_governed(before, verb):
        return False
    known = key in lexicon.frames or key in lexicon.operators or key[0] in lexicon.light
    relative = any("PronType=Rel" in child.feats or "relative" in child.roles for child in verb.children)
    doubtful = any(
        child.upos in {"PROPN", "NOUN"} and not child.of("case") and child.index < verb.index
        for child in verb.of("obj", "obl", "nmod", "dep", "dislocated")
    )
    return known and not relative and not doubtful and not own_subject(verb) and not verb.of(*SUBJECT)


def _is_interrupted(sentence: Sentence, comma: Word) -> bool:
    """Whether a name that opens the sentence still waits for its verb: "L'Egitto, ringraziando Doha, ha chiesto"."""
    opening = next((word for word in sentence.tree.words[: comma.index] if word.upos != "DET"), None)
    waits = opening is not None and opening.upos in {"PROPN", "NOUN"} and not opening.of("case")
    return waits and opening is not None and (opening.deprel not in SUBJECT or _finite_above(opening) is None)


def _finite_above(word: Word) -> Word | None:
    """The finite verb whose subject a word is."""
    return _finite(word.head) if word.head is not None else None


def _before(sentence: Sentence, verb: Word) -> Word | None:
    """The word before a verb and its auxiliaries, adverbs and clitics."""
    for word in reversed(sentence.tree.words[: verb.index]):
        own = word.head is verb and word.deprel in BETWEEN and word.upos in {"AUX", "ADV", "PRON", "PUNCT"}
        if not own or (word.upos == "PUNCT" and word.text not in QUOTES):
            return word
    return None


def _is_governed(word: Word, verb: Word) -> bool:
    """Whether an adposition governs the phrase that ends with a word: "nel 2022 ha inviato"."""
    top = word
    while top.head is not None and top.head is not verb and top.head.index < verb.index:
        top = top.head
    return bool(top.of("case"))
