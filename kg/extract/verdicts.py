"""Who judges an act told before: "Oslo condemned the raid", "a decision that Chad welcomed", "called it a mistake".

The words name the kind of act alone; `kg/resolve` finds the last act of that kind and whose it was.
"""

from collections.abc import Iterator

from kg.extract.anaphors import is_definite
from kg.extract.arguments import Arguments
from kg.extract.sentence import Sentence
from kg.extract.speech import speakers_at
from kg.extract.tree import Word
from kg.model import Verdict

NEAR = 8  # words behind what is called something in which the name it is called stands
BRANDING = "branding"
CLAUSES = frozenset({"root", "conj", "ccomp", "parataxis", "acl:relcl", "advcl"})
ACTS = frozenset({"assault", "decision", "sanction", "offer", "charge", "demand", "any"})


def read_verdicts(sentence: Sentence, text: str) -> Iterator[Verdict]:
    """Every verdict of a sentence on an act that it names by a general noun, one for each who judges."""
    senses = sentence.lexicon.verdicts
    if not senses:
        return
    arguments = Arguments(sentence.lexicon, lambda word: bool(sentence.at(word)))
    tree = sentence.tree
    for verb in tree.words:
        tone = senses.get((verb.lemma.lower(), verb.upos)) if verb.upos == "VERB" else None
        act = _act(sentence, verb) if tone is not None and _is_asserted(verb) else None
        tone = _called(sentence, act) if tone == BRANDING and act is not None else tone
        if act is None or tone is None:
            continue
        for judge in speakers_at(sentence, arguments.subject(verb), text):
            yield Verdict(
                judge, tone, _sense(sentence, act), (act.start, act.end), (verb.start, verb.end), tree.start, tree.end
            )


def _is_asserted(verb: Word) -> bool:
    """Whether somebody judges in fact: not "should condemn", "did not condemn", "was asked to condemn"."""
    if verb.deprel not in CLAUSES or verb.of("mark", "nsubj:pass"):
        return False
    around = verb.of("aux", "advmod", "cc:preconj")
    return all("tense" in each.roles for each in verb.of("aux")) and not any("not" in each.roles for each in around)


def _act(sentence: Sentence, verb: Word) -> Word | None:
    """The general noun for the act that is judged: the object, or what a relative clause describes."""
    if (clitic := _clitic(sentence, verb)) is not None:
        return clitic
    if verb.deprel == "acl:relcl" and verb.head is not None and any(c.upos == "PRON" for c in verb.of("obj")):
        return verb.head if _sense(sentence, verb.head) in ACTS else None
    named = (below for word in verb.of("xcomp", "ccomp") for below in word.of("nsubj"))
    reflexive = [word for word in verb.of("obl", "nmod") if word.marked("of")] if verb.of("expl") else []
    for word in (*verb.of("obj", "nsubj", "xcomp", "ccomp"), *named, *reflexive):
        if word.index > verb.index and _sense(sentence, word) in ACTS:
            known = any(mention.candidates for below in word.subtree() for mention in sentence.at(below))
            branded = sentence.lexicon.verdicts[verb.lemma.lower(), verb.upos] == BRANDING
            back = word.upos == "PRON" or is_definite(sentence, word, described=branded) or _is_called_so(word)
            return word if back and not known else None
    return None


def _clitic(sentence: Sentence, verb: Word) -> Word | None:
    """A pronoun before the verb that calls it something: "l'a qualifiée de provocation"."""
    if sentence.lexicon.verdicts[verb.lemma.lower(), verb.upos] != BRANDING:
        return None
    return next((word for word in verb.of("obj") if word.upos == "PRON" and word.index < verb.index), None)


def _clitic_of(word: Word) -> bool:
    return word.head is not None and word.index < word.head.index


def _is_called_so(word: Word) -> bool:
    """Whether a judge describes what was told before: "denounced an unfriendly decision", "a « grave » act"."""
    articles = word.of("det")
    return bool(articles) and bool(word.of("amod")) and "Number=Plur" not in word.feats and not word.of("acl:relcl")


def _called(sentence: Sentence, act: Word) -> str | None:
    """The tone of what an act is called."""
    behind = sentence.tree.words[act.index + 1 : act.index + 1 + NEAR]
    tones = [sentence.lexicon.verdicts.get((word.lemma.lower(), word.upos)) for word in behind if word.upos != "VERB"]
    called = next((tone for tone in tones if tone is not None and tone not in ACTS), None)
    return called or ("criticizes" if "assault" in tones else None)  # "called it an aggression"


def _sense(sentence: Sentence, word: Word) -> str:
    if word.upos == "PRON" and word.deprel == "obj" and _clitic_of(word):
        return "any"
    return sentence.lexicon.verdicts.get((word.lemma.lower(), word.upos), "")
