"""What parsers trained on little text often misread, whatever the language: mended where the words leave no doubt.

"The envoy of X, Y, has spoken" with the envoy as root; a participle behind a noun that takes the subject of the verb to
come ("the government, led by X, accused"); a title read as an adjective ("generale Khalifa Haftar").
"""

from itertools import pairwise

from kg.extract.lemmas import lemma_of
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word, link

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
BESIDE = frozenset({"parataxis", "advcl", "acl", "acl:relcl", "appos", "conj", "ccomp", "dep", "amod", "nmod"})
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl")
OPENING = ("mark", "cc")
NAMES = frozenset({"obl", "nmod", "obj", "flat", "dep", "amod", "appos", "conj"})


def mend(words: list[Word], lexicon: Lexicon) -> None:
    """Mends the tree of one sentence in place."""
    for repair in REPAIRS:
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


def _read_headlines(words: list[Word], lexicon: Lexicon) -> bool:
    """In "Mosca accusa Kiev" the noun between two names, which a verb of the lexicon is written like, is that verb."""
    root = next((word for word in words if word.head is None), None)
    if root is None or root.upos != "PROPN" or any(word.upos == "VERB" and _is_finite(word) for word in words):
        return False
    for before, noun, behind in zip(words, words[1:], words[2:], strict=False):
        placed = noun.upos in {"NOUN", "ADJ"} and before.upos == "PROPN" and behind.upos in {"PROPN", "DET"}
        if not placed or noun.head is not root or noun.of("case", "det") or noun.index < root.index:
            continue
        lemma = lemma_of(noun.text, "VERB", lexicon.lang)
        if (lemma, "VERB") in lexicon.frames:
            _lead(noun, root, lemma, words)
            return True
    return False


def _lead(verb: Word, root: Word, lemma: str, words: list[Word]) -> None:
    """Makes a word the verb of its sentence, the root its subject and the next name its object."""
    verb.upos, verb.lemma, verb.feats = "VERB", lemma, "Mood=Ind|VerbForm=Fin"
    for word in words:
        if word.head is root and word.index > verb.index:
            bare = word.upos in {"PROPN", "NOUN"} and not word.of("case") and not word.of("cc")
            word.head, word.deprel = verb, "obj" if bare and word.deprel in NAMES else word.deprel
    verb.head, verb.deprel = None, "root"
    root.head, root.deprel = verb, "nsubj"


def _read_lists(words: list[Word], lexicon: Lexicon) -> bool:  # noqa: ARG001 - as the other repairs
    """In "tra Cile, Perù e Bolivia" the second name stands beside the first, whatever it hangs on."""
    changed = False
    for comma, name in pairwise(words):
        listed = name.upos == "PROPN" and name.deprel in NAMES and not name.of("case", "det") and bool(name.of("conj"))
        if comma.text != "," or not listed or comma.index == 0:
            continue
        before = words[comma.index - 1]
        first = before.head if before.deprel == "flat" and before.head is not None else before
        if first.upos == "PROPN" and first.of("case") and name.head is not first and name not in first.ancestors():
            name.head, name.deprel = first, "conj"
            changed = True
    return changed


def _lower_infinitives(words: list[Word], lexicon: Lexicon) -> bool:
    """In "sottolinea l'impegno di X a difendere Y" it is the commitment to defend, not the stressing to defend."""
    changed = False
    for verb in words:
        head = verb.head
        marks = {role for mark in verb.of("mark") for role in lexicon.grammar.roles.get(mark.lemma, ())}
        if "infinitive" not in marks or head is None or verb.deprel not in {"advcl", "xcomp", "ccomp", "obl"}:
            continue
        between = [noun for noun in head.of("obj", "nsubj:pass", "obl") if head.index < noun.index < verb.index]
        noun = next((each for each in reversed(between) if (each.lemma.lower(), "NOUN") in lexicon.operators), None)
        if noun is not None and noun.upos == "NOUN":
            verb.head, verb.deprel = noun, "acl"
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


def _read_relatives(words: list[Word], lexicon: Lexicon) -> bool:  # noqa: ARG001 - as the other repairs
    """A relative clause belongs to the noun before its comma: "il premier X, il quale ha ringraziato"."""
    changed = False
    for clause in words:
        pronoun = next((child for child in clause.of(*SUBJECTS[:2]) if "PronType=Rel" in child.feats), None)
        if pronoun is None or clause.deprel not in {"conj", "parataxis", "advcl", "ccomp", "dep"} or pronoun.index < 2:
            continue
        opening = min(pronoun.index, *(child.index for child in pronoun.children), pronoun.index)
        if words[opening - 1].text != "," or opening < 2:
            continue
        noun = words[opening - 2]
        while noun.deprel in {"flat", "appos", "nmod"} and noun.head is not None and noun.upos == "PROPN":
            noun = noun.head
            if noun.upos != "PROPN":
                break
        if noun.upos in NOMINAL and noun is not clause and clause not in noun.ancestors():
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


REPAIRS = (
    _read_titles, _read_headlines, _read_lists, _lower_infinitives, _free_subjects, _free_antecedents,
    _read_relatives, _raise_verb,
)  # fmt: skip
