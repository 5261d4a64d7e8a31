"""Where the subject and the object of a cue stand in a Universal Dependencies tree.

Each function takes a word and returns the heads of the phrases that fill a slot; nothing here knows predicates or
languages. Slots are those of `lexicon/<lang>/frames.tsv`.
"""

from collections.abc import Callable, Iterator, Sequence

from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word

SUBJECT = ("nsubj", "csubj")
PASSIVE_SUBJECT = ("nsubj:pass", "csubj:pass")
POSSESSIVE = frozenset({"nmod:poss", "compound", "amod", "flat"})
CHILDREN: dict[str, tuple[tuple[str, ...], ...]] = {
    "prt": (("compound:prt",), ("advmod",)),
    "xcomp": (("xcomp", "obl", "advmod", "obj"), ("ccomp",)),
    "inf": (("xcomp",),),
    "refl": (("expl", "obj", "iobj"),),
    "mod": (("amod", "compound", "flat", "advmod"),),
}
TEXTS = frozenset({"agreement", "policy"})  # what somebody writes says what they say
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM", "ADJ"})
MAX_STEPS = 6


class Arguments:
    """Slot filling in one sentence; `named` says whether a word carries a mention, so that adjectives own nothing.

    A verb carries one where its ending alone says the subject.
    """

    def __init__(self, lexicon: Lexicon, named: Callable[[Word], bool]) -> None:
        self._lexicon = lexicon
        self._named = named
        self._of = lexicon.grammar.words("of")
        self._to = lexicon.grammar.words("to")
        self._places = lexicon.grammar.words("in") | lexicon.grammar.words("to")
        self._filled: dict[tuple[Word | str, ...], list[Word]] = {}

    def fill(self, cue: Word, slot: str, anchors: Sequence[Word] = ()) -> Sequence[Word]:
        """Heads that fill `slot` of the cue; `anchors` are the words that filled its requirements."""
        key: tuple[Word | str, ...] = (cue, slot, *anchors)
        if key not in self._filled:  # many frames of a word have the same slots
            self._filled[key] = self._fill(cue, slot, anchors)
        return self._filled[key]

    def _fill(self, cue: Word, slot: str, anchors: Sequence[Word]) -> list[Word]:
        if slot in {"subj", "obj"}:
            return self.subject(cue) if slot == "subj" else self.object(cue)
        if slot == "iobj":
            return cue.of("iobj") or (cue.of(*PASSIVE_SUBJECT) if cue.of("obj") else [])  # "was given tanks"
        if slot in CHILDREN:
            return [child for deprels in CHILDREN[slot] for child in cue.of(*deprels)]
        if slot == "comp":
            return [subject for clause in cue.of("ccomp", "xcomp", "acl") for subject in own_subject(clause)]
        if slot in {"including", "named", "joint"}:
            return self._beside(cue, slot)
        return self.governed(cue, self._cases(slot), anchors)

    def _cases(self, slot: str) -> frozenset[str]:
        """The adpositions of a slot: those like it where several say the same, "with" and "together with"."""
        grammar = self._lexicon.grammar
        if slot in grammar.words("with") - grammar.words("beside"):
            return grammar.words("with")
        return grammar.words("between") if slot == "between" else frozenset({slot})

    def _beside(self, noun: Word, slot: str) -> list[Word]:
        if slot == "joint":
            return self._joint(noun)
        return list(members(noun)) if slot == "including" else _named_after(noun)

    def _joint(self, noun: Word) -> list[Word]:
        """Several who act by the verb over an event: "X und Y kündigten nach einem Treffen an"."""
        verb = next((word for word in noun.ancestors() if word.upos == "VERB"), None)
        subjects = self.subject(verb) if verb is not None and noun.deprel == "obl" else []
        return subjects if any(len(subject.conjuncts()) > 1 for subject in subjects) else []

    def required(self, cue: Word, slot: str) -> Sequence[Word]:
        """Heads that may fill a requirement: the thing too in "was given asylum", whose subject is who got it."""
        found = self.fill(cue, slot)
        return [*found, *(word for word in cue.of("obj") if word not in found)] if slot == "obj" else found

    # -- subjects -----------------------------------------------------------------------------------------------

    def subject(self, cue: Word, steps: int = 0) -> list[Word]:
        """Who does it: of a verb its subject or agent, inherited where it has none; of a noun its possessor."""
        if steps > MAX_STEPS:
            return []
        if cue.upos in {"VERB", "AUX"}:
            return self._subject_of_verb(cue, steps)
        return self._subject_of_noun(cue, steps)

    def _subject_of_verb(self, verb: Word, steps: int) -> list[Word]:
        if is_passive(verb):
            return agents(verb) or (
                self._shared(verb, steps) if verb.deprel == "conj" and not own_subject(verb) else []
            )
        own = verb.of(*SUBJECT)
        if own:
            return [*own, *_beside(verb, own)]
        return self._shared(verb, steps) or ([verb] if self._named(verb) else [])

    def _shared(self, verb: Word, steps: int) -> list[Word]:
        """The subject that a verb without its own one takes from what governs it."""
        head = verb.head
        if head is None:
            return []
        if verb.deprel == "conj":
            return self.subject(head, steps + 1) if head.upos in {"VERB", "AUX"} or head.of("cop", *SUBJECT) else []
        if verb.deprel in {"acl:relcl", "acl"}:
            return self._of_noun_clause(verb, head, steps)
        if verb.deprel in {"xcomp", "ccomp", "advcl"}:
            return self._controlled(verb, head, steps)
        return []

    def _of_noun_clause(self, clause: Word, noun: Word, steps: int) -> list[Word]:
        """The noun in "forces attacking X"; who has the plan in "a plan to attack X"."""
        if is_infinitive(clause) and clause.deprel == "acl":
            owned = [child for child in noun.children if child.marked("of")]
            names = [child for child in owned if child.upos == "PROPN" and self._named(child)]
            return names or self.subject(noun, steps + 1) or owned or self._above(noun, steps)
        if clause.deprel == "acl" and self._lexicon.nouns.get(noun.lemma.lower()) in TEXTS:
            return self._owners(noun) or self._above(noun, steps)  # "adopted a resolution condemning X"
        return [noun]

    def _above(self, noun: Word, steps: int) -> list[Word]:
        """The subject of the verb over a noun, for a purpose: "uses all means to defend X"."""
        verb = next((word for word in noun.ancestors() if word.upos in {"VERB", "AUX"}), None)
        return self.subject(verb, steps + 1) if verb is not None else []

    def _controlled(self, verb: Word, head: Word, steps: int) -> list[Word]:
        objects = head.of("obj", "iobj") if verb.deprel != "advcl" or is_charge(verb) else []
        objects = objects or self._asked(verb, head)
        if is_passive(head) and verb.deprel != "advcl":
            return head.of(*PASSIVE_SUBJECT)
        if objects and head.upos == "VERB":
            return objects
        spoken = self._lexicon.operators.get((head.lemma, head.upos), frozenset()) & {"speech"}
        if verb.deprel == "ccomp" and spoken and not (self._lexicon.grammar.inflected and _may_be_dropped(verb)):
            return []
        return self.subject(head, steps + 1)

    def _asked(self, verb: Word, head: Word) -> list[Word]:
        """Who is to do what somebody asks: "ha chiesto agli Stati Uniti di ritirarsi"."""
        effects = self._lexicon.operators.get((head.lemma.lower(), head.upos), frozenset())
        asks = "requested" in effects or (is_charge(verb) and "planned" not in effects)  # "reproche à X d'armer Y"
        asks = asks and verb.deprel in {"xcomp", "ccomp"} and is_infinitive(verb)
        return [child for child in head.of("obl", "nmod") if child.marked("to")] if asks else []

    def _subject_of_noun(self, noun: Word, steps: int) -> list[Word]:
        unsaid = self._lexicon.grammar.inflected and bool(noun.of(*SUBJECT))  # "Вьетнам — член АСЕАН"
        if noun.of("cop") or noun.upos == "ADJ" or unsaid:
            return noun.of(*SUBJECT) or (
                self.subject(noun.head, steps + 1) if noun.deprel in {"conj", "xcomp"} and noun.head else []
            )
        agent = [child for child in noun.children if child.marked("by") and not child.marked("of")] + agents(noun)
        if agent:
            return agent
        if noun.deprel == "appos" and noun.head is not None and self._named(noun.head):
            return [noun.head]
        owners = self._owners(noun)
        if owners and not any(map(self._named, owners)):
            return self._through_light_verb(noun, steps) or owners  # "Chad completed its withdrawal"
        if owners:
            return owners
        sources = [child for child in noun.children if child.marked("from")]
        beside = (
            [noun.first_conjunct()] if noun.deprel == "conj" and any(members(noun)) else []
        )  # "X and allies, including Y"
        return sources or beside or self._through_light_verb(noun, steps) or self._of_modified(noun, steps)

    def _of_modified(self, noun: Word, steps: int) -> list[Word]:
        """Whose a compound is: "launched a mediation effort"."""
        return self.subject(noun.head, steps + 1) if _is_modifier(noun) and noun.head is not None else []

    def _owners(self, noun: Word) -> list[Word]:
        """Possessors, then named modifiers: "Russia's", "Russian", "US"."""
        owners = [child for child in noun.children if child.deprel in POSSESSIVE]
        kept = [child for child in owners if child.deprel == "nmod:poss" or any(map(self._named, child.conjuncts()))]
        return sorted(kept, key=lambda word: (word.deprel != "nmod:poss", word.index))

    def is_of_three(self, noun: Word) -> bool:
        """Whether a noun says that three take part: "three-way meeting", "trilateral talks"."""
        beside = noun.of("amod", "compound", "nummod")
        return noun.upos == "NOUN" and any("three" in word.roles for child in beside for word in child.subtree())

    def is_hosted(self, cue: Word) -> bool:
        """Whether who governs a noun only gives it room: "Oman and Qatar will host talks" of others."""
        verb = light_verb(cue, self._lexicon) if cue.upos == "NOUN" else None
        return verb is not None and "hosting" in verb.roles

    def _through_light_verb(self, noun: Word, steps: int) -> list[Word]:
        verb = light_verb(noun, self._lexicon)
        if verb is None:
            return []
        return self.subject(verb, steps + 1) or (verb.of(*PASSIVE_SUBJECT) if noun.deprel == "obl" else [])

    # -- objects ------------------------------------------------------------------------------------------------

    def object(self, cue: Word) -> list[Word]:
        """To whom it is done: of a verb its object or passive subject; of a noun its "of" phrase or its possessor."""
        if cue.upos in {"VERB", "AUX"}:
            return _object_of_verb(cue)
        owned = [child for child in cue.children if child.marked("of")] or _whose(cue)
        if owned or not (cue.of("cop") or cue.deprel == "appos"):
            return owned
        return self._owners(cue)

    def governed(self, cue: Word, cases: frozenset[str], anchors: Sequence[Word]) -> list[Word]:
        """Phrases with one of the adpositions, nearest first: at the cue, its anchors, its light verb, then below."""
        places = [cue, *anchors]
        if cases and all(case.startswith("@") for case in cases):  # an ending governs what stands right below
            return next((found for place in places if (found := _with_case(place, cases))), [])
        verb = light_verb(cue, self._lexicon) if cue.upos == "NOUN" else None
        if verb is not None:
            places.append(verb)
        if _is_modifier(cue) and cue.head is not None:
            places.append(cue.head)  # "a mediation effort between X and Y"
        for place in places:
            found = _with_case(place, cases)
            if not found and cases & self._to:
                found = [child for child in place.of("iobj") if child.upos == "PRON"]  # "lui a promis son appui"
            if not found and place is not cue and cases & self._of:
                found = place.of("nmod:poss") or _whose(place)  # "violated Japan's airspace"
            if not found and cases & self._places:
                found = [antecedent(child) for child in place.children if "where" in child.roles]
            if found:
                return [child for child in found if child.deprel != "obj"] or found  # "extraditó a Perú a un ..."
        return _below(places, cases)


def _beside(verb: Word, subjects: Sequence[Word]) -> Iterator[Word]:
    """Who does it too: Argentina in "Brazil, along with Argentina, condemned the coup"."""
    for subject in subjects:
        yield from (child for child in subject.of("nmod") if child.marked("beside") and child.index < verb.index)
    yield from (child for child in verb.of("obl") if child.marked("beside") and child.index < verb.index)


def _whose(noun: Word) -> list[Word]:
    """Pristina in "Pristina, dont Belgrade ne reconnaît pas l'indépendance"."""
    for word in (noun, *noun.ancestors()):
        found = [antecedent(child) for child in word.children if "whose" in child.roles and child.upos == "PRON"]
        if found or word.deprel not in {"obj", "nsubj", "nsubj:pass", "xcomp"}:
            return found
    return []


def _with_case(place: Word, cases: frozenset[str]) -> list[Word]:
    return [child for child in place.children if child.upos in NOMINAL and not cases.isdisjoint(child.cases)]


def _below(places: Sequence[Word], cases: frozenset[str]) -> list[Word]:
    """A phrase attached too low by the parser: "signed an accord on trade with France"."""
    level = [
        child for place in places for child in place.children if child.deprel in {"obj", "obl", "nmod", "nsubj:pass"}
    ]
    for _ in range(3):
        below = [child for word in level for child in word.children if child.deprel in {"nmod", "obl", "conj"}]
        found = [child for child in below if not cases.isdisjoint(child.cases)]
        if found:
            return found[:1]
        level = below
    return []


def _object_of_verb(verb: Word) -> list[Word]:
    if is_passive(verb):
        found = verb.of(*PASSIVE_SUBJECT) or verb.of("nsubj")
        joined = verb.deprel == "amod" and verb.of("obl:agent")  # "Rwanda-backed rebels"
        if not found and (joined or verb.deprel in {"acl", "acl:relcl"}) and verb.head is not None:
            found = [verb.head]
        if not found and verb.deprel == "conj" and verb.head is not None:
            found = _object_of_verb(verb.head) if is_passive(verb.head) else []
        return found
    found = verb.of("obj")
    if found:
        return found
    later = [other for other in verb.of("conj") if other.upos == "VERB" and other.of("obj") and not other.of(*SUBJECT)]
    if later and not verb.of("obl", "xcomp", "ccomp"):
        return later[0].of("obj")
    if verb.deprel == "acl:relcl" and verb.of(*SUBJECT) and verb.head is not None:
        return [verb.head]  # "the treaty Russia left"
    return []


def _named_after(noun: Word) -> list[Word]:
    """Who stands right after what they are: Belarus in "Russia's ally Belarus", Iraq in "OPEC member Iraq"."""
    head = noun.head
    if noun.deprel == "compound" and head is not None and head.upos == "PROPN":
        return [head]
    return [child for child in noun.of("appos") if child.upos == "PROPN"]


def _is_modifier(noun: Word) -> bool:
    """Whether a noun is the first part of a compound: `mediation` in "mediation effort"."""
    return noun.deprel == "compound" and noun.upos == "NOUN" and noun.head is not None and noun.head.upos == "NOUN"


def _may_be_dropped(verb: Word) -> bool:
    """Whether a verb without subject tells of whoever speaks: "заявил, что не признает", not "сообщили"."""
    return "Number=Plur" not in verb.feats and any("VerbForm=Fin" in word.feats for word in (verb, *verb.of("aux")))


def own_subject(verb: Word) -> list[Word]:
    """Subjects that the verb itself has, active or passive."""
    return verb.of(*SUBJECT, *PASSIVE_SUBJECT)


def agents(word: Word) -> list[Word]:
    """The by-phrases of a passive."""
    return word.of("obl:agent") or [child for child in word.of("obl") if child.marked("by") and is_passive(word)]


def is_passive(verb: Word) -> bool:
    """Whether the verb is read in the passive: auxiliary, passive subject, agent, or a past participle after a noun."""
    if verb.of("aux:pass", *PASSIVE_SUBJECT, "obl:agent"):
        return True
    if "Voice=Pass" in verb.feats:
        return True
    if verb.deprel in {"acl", "amod"}:
        return "VerbForm=Part" in verb.feats and ("Tense=Past" in verb.feats or "Aspect=Perf" in verb.feats)
    return (
        verb.deprel == "conj"
        and verb.head is not None
        and not own_subject(verb)
        and not verb.of("aux")
        and ("VerbForm=Part" in verb.feats and is_passive(verb.head))
    )


def is_infinitive(verb: Word) -> bool:
    """Whether a verb is an infinitive with its mark: "to defend", "a difendere"."""
    marked = any("infinitive" in child.roles for child in verb.of("aux", "mark"))
    return marked and ("VerbForm=Inf" in verb.feats or not verb.of("nsubj"))


def is_charge(verb: Word) -> bool:
    """Whether the object does it: "accused X of doing", "blamed X for doing", "stopped X from doing"."""
    return any("charge" in mark.roles for mark in verb.of("mark"))


def light_verb(noun: Word, lexicon: Lexicon) -> Word | None:
    """The verb that lends a noun its subject: "held talks", "launched an attack"; None where there is none."""
    first = noun.first_conjunct()
    head = first.head
    if head is None or head.upos != "VERB" or first.deprel not in {"obj", "nsubj:pass", "obl", "xcomp"}:
        return None
    if first.deprel == "obl" and not first.marked("light"):
        return None
    return head if head.lemma in lexicon.light else None


def antecedent(word: Word) -> Word:
    """The noun that a relative pronoun stands for; the word itself otherwise."""
    if "relative" not in word.roles and "PronType=Rel" not in word.feats:
        return word
    for above in word.ancestors():
        if above.deprel in {"acl:relcl", "acl"} and above.head is not None:
            return above.head
    return word


def antecedents(word: Word) -> list[Word]:
    """The word and those coordinated with it; for a relative pronoun all that stand before its clause."""
    head = antecedent(word)
    if head is word:
        return word.conjuncts()
    return [each for each in head.conjuncts() if each.index < word.index]


def of_phrases(word: Word) -> Iterator[Word]:
    """X of "a group of X"."""
    return _phrases(word, "of")


def members(word: Word) -> Iterator[Word]:
    """X of "allies, including X", also where the parser hangs it on the noun before."""
    places = [word] if word.deprel != "conj" else [word, word.first_conjunct()]
    return (found for place in places for found in _phrases(place, "including"))


def _phrases(word: Word, role: str) -> Iterator[Word]:
    for child in word.children:
        if child.marked(role):
            yield from child.conjuncts()
