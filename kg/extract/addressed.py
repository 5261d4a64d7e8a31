"""Whom a refusal or a threat addresses, whatever the act that is refused or threatened.

"Zaire refused to take back the refugees expelled by Rwanda", "Israel's refusal to let UN inspectors in", "Turkey
threatened to turn back Greek fishermen": the verb or noun says the stance, the act below it says towards whom.
"""

from collections.abc import Callable, Iterator, Mapping

from kg.extract.arguments import SUBJECT, Arguments, is_infinitive
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word

STANCES: Mapping[str, str] = {"refused": "rejects", "threatened": "threatens"}
DEEPEST = 3  # clauses below the act: "refused to let Kenya send police"

Names = Callable[[Word], bool]


def stances(word: Word, lexicon: Lexicon) -> Iterator[tuple[str, Word]]:
    """(predicate, act) of each act that a word refuses or threatens."""
    effects = lexicon.operators.get((word.lemma.lower(), word.upos), frozenset())
    for effect, predicate in STANCES.items():
        if effect in effects:
            yield from ((predicate, act) for act in word.of("xcomp", "acl", "ccomp") if _is_own(act))
    if "consent" in effects and _is_negated(word, lexicon):
        yield "rejects", word


def _is_negated(word: Word, lexicon: Lexicon) -> bool:
    """Whether somebody will not, cannot, does not do it; "did not" only tells that it did not happen."""
    told = any("have" in aux.roles or "Tense=Past" in aux.feats for aux in word.of("aux"))
    nots = (child for child in word.of("advmod") if "denied" in lexicon.operators.get((child.lemma.lower(), "ADV"), ()))
    return not told and bool(word.of("aux")) and any(nots)


def _is_own(act: Word) -> bool:
    """Whether who takes the stance also acts: an infinitive, or "warned (that) it would strike"."""
    subjects = act.of(*SUBJECT)
    if not subjects:
        return act.upos in {"VERB", "NOUN", "ADJ"} and (act.deprel != "acl" or is_infinitive(act))
    announced = any("will" in aux.roles for aux in act.of("aux"))
    return announced and subjects[0].upos == "PRON" and act.deprel == "ccomp"


def addressees(act: Word, arguments: Arguments, names: Names, depth: int = 0) -> list[Word]:
    """Heads of the phrases that name whom the act is directed at, the nearest that `names` somebody."""
    for head in (*act.of("iobj"), *arguments.object(act)):
        if named := _naming(head, names):
            return named
    clauses = act.of("xcomp", "ccomp") if depth < DEEPEST else []
    for clause in clauses:
        doers = [found for subject in clause.of(*SUBJECT) for found in _naming(subject, names)]
        if doers or (doers := addressees(clause, arguments, names, depth + 1)):
            return doers
    return _beside([act, *arguments.object(act)], names)


def _naming(head: Word, names: Names) -> list[Word]:
    return [word for word in head.conjuncts() if names(word)]


def _beside(places: list[Word], names: Names) -> list[Word]:
    """Phrases with a preposition at the act or below its object: "lift the curfew on Palestinians"."""
    for _ in range(2):
        places = [*places, *(clause for place in places for clause in place.of("acl"))]  # "men expelled by Rwanda"
        phrases = [child for place in places for child in place.of("obl", "nmod", "obl:agent")]
        for phrase in phrases:
            if phrase.marked("towards") and (named := _naming(phrase, names)):
                return named
        places = phrases
    return []
