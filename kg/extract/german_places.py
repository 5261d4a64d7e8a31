"""Who hangs on what in German by place: mended where the order of words allows one reading.

What stands in a clause hangs on its verb; one phrase alone stands before the finite verb of a main clause; what follows
"und" and a verb is no subject; a noun without adposition that is no genitive hangs on a verb, and no phrase with an
adposition stands before its noun.
"""

from collections.abc import Sequence

from kg.extract.german_fields import RELATIVE, SUBJECTS, VERBAL, Field, fields_of, is_finite, lead
from kg.extract.german_phrases import TIMES, is_misplaced, order, own_nearest, place
from kg.extract.german_words import FINITE, NOMINAL, read_words
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word, link

LOOSE = frozenset({"root", "conj", "nmod", "appos", "flat", "parataxis", "ccomp"})


def read_places(words: list[Word], lexicon: Lexicon) -> None:
    """Mends the tree of one sentence in place."""
    read_words(words, lexicon)
    fields = fields_of(words)
    for field in fields:
        lead(field, words)
        link(words)
    _list(words, fields)
    link(words)
    for at, field in enumerate(fields):
        if field.kind in {"relative", "bound", "zu"} and field.verb is not None:
            _enclose(field, field.verb, fields[:at], words)
        elif field.kind == "main":
            _front(field, fields[:at])
        link(words)
    for at, field in enumerate(fields):
        _continue(field, fields[:at], words, lexicon)
        link(words)
        for word in field.words:
            own_nearest(word, words)
            if word.upos in NOMINAL and is_misplaced(word, words):
                place(word, field)
                link(words)
        order(field, words, lexicon)
        link(words)


# -- clauses ----------------------------------------------------------------------------------------------------------


def _enclose(field: Field, verb: Word, before: Sequence[Field], words: list[Word]) -> None:
    """What stands in a clause hangs on its verb, and what stands before it does not."""
    inside, first = {id(word) for word in field.words}, field.words[0].index
    verb = _lead_alone(verb, inside)
    if field.kind == "relative":
        _read_pronoun(field.words, verb)
    noun = _antecedent(words, first) if field.kind == "relative" else None
    if noun is not None and (verb.head is None or verb.head.upos not in NOMINAL or verb.head.index >= first):
        _hang(verb, noun, words, inside)
    elif field.kind == "zu":
        _read_infinitive(verb, field.words)
    for word in field.words:
        outside = word is not verb and (word.head is None or id(word.head) not in inside)
        if outside and not (word.deprel == "conj" and word.upos in NOMINAL):
            word.head = verb
            if word.deprel in LOOSE:
                word.deprel = "obl" if word.of("case") else "dep"
    main = next((each.verb for each in reversed(before) if each.kind == "main" and each.verb is not None), None)
    if main is not None and verb.head is None and main.head is not None and id(main.head) in inside:
        main.head, main.deprel = None, "root"
        verb.head, verb.deprel = main, "xcomp" if field.kind == "zu" else "advcl"
    other = main or verb.head
    for word in words[:first]:
        crossing = word.head is not None and id(word.head) in inside and word.upos != "PUNCT"
        if crossing and other is not None and other is not word and word not in other.ancestors():
            word.head = other
            word.deprel = "compound:prt" if word.upos == "ADP" and word.deprel == "case" else word.deprel


def _read_pronoun(words: Sequence[Word], verb: Word) -> None:
    """ "Um die Kiew bittet": the pronoun behind an adposition is no article of the name behind it."""
    adposition, pronoun = words[0], words[1]
    if adposition.text.lower() in RELATIVE or pronoun.text.lower() not in RELATIVE or len(words) < 4:
        return
    noun = pronoun.head
    taken = noun is not None and noun is not verb and noun.upos in NOMINAL and pronoun.deprel != "nmod"
    if pronoun.upos == "DET" and noun is not None and taken:
        for word in words:
            if word.head is verb and word.deprel in SUBJECTS and word.index > noun.index:
                word.deprel = "obj"
        noun.head, noun.deprel = verb, "nsubj"
    pronoun.upos, pronoun.head, pronoun.deprel, pronoun.feats = "PRON", verb, "obl", "PronType=Rel"
    adposition.upos, adposition.head, adposition.deprel = "ADP", pronoun, "case"


def _lead_alone(verb: Word, inside: set[int]) -> Word:
    """The verb of a clause at the head of it, whatever the parser placed above it there."""
    top = verb
    while top.head is not None and id(top.head) in inside:
        top = top.head
    if top.upos == "VERB" and top.text[:1].islower():
        return top
    if top is not verb:
        verb.head, verb.deprel = top.head, top.deprel
        subject = "nsubj" if top.upos in NOMINAL else top.deprel
        top.head, top.deprel = verb, "obl" if top.of("case") else subject
    return verb


def _read_infinitive(verb: Word, inside: Sequence[Word]) -> None:
    """An infinitive with "zu" has no subject of its own."""
    if verb.head is not None and verb.head.upos in VERBAL and verb.deprel not in {"xcomp", "advcl", "acl", "ccomp"}:
        verb.deprel = "xcomp"
    for word in inside:
        if word.head is verb and word.deprel in SUBJECTS:
            word.deprel = "obj"


def _hang(verb: Word, noun: Word, words: Sequence[Word], inside: set[int]) -> None:
    """Makes a clause a relative one of the noun before it; what it led is led by the main verb."""
    above, deprel = verb.head, verb.deprel
    if above is None:
        finite = (word for word in words if word.upos == "VERB" and FINITE in word.feats and id(word) not in inside)
        main = next((word for word in finite if word.head is not None), None) or _predicate(words, inside)
        if main is None:
            return
        main.head, main.deprel = None, "root"
        if noun.head is verb:
            noun.head, noun.deprel = main, "nsubj"
    elif noun.head is verb:
        if above is noun:
            return
        leads = noun.deprel in SUBJECTS or deprel in {"ccomp", "advcl"}
        noun.head, noun.deprel = above, "nsubj" if leads else "obl"
    verb.head, verb.deprel = noun, "acl:relcl"


def _predicate(words: Sequence[Word], inside: set[int]) -> Word | None:
    """The participle that opens a sentence: "vorgesehen ist ein Zentrum, an dem"; its auxiliary and noun go with it."""
    first, second = words[0], words[1]
    if first.upos not in {"ADJ", "VERB"} or second.upos != "AUX" or id(first) in inside:
        return None
    second.head, second.deprel = first, "aux"
    return first


def _antecedent(words: Sequence[Word], first: int) -> Word | None:
    """The noun before a comma: the head of a name of several words."""
    at = first - 1
    while at >= 0 and words[at].upos == "PUNCT":
        at -= 1
    if at < 0 or words[at].upos not in NOMINAL:
        return None
    noun = words[at]
    while noun.deprel == "flat" and noun.head is not None and noun.head.upos in NOMINAL and noun.head.index < first:
        noun = noun.head
    town = noun.upos == "PROPN" and any(case.text.lower() in {"in", "im", "bei"} for case in noun.of("case"))
    if (
        town
        and noun.deprel == "nmod"
        and noun.head is not None
        and noun.head.upos == "NOUN"
        and noun.head.index < first
    ):
        return noun.head  # "das Werk in Kiel, an dem"
    return noun


def _front(field: Field, before: Sequence[Field]) -> None:
    """One phrase stands before the finite verb: a noun and the name behind it, or the end of a list."""
    verb = field.verb
    at = next((i for i, word in enumerate(field.words) if is_finite(word)), 0)
    front = field.words[:at]
    if verb is None or not front:
        return
    if front[0].upos == "CCONJ" and len(front) > 1 and front[-1].upos in NOMINAL | {"PRON"}:
        _begin(front, verb, before)
    names = [word for word in front if word.upos == "PROPN"]
    place = front.index(names[0]) if names else 0
    if place and all(word.upos in {"DET", "ADJ", "PROPN"} for word in front if word is not front[place - 1]):
        _entitle(front[place - 1], names)


def _entitle(title: Word, names: Sequence[Word]) -> None:
    """A noun and the name behind it are one: "Außenminister Lars Fjeld telefonierte"."""
    first = names[0]
    if title.upos != "NOUN" or title.lemma in TIMES or first.head is title or first.deprel in {"compound", "nmod"}:
        return
    if title.head is first or title.head in names:
        title.head, title.deprel = first.head, first.deprel
    if title.head is not None and title.head.upos in VERBAL and title.deprel not in {*SUBJECTS, "obj"}:
        title.deprel = "nsubj"
    first.head, first.deprel = title, "appos"
    for name in names[1:]:
        name.head, name.deprel = first, "flat"


def _begin(front: Sequence[Word], verb: Word, before: Sequence[Field]) -> None:
    """ "Und" before the front of a clause joins the clause, unless a list ends there."""
    joint, noun = front[0], front[-1]
    if noun.deprel == "flat" and noun.head in front:
        noun = next(word for word in front if word is noun.head)
    listed = bool(before) and all(not field.kind for field in before)
    if listed or any(word.upos == "ADP" for word in front):
        return
    if noun.head is None or noun.head.index < joint.index:
        noun.head, noun.deprel = verb, "nsubj"
        joint.head, joint.deprel = verb, "cc"


def _list(words: list[Word], fields: Sequence[Field]) -> None:
    """In "Vietnam, Malaysia und die Philippinen haben" the names before the verb are one subject."""
    main = next((field for field in fields if field.kind), None)
    if main is None or main.kind != "main" or main.verb is None:
        return
    verb, root = main.verb, next((word for word in words if word.head is None), words[0])
    at = next(word.index for word in main.words if is_finite(word))
    if root.upos not in NOMINAL or root.index >= at or root.of("case", "cop") or verb.head is not root:
        return
    between = words[root.index : at]
    ends = [word for word in between if word.head is verb and word.upos in NOMINAL and not word.of("case")]
    if (ends and not any(word.upos == "CCONJ" for word in between)) or any(word.text == ":" for word in between):
        return
    verb.head, verb.deprel, root.head, root.deprel = None, "root", verb, "nsubj"
    for word in ends:
        word.head, word.deprel = root, "conj"
    for word in words[at:]:
        word.head = verb if word.head is root else word.head


def _continue(field: Field, before: Sequence[Field], words: Sequence[Word], lexicon: Lexicon) -> None:
    """In "lobte X, forderte Y aber auf" the verb behind the comma goes on, where it is none of saying."""
    verb, earlier = field.verb, before[-1] if before else None
    if earlier is None or earlier.kind != "main" or earlier.verb is None or verb is None or field.kind != "main":
        return
    if field.words[0] is not verb or words[verb.index - 1].text != ",":
        return
    first = earlier.verb
    particle = "".join(child.text.lower() for child in verb.of("compound:prt"))
    effects = lexicon.operators.get((particle + verb.lemma.lower(), "VERB"), frozenset())
    if "speech" in effects or not any(child.deprel in SUBJECTS for child in first.children):
        return
    if first.head is verb:
        first.head, first.deprel = verb.head, verb.deprel
    elif verb.head is not first:
        return
    verb.head, verb.deprel = first, "conj"
    for word in words:
        if word.head is verb and word.deprel in SUBJECTS and word.index > verb.index:
            word.deprel = "obj"
