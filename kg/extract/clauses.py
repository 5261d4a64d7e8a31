"""What small parsers of Romance languages hang too low or read apart: objects, subjects, agents, clauses.

The noun behind "ha sequestrato nella notte" is its object; in "X, che guida Y, ha convocato Z" X summons.
"""

from collections.abc import Sequence

from kg.extract.clefts import read_clefts, read_late_clefts
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word, link

BARE = frozenset({"nmod", "conj", "appos", "amod", "compound", "flat", "dep"})
CLITICS = frozenset({"lo", "la", "li", "le", "l'", "l’", "los", "las", "o", "os", "as", "les"})
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl")
HUMAN = frozenset({"organ", "official", "national", "group", "company", "body"})
OPENING = frozenset(';:.,"“«”»—–-')
HELPING = frozenset({"AUX", "ADV", "PRON", "PART"})  # what stands between a subject and its verb
QUOTES = frozenset('"“”«»')
LOOSE = frozenset({"parataxis", "dislocated", "vocative", "discourse", "dep"})
CLAUSES = frozenset({"parataxis", "advcl", "conj", "ccomp", "dep", "acl", "appos"})


def raise_clauses(words: list[Word], lexicon: Lexicon) -> None:
    """Mends the clauses of one sentence in place."""
    for repair in REPAIRS:
        if repair(words, lexicon):
            link(words)


# -- what belongs to a verb -------------------------------------------------------------------------------------------


def _free_objects(words: list[Word], lexicon: Lexicon) -> bool:  # noqa: ARG001 - as the other repairs
    """The noun without adposition behind an adverbial is the verb's: "ha sequestrato nella notte tre navi"."""
    changed = False
    for noun in words:
        place = noun.head
        verb = place.head if place is not None else None
        if noun.upos != "NOUN" or noun.deprel not in BARE or noun.of("case", "cc") or place is None or verb is None:
            continue
        placed = place.of("case") and place.deprel in {"obl", "iobj", "nmod"} and verb.index < place.index < noun.index
        if not placed or verb.upos != "VERB" or not noun.of("det", "nummod"):
            continue
        if verb.of("obj", "nsubj:pass", "ccomp", "xcomp", "aux:pass", "expl"):
            continue
        first = min(child.index for child in (noun, *noun.of("det", "nummod", "amod", "det:predet")))
        if first > 0 and words[first - 1].upos not in {"PUNCT", "CCONJ"}:
            noun.head, noun.deprel, changed = verb, "obj", True
    return changed


def _read_governed(words: list[Word], lexicon: Lexicon) -> bool:
    """What an adposition governs is no subject: "e nell'ultima settimana ha espulso"; "di" may be some."""
    changed = False
    for noun in words:
        if noun.deprel not in {"nsubj", "nsubj:pass"} or not noun.of("case"):
            continue
        if noun.head is not None and noun.head.of(*SUBJECTS[:2])[0] is not noun:
            continue
        roles = {role for case in noun.cases for role in lexicon.grammar.roles.get(case, ())}
        if noun.head is not None and noun.head.upos == "VERB" and "of" not in roles:
            noun.deprel, changed = "obl", True
    return changed


def _read_people(words: list[Word], lexicon: Lexicon) -> bool:  # noqa: ARG001 - as the other repairs
    """ "Ha espulso 900 curdi": who is counted is a noun, and the object of a verb without one."""
    changed = False
    for noun in words:
        verb = noun.head
        counted = noun.upos == "ADJ" and noun.of("nummod") and not noun.of("case", "cc", "cop")
        if not counted or verb is None or verb.upos != "VERB" or noun.index < verb.index:
            continue
        noun.upos, changed = "NOUN", True
        if noun.deprel in {"obl", "advmod", "xcomp"} and not verb.of("obj", "nsubj:pass", "aux:pass", "ccomp"):
            noun.deprel = "obj"
    return changed


def _raise_agents(words: list[Word], lexicon: Lexicon) -> bool:
    """The agent below an adverbial: "finanziata in gran parte dagli Stati Uniti"."""
    changed = False
    for agent in words:
        adverbial = agent.head
        verb = adverbial.head if adverbial is not None else None
        by = any("by" in lexicon.grammar.roles.get(case, ()) for case in agent.cases)
        if not by or adverbial is None or verb is None or adverbial.deprel not in {"obl", "advmod"}:
            continue
        named = agent.upos == "PROPN" or lexicon.nouns.get(agent.lemma.lower()) in HUMAN
        passive = verb.upos == "VERB" and "VerbForm=Part" in verb.feats and not verb.of("aux", "obl:agent")
        if passive and named and verb.index < adverbial.index < agent.index and adverbial.upos in {"NOUN", "ADV"}:
            agent.head, agent.deprel, changed = verb, "obl:agent", True
    return changed


def _read_second_subjects(words: list[Word], lexicon: Lexicon) -> bool:  # noqa: ARG001 - as the other repairs
    """Behind a verb that has its subject before it stands no second subject, but the object."""
    changed = False
    for verb in words:
        subjects = verb.of("nsubj")
        if verb.upos != "VERB" or verb.of("obj", "aux:pass", "cop") or len(subjects) < 2:
            continue
        last = subjects[-1]
        if subjects[0].index < verb.index < last.index and not last.of("case", "cc"):
            last.deprel, changed = "obj", True
    return changed


def _read_near_subjects(words: list[Word], lexicon: Lexicon) -> bool:
    """A bare name right before a verb without subject is its subject: "nel 1962 Kennedy decretò"."""
    changed = False
    for verb in words:
        if verb.upos != "VERB" or not _is_finite(verb) or verb.of(*SUBJECTS) or _relative(verb, lexicon) is not None:
            continue
        before = next((w for w in reversed(words[: verb.index]) if w.head is not verb or w.upos not in HELPING), None)
        name = before.head if before is not None and before.deprel == "flat" and _is_name(before.head) else before
        if name is None or not _is_name(name) or name.of("case", "cc") or name.deprel not in {*BARE, "obl"}:
            continue
        first = min(each.index for each in (name, *name.of("det", "flat", "compound")))
        alone = first > 0 and words[first - 1].upos in {"NOUN", "NUM", "ADJ", "ADV", "PROPN", "PUNCT"}
        above = name.head
        apart = above is not None and not (above.index == first - 1 and above.upos == "NOUN")
        if not alone or above is None or name in verb.ancestors() or not (apart or _is_past(above)):
            continue
        name.head, name.deprel, changed = verb, "nsubj:pass" if verb.of("aux:pass") else "nsubj", True
    return changed


def _read_first_subjects(words: list[Word], lexicon: Lexicon) -> bool:  # noqa: ARG001 - as the other repairs
    """A name that opens a sentence and hangs loosely on its verb is the subject: "Gli Stati Uniti, ..., hanno"."""
    changed = False
    for name in words[:4]:
        verb = name.head
        if name.deprel not in LOOSE or name.upos != "PROPN" or name.of("case") or verb is None or verb.upos != "VERB":
            continue
        opens = all(word.upos == "DET" for word in words[: name.index])
        if opens and name.index < verb.index and _is_finite(verb) and not verb.of(*SUBJECTS):
            name.deprel, changed = "nsubj:pass" if verb.of("aux:pass") else "nsubj", True
    return changed


def _is_name(word: Word | None) -> bool:
    return word is not None and word.upos == "PROPN"


def _is_past(word: Word) -> bool:
    """Whether a phrase only tells when or where: "nel 1962", "dopo anni di gelo"."""
    return word.upos == "NUM" or (bool(word.of("case")) and word.deprel == "obl")


def _read_bare_passives(words: list[Word], lexicon: Lexicon) -> bool:
    """ "Rilasciato da Teheran il cooperante": behind a participle that opens a clause stands who suffers."""
    changed = False
    for verb in words:
        part = verb.upos == "VERB" and "VerbForm=Part" in verb.feats
        opening = verb.index == 0 or words[verb.index - 1].text in OPENING
        if not part or not opening or verb.of("aux", "aux:pass", "cop", "mark", "nsubj:pass"):
            continue
        if verb.head is not None and verb.deprel not in {"parataxis", "root"}:
            continue
        by = [each for each in verb.of("obl", "nmod") if _is_by(each, lexicon)]
        noun = next((each for each in verb.of("obj", "nsubj") if each.index > verb.index and not each.of("case")), None)
        if noun is not None and (by or noun.upos in {"NOUN", "PROPN"}):
            noun.deprel, changed = "nsubj:pass", True
            for each in by:
                each.deprel = "obl:agent"
    return changed


def _is_by(word: Word, lexicon: Lexicon) -> bool:
    return any("by" in lexicon.grammar.roles.get(case, ()) for case in word.cases)


def _read_transitive(words: list[Word], lexicon: Lexicon) -> bool:
    """ "Ha accusato anche la Bolivia": what follows a verb that wants an object and has none is its object."""
    changed = False
    for verb in words:
        if verb.upos != "VERB" or verb.of("obj", "ccomp", "xcomp", "aux:pass", "expl", "cop", "nsubj:pass"):
            continue
        behind = [each for each in verb.of("nsubj", "obl") if each.index > verb.index and not each.of("case")]
        named = [each for each in behind if each.upos == "PROPN" or (each.upos == "NOUN" and each.deprel == "nsubj")]
        alone = len(named) == 1 and not any(each.index < verb.index for each in verb.of("nsubj"))
        if not named or not _is_finite(verb) or not (alone or named[0].deprel == "obl"):
            continue
        if any(word.text in QUOTES for word in words[: verb.index]):
            continue  # "«...», ha accusato il ministro"
        first = min(each.index for each in (verb, *verb.of("aux", "advmod", "iobj")))
        says = "speech" in lexicon.operators.get((verb.lemma.lower(), "VERB"), frozenset())
        if says and first > 0 and words[first - 1].text == ",":
            continue  # "..., sostiene un diplomatico"
        if _relative(verb, lexicon) is None and _wants_object(verb, lexicon):
            named[0].deprel, changed = "obj", True
    return changed


def _wants_object(verb: Word, lexicon: Lexicon) -> bool:
    """Whether every use of a verb that the lexicon knows has an object."""
    known = lexicon.frames.get((verb.lemma.lower(), "VERB"), ())
    frames = [frame for frame in known if not frame.requirements]
    return bool(frames) and all("obj" in frame.object and "subj" in frame.subject for frame in frames)


def _read_late_subjects(words: list[Word], lexicon: Lexicon) -> bool:
    """Who stands behind a verb that has its object is its subject: "lo ha riferito il presidente"."""
    changed = False
    for verb in words:
        if verb.upos != "VERB" or verb.of(*SUBJECTS, "aux:pass") or not _is_finite(verb) or _relative(verb, lexicon):
            continue
        objects = verb.of("obj")
        clitic = [each for each in objects if each.upos == "PRON" and each.text.lower() in CLITICS]
        behind = [
            child
            for child in verb.of("obj", "obl", "xcomp", "ccomp")
            if child.index > verb.index and child.upos in {"NOUN", "PROPN"} and not child.of("case", "mark", "cop")
        ]
        late = next((each for each in behind if each.deprel in {"obj", "xcomp"}), None) if clitic else None
        if late is None and objects and objects[0] in behind:
            late = next((each for each in behind if each.deprel == "obl" and each.upos == "PROPN"), None)
        if late is not None:
            late.deprel, changed = "nsubj", True
    return changed


def _read_active(words: list[Word], lexicon: Lexicon) -> bool:
    """What "have" helps is active: the subject acts."""
    changed = False
    have = {word for word, roles in lexicon.grammar.roles.items() if "have" in roles}
    for verb in words:
        if verb.upos != "VERB" or verb.of("aux:pass") or not any(aux.lemma in have for aux in verb.of("aux")):
            continue
        for subject in verb.of("nsubj:pass"):
            subject.deprel, changed = "nsubj", True
    return changed


def _read_free_relatives(words: list[Word], lexicon: Lexicon) -> bool:
    """ "Quello che chiamano un affronto" is an affront, whoever takes it for one."""
    changed = False
    for clause in words:
        pronoun = clause.head
        if clause.deprel not in {"acl:relcl", "acl"} or pronoun is None or pronoun.upos not in {"PRON", "DET"}:
            continue
        named = [each for each in clause.of("obj", "xcomp", "obl", "ccomp") if each.index > clause.index]
        noun = next((each for each in named if each.upos == "NOUN"), None)
        roles = lexicon.grammar.roles.get(clause.lemma.lower(), frozenset())
        if noun is None or "calling" not in roles or _relative(clause, lexicon) is None:
            continue
        noun.head, noun.deprel = pronoun.head, pronoun.deprel
        for child in (*pronoun.children, *noun.of("case")):
            child.head = noun if child is not clause else child.head
        for case in noun.of("case"):
            case.deprel = "dep"  # "come" in "che vedono come una minaccia"
        for child in (each for each in clause.children if each.index > noun.index):
            if any("by" in lexicon.grammar.roles.get(case.lemma, ()) for case in child.of("case")):
                child.head, child.deprel = noun, "nmod"  # "un affronto da parte del Kenya"
        clause.head, clause.deprel = noun, "acl:relcl"
        pronoun.head, pronoun.deprel, changed = clause, "dep", True
    return changed


# -- clauses ----------------------------------------------------------------------------------------------------------


def _join_clauses(words: list[Word], lexicon: Lexicon) -> bool:
    """ "Tiene fermo il treno e ha espulso": a clause that "e" opens stands beside the verb before."""
    changed = False
    for verb in words:
        if verb.deprel not in {"acl:relcl", "acl"} or not verb.of("cc") or _relative(verb, lexicon) is not None:
            continue
        above = next((each for each in verb.ancestors() if each.upos == "VERB"), None)
        if _is_finite(verb) and above is not None and above.index < verb.index:
            verb.head, verb.deprel, changed = above, "conj", True
    return changed


def _lower_relatives(words: list[Word], lexicon: Lexicon) -> bool:
    """In "X, che guida Y, ha convocato Z" the verb behind the second comma leads and has X for its subject."""
    changed = False
    for clause in words:
        pronoun = _relative(clause, lexicon)
        if clause.upos != "VERB" or pronoun is None or clause.deprel == "acl:relcl":
            continue
        noun = next((each for each in clause.of(*SUBJECTS[:2]) if each.index < pronoun.index), None)
        verb = _later(words, clause)
        if noun is None or verb is None or noun.upos not in {"NOUN", "PROPN"}:
            continue
        _lead(verb, noun, clause, "acl:relcl")
        pronoun.deprel, changed = "nsubj" if pronoun.deprel in SUBJECTS else pronoun.deprel, True
    return changed


def _lower_participles(words: list[Word], lexicon: Lexicon) -> bool:  # noqa: ARG001 - as the other repairs
    """In "il leader, fermato a casa, è stato trasferito" the verb with an auxiliary leads."""
    changed = False
    for clause in words:
        bare = clause.upos in {"VERB", "ADJ"} and "VerbForm=Part" in clause.feats
        if not bare or clause.of("aux", "aux:pass", "cop", "mark"):
            continue
        noun = next((each for each in clause.of(*SUBJECTS[:2]) if each.index < clause.index), None)
        verb = _later(words, clause)
        if noun is None or verb is None or not _comma(words, noun, clause):
            continue
        clause.upos, changed = "VERB", True
        _lead(verb, noun, clause, "acl")
    return changed


def _raise_objects(words: list[Word], lexicon: Lexicon) -> bool:
    """In "X, che rivendica Y, ha accusato Z" with X as root and Z as subject, X accuses Z."""
    root = next((word for word in words if word.head is None), None)
    if root is None or root.upos not in {"NOUN", "PROPN"} or root.of("cop", "case", *SUBJECTS):
        return False
    clause = next((each for each in root.of("acl:relcl", "acl") if _comma(words, root, each)), None)
    verb = _later(words, clause, own=False) if clause is not None else None
    if clause is None or verb is None or (verb.lemma.lower(), "VERB") not in {*lexicon.frames, *lexicon.operators}:
        return False
    subjects = verb.of(*SUBJECTS)
    if any(each.index < verb.index for each in subjects) or len(subjects) > 1:
        return False
    for each in subjects:
        each.deprel = "obj"
    for word in words:
        if word.head is root and word.index > verb.index:
            word.head = verb
    verb.head, verb.deprel = None, "root"
    root.head, root.deprel = verb, "nsubj:pass" if verb.of("aux:pass") else "nsubj"
    return True


def _lead(verb: Word, noun: Word, clause: Word, deprel: str) -> None:
    """Makes a later verb the governor of a clause, the noun its subject and the clause a part of the noun."""
    verb.head, verb.deprel = clause.head, clause.deprel
    noun.head, noun.deprel = verb, "nsubj:pass" if verb.of("aux:pass") else "nsubj"
    clause.head, clause.deprel = noun, deprel


def _later(words: Sequence[Word], clause: Word, *, own: bool = True) -> Word | None:
    """The finite verb behind the comma that closes a clause, without a subject (`own`) or a conjunction."""
    for verb in clause.children:
        opens = verb.of("mark", "cc", *(SUBJECTS if own else ()))
        if verb.index < clause.index or verb.deprel not in CLAUSES or verb.upos != "VERB" or opens:
            continue
        first = min(each.index for each in (verb, *verb.of("aux", "aux:pass", "advmod", "obj", "iobj")))
        if _is_finite(verb) and first > 0 and words[first - 1].text in {",", "»", '"', "”", ")"}:
            return verb
    return None


def _relative(clause: Word, lexicon: Lexicon) -> Word | None:
    """The relative pronoun of a clause."""
    for child in clause.of("nsubj", "nsubj:pass", "obj", "obl", "mark"):
        roles = lexicon.grammar.roles.get(child.lemma.lower(), frozenset())
        if child.upos == "PRON" and ("relative" in roles or "PronType=Rel" in child.feats):
            return child
    return None


def _is_finite(verb: Word) -> bool:
    return any("VerbForm=Fin" in word.feats for word in (verb, *verb.of("aux", "aux:pass")))


def _comma(words: Sequence[Word], first: Word, second: Word) -> bool:
    return any(word.text in {",", "(", "-", "–", "—"} for word in words[first.index : second.index])


REPAIRS = (
    _read_governed, _read_people, _join_clauses, read_clefts, read_late_clefts, _read_bare_passives,
    _read_free_relatives, _raise_agents, _free_objects, _read_active, _lower_relatives, _lower_participles,
    _raise_objects, _read_first_subjects, _read_near_subjects, _read_second_subjects, _read_transitive,
    _read_late_subjects,
)  # fmt: skip
