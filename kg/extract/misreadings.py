"""What parsers trained on little text often misread, whatever the language: mended where the words leave no doubt.

"The envoy of X, Y, has spoken" with the envoy as root; a participle behind a noun that takes the subject of the verb to
come ("the government, led by X, accused"); a title read as an adjective ("generale Khalifa Haftar").
"""

from itertools import pairwise

from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word, link

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
BESIDE = frozenset({"parataxis", "advcl", "acl", "acl:relcl", "appos", "conj", "ccomp", "dep", "amod", "nmod"})
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl")
OPENING = ("mark", "cc")
NAMES = frozenset({"obl", "nmod", "obj", "flat", "dep", "amod", "appos", "conj"})


def mend(words: list[Word], lexicon: Lexicon) -> None:
    """Mends the tree of one sentence in place."""
    for repair in (_read_titles, _free_subjects, _free_antecedents, _raise_verb):
        if repair(words, lexicon):
            link(words)


def _read_titles(words: list[Word], lexicon: Lexicon) -> bool:
    """A title right before a name is its noun: "il generale Khalifa Haftar"."""
    changed = False
    for title, name in pairwise(words):
        known = (title.lemma.lower(),) in lexicon.titles or (title.text.lower(),) in lexicon.titles
        if not known or name.upos != "PROPN" or title.upos not in {"ADJ", "NOUN"} or name.of("case"):
            continue
        if title.upos == "ADJ":
            title.upos = "NOUN"
        inside = name.head is not None and name.head.index > name.index
        if name.head is not title and name.deprel in NAMES and not inside and name is not title.head:
            name.head, name.deprel = title, "appos"
            changed = True
    return changed


def _free_subjects(words: list[Word], lexicon: Lexicon) -> bool:  # noqa: ARG001 - as the other repairs
    """In "the government, led by X, accused Y" the government accuses."""
    changed = False
    for participle in words:
        verb = participle.head
        alone = participle.upos in {"VERB", "ADJ"} and "VerbForm=Part" in participle.feats
        if not alone or participle.of("aux", "aux:pass", "cop", "mark") or verb is None or verb.upos != "VERB":
            continue
        if participle.deprel not in {"advcl", "xcomp", "ccomp"} or verb.index < participle.index:
            continue
        subjects = [child for child in participle.of("nsubj", "nsubj:pass") if child.index < participle.index]
        if subjects and not verb.of(*SUBJECTS) and _comma_between(words, subjects[-1], participle):
            noun = subjects[-1]
            passive = bool(verb.of("aux:pass"))
            noun.head, noun.deprel = verb, "nsubj:pass" if passive else "nsubj"
            participle.head, participle.deprel = noun, "acl"
            changed = True
    return changed


def _free_antecedents(words: list[Word], lexicon: Lexicon) -> bool:  # noqa: ARG001 - as the other repairs
    """In "X, who hosts Y, has said" X says it, not the relative clause."""
    changed = False
    for clause in words:
        pronoun = next((child for child in clause.children if "PronType=Rel" in child.feats), None)
        if clause.upos != "VERB" or pronoun is None or clause.deprel == "acl:relcl":
            continue
        noun = next((child for child in clause.of(*SUBJECTS[:2]) if child.index < pronoun.index), None)
        beside = [child for child in clause.of("parataxis", "advcl", "conj", "ccomp") if child.index > clause.index]
        verb = next((each for each in beside if _is_finite(each) and not each.of(*SUBJECTS, *OPENING)), None)
        if noun is None or verb is None or not _comma_between(words, clause, verb):
            continue
        verb.head, verb.deprel = clause.head, clause.deprel
        noun.head, noun.deprel = verb, "nsubj:pass" if verb.of("aux:pass") else "nsubj"
        clause.head, clause.deprel = noun, "acl:relcl"
        changed = True
    return changed


def _raise_verb(words: list[Word], lexicon: Lexicon) -> bool:  # noqa: ARG001 - as the other repairs
    """The finite verb behind a noun phrase read as the whole sentence leads it: "the envoy of X, Y, has spoken"."""
    root = next((word for word in words if word.head is None), None)
    if root is None or root.upos not in NOMINAL or root.of("cop", "case", *SUBJECTS):
        return False
    verb = next((word for word in words[root.index + 1 :] if _leads(word, root)), None)
    if verb is None or any(":" in word.text or ";" in word.text for word in words[root.index : verb.index]):
        return False
    verb.head, verb.deprel = None, "root"
    root.head, root.deprel = verb, "nsubj:pass" if verb.of("aux:pass") else "nsubj"
    for word in words:
        if word.head is root and word.index > verb.index:
            word.head = verb
    return True


def _leads(verb: Word, root: Word) -> bool:
    """Whether a verb is finite, without a subject of its own, and no relative clause of the noun."""
    if verb.upos != "VERB" or not _is_finite(verb) or verb.deprel not in BESIDE or verb.of(*SUBJECTS, *OPENING):
        return False
    if any("PronType=Rel" in child.feats for child in verb.children):
        return False
    above = list(verb.ancestors())
    return root in above and all(_is_clause_of(word, root) for word in above[: above.index(root)])


def _is_finite(verb: Word) -> bool:
    return any("VerbForm=Fin" in word.feats for word in (verb, *verb.of("aux", "aux:pass")))


def _is_clause_of(word: Word, root: Word) -> bool:
    """Whether what stands between the verb and the noun belongs to the noun: an apposition, a relative clause."""
    return word.deprel in BESIDE and word.index > root.index


def _comma_between(words: list[Word], first: Word, second: Word) -> bool:
    return any(word.text == "," for word in words[first.index : second.index])
