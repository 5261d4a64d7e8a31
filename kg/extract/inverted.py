"""Who speaks behind what is said: "..., ha detto il premier boliviano", "..., a déclaré le ministre".

Parsers trained on little text take the speaker for an object and the clause before for an adverbial one.
"""

from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word

PARTS = frozenset({"PROPN", "NOUN", "PRON"})
CLAUSES = frozenset({"advcl", "parataxis", "xcomp", "acl", "dep", "csubj", "conj"})
BEFORE = frozenset({",", '"', "”", "»", "“", "–", "—", "-", "''", "›"})
TAKEN_FOR = ("obj", "iobj", "xcomp", "obl:npmod", "nmod", "obl")  # what a speaker behind the verb is read as
BESIDE = frozenset({"advcl", "conj", "acl", "dep", "amod"})  # what a verb of saying behind a comma is read as
NEAR = 6  # words between the verb and its speaker


def read_speakers(words: list[Word], lexicon: Lexicon) -> None:
    """Makes the noun behind a verb of saying its subject, and the clause before a comma what is said."""
    for verb in words:
        if verb.upos != "VERB" or "speech" not in lexicon.operators.get((verb.lemma.lower(), "VERB"), frozenset()):
            continue
        small = (child.index for child in verb.of("aux", "expl", "advmod", "obj") if child.index < verb.index)
        first = min([verb.index, *small])
        if not first or verb.of("nsubj", "nsubj:pass", "aux:pass"):
            continue
        if words[first - 1].text not in BEFORE and not _is_credited(verb, words[first - 1], lexicon):
            continue
        behind = [child for child in verb.of(*TAKEN_FOR) if 0 < child.index - verb.index <= NEAR]
        speaker = next((child for child in behind if child.upos in PARTS and not child.of("case")), None)
        if speaker is None:
            continue
        speaker.deprel = "nsubj"
        if verb.deprel in BESIDE:
            verb.deprel = "parataxis"
        for clause in verb.of(*CLAUSES):
            if clause.index < verb.index and clause.upos in {"VERB", "ADJ", "NOUN", "AUX"}:
                clause.deprel = "ccomp"


def _is_credited(verb: Word, before: Word, lexicon: Lexicon) -> bool:
    """Whether a word says that somebody says so, "según anunció la ministra"; the clause then stands apart."""
    says_so = "speech" in lexicon.operators.get((before.lemma.lower(), "ADP"), frozenset())
    if says_so and verb.head is not None:
        verb.deprel = "parataxis"
    return says_so
