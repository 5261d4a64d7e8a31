"""The clauses of a German sentence by their place, and the verb that leads each.

Commas part all clauses. A relative clause and one with a conjunction end in their verb, an infinitive stands behind
"zu"; what is left with a finite verb is a main clause, and "und" before a finite verb opens one without its subject.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.german_cases import FEMININE
from kg.extract.german_words import FINITE, NEVER, NOMINAL, is_territory
from kg.extract.tree import Word

STOPS = frozenset({",", ";", ":", "–", "—", "(", ")"})
RELATIVE = frozenset(
    {"der", "die", "das", "den", "dem", "dessen", "deren", "denen", "welche", "welcher", "welches", "welchem"}
)
CONJUNCTIONS = frozenset(
    {"dass", "daß", "weil", "nachdem", "wenn", "falls", "obwohl", "bevor", "ob", "damit", "sodass", "sobald", "solange",
     "indem", "sofern", "obgleich", "wonach", "woraufhin", "ehe", "seitdem", "da", "was", "während", "wobei", "wodurch"}
)  # fmt: skip  # fmt: skip
VERBAL = frozenset({"VERB", "AUX"})
CLAUSES = frozenset({"root", "ccomp", "conj", "parataxis", "advcl", "acl", "acl:relcl", "xcomp", "csubj"})
INSIDE = frozenset({"det", "amod", "nmod", "flat", "compound", "acl", "acl:relcl", "appos", "conj", "nummod", "case"})
AUXILIARIES = frozenset({"haben", "sein", "werden"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})


@dataclass(slots=True)
class Field:
    """A stretch between commas; `kind` is "main", "behind" (a verb behind "und"), "relative", "bound", "zu" or ""."""

    words: list[Word]
    kind: str = ""
    verb: Word | None = None


def fields_of(words: Sequence[Word]) -> list[Field]:
    """The fields of a sentence in text order."""
    return [_read(stretch) for stretch in _stretches(words)]


def _stretches(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words between commas, and from an "und" before a finite verb on; marks left out."""
    stretch: list[Word] = []
    for at, word in enumerate(words):
        behind = words[at + 1] if at + 1 < len(words) else None
        joined = word.upos == "CCONJ" and behind is not None and behind.upos in VERBAL and FINITE in behind.feats
        if (word.text in STOPS and word.upos == "PUNCT") or (joined and any(is_finite(each) for each in stretch)):
            if stretch:
                yield stretch
            stretch = []
        if word.upos != "PUNCT":
            stretch.append(word)
    if stretch:
        yield stretch


def is_finite(word: Word) -> bool:
    """Whether a verb or an auxiliary is finite."""
    return word.upos in VERBAL and FINITE in word.feats


def _read(words: list[Word]) -> Field:
    first, second = words[0], words[1] if len(words) > 1 else words[0]
    verbs = [word for word in words if word.upos == "VERB" and word.deprel != "amod" and word.text[0].islower()]
    finite = [word for word in words if is_finite(word) and word.deprel != "amod"]
    opening = (
        second if (first.upos in {"CCONJ", "ADP"} or first.text in {"um", "bis"}) and second is not first else first
    )
    last = words[-1]
    closed = last.upos in VERBAL or (last.text == "sich" and len(words) > 1 and words[-2].upos in VERBAL)
    if opening.text.lower() in RELATIVE and closed and _opens_relative(words, opening):
        return Field(words, "relative", verbs[-1] if verbs else None)
    if opening.text.lower() in CONJUNCTIONS and (opening.upos == "SCONJ" or closed) and (finite or closed):
        return Field(words, "bound", _last_of(verbs, words))
    infinitive = _infinitive(words)
    if infinitive is not None and not finite:
        return Field(words, "zu", infinitive)
    if not finite:
        return Field(words)
    kind = "behind" if first.upos == "CCONJ" and finite[0] is second else "main"
    return Field(words, kind, _leading(words, finite[0], verbs))


def _last_of(verbs: Sequence[Word], words: Sequence[Word]) -> Word | None:
    """The verb of a clause that ends in it: of those in a row at the end the first, "angreifen lassen will"."""
    return verbs[-1] if verbs and all(w.upos in {*VERBAL, "PART"} for w in words[words.index(verbs[-1]) :]) else None


def _opens_relative(words: Sequence[Word], pronoun: Word) -> bool:
    """Whether an article is none: a pronoun by its reading, or before what no article stands."""
    at = words.index(pronoun)
    behind = words[at + 1] if at + 1 < len(words) else None
    if behind is None or words[0].upos == "CCONJ":
        return False
    start = next((i for i, word in enumerate(words) if is_finite(word)), len(words))
    if start == len(words) and any(word.text == "zu" for word in words):
        return False
    if start < len(words) and any(word.upos not in {*VERBAL, "PRON", "PART"} for word in words[start:]):
        return False
    named = at == 1 and behind.upos == "PROPN" and is_territory(behind.text) and behind.text not in FEMININE
    return pronoun.upos == "PRON" or named or behind.upos in {"ADP", "PRON", "DET", "ADV", "AUX", "SCONJ"}


def _infinitive(words: Sequence[Word]) -> Word | None:
    """The verb that "zu" stands before or inside, or the participle before "zu haben"."""
    for at, word in enumerate(words):
        if word.text == "zu" and at + 1 < len(words) and words[at + 1].upos in VERBAL and at + 1 < len(words):
            verb = words[at + 1]
            if verb.lemma in {"haben", "sein", "werden", "können"} and at and words[at - 1].upos in VERBAL:
                return words[at - 1]
            return verb if verb.upos == "VERB" else None
        written = word.text
        if word.upos == "VERB" and "zu" in written[2:-3] and word.lemma == written.replace("zu", "", 1):
            return word
    return None


def _leading(words: Sequence[Word], finite: Word, verbs: Sequence[Word]) -> Word | None:
    """The verb of a main clause: what the auxiliary closes the bracket with, or the finite verb itself."""
    if finite.upos == "VERB" and finite.lemma not in AUXILIARIES:
        return finite
    behind = [word for word in verbs if word.index > finite.index and FINITE not in word.feats]
    last = behind[-1] if behind else None
    if last is None or not all(word.upos in {*VERBAL, "PART"} for word in words[words.index(last) :]):
        return None
    while last.deprel == "conj" and last.head in behind:
        last = next(word for word in behind if word is last.head)
    hung = finite.head is not None and finite.head.upos == "VERB"
    if finite.upos == "VERB" and finite.deprel in NEVER and not hung:
        finite.upos, finite.head, finite.deprel = "AUX", last, "aux"
    return last


def lead(field: Field, words: list[Word]) -> None:
    """The verb of a main clause leads it: "Litauen betrachtet X", where the verb is read as an adposition."""
    verb = field.verb
    if verb is None or field.kind not in {"main", "behind"} or verb.head is None or verb.deprel in CLAUSES:
        return
    above = verb.head
    if above not in field.words or above.upos not in NOMINAL or verb.deprel == "compound:prt":
        return
    verb.head, verb.deprel, above.head = above.head, above.deprel, verb
    above.deprel = "obl" if any(child.deprel == "case" and child is not verb for child in above.children) else "dep"
    for child in above.children:
        if child is not verb and (child.deprel not in INSIDE or child.upos in VERBAL):
            child.head = verb
    if above.deprel == "dep":
        taken = any(child.deprel in SUBJECTS and child is not above for child in words if child.head is verb)
        above.deprel = "obj" if taken or above.index > verb.index else "nsubj"
