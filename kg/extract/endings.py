"""Relations of a Russian tree that the endings of its words do not allow, mended by them.

Endings say more of who does what than the order of words, so that a parse no ending allows is read again: in "танки
поставляются Германией Украине" Germany is no object and Ukraine no name of Germany.
"""

from kg.extract.agreement import agree_with_verbs, free_nouns, join_holders, join_participles, lead_by_verb
from kg.extract.lexicon import Lexicon
from kg.extract.russian import cases_of, class_of, is_animate, is_place, number_of, tense_of
from kg.extract.tree import Word, link

NOMINALS = frozenset({"NOUN", "PROPN", "PRON"})
GOVERNED = {
    "в": ("Acc", "Loc"), "на": ("Acc", "Loc"), "о": ("Loc", "Acc"), "с": ("Ins", "Gen"), "к": ("Dat",),
    "по": ("Dat", "Acc", "Loc"), "за": ("Ins", "Acc"), "под": ("Ins", "Acc"), "над": ("Ins",), "перед": ("Ins",),
    "между": ("Ins",), "при": ("Loc",), "через": ("Acc",), "включая": ("Acc",), "согласно": ("Dat",),
    "вопреки": ("Dat",), "благодаря": ("Dat",),
}  # fmt: skip
MISLED = frozenset({"nsubj", "obj", "obl", "nmod", "amod", "appos", "flat", "xcomp", "parataxis", "vocative", "dep"})
WITHIN = frozenset(
    {"amod", "nmod", "case", "det", "appos", "flat", "nummod", "acl", "acl:relcl", "conj", "cc", "compound"}
)
LOOSE = frozenset({"conj", "parataxis", "dep", "list", "vocative"})
LENT = frozenset({"obl", "obj", "iobj"})
OPENING = frozenset({"«", '"', "“", "„"})
BESIDE_VERB = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "iobj", "appos", "flat", "xcomp", "nummod"})
USUAL = {"nsubj": "Nom", "nsubj:pass": "Nom", "obj": "Acc", "nmod": "Gen", "obl:agent": "Ins", "iobj": "Dat"}
OWNERS = frozenset({"его", "ее", "её", "их"})
CLAIMS = frozenset({"слово", "мнение", "данные", "оценка", "утверждение", "версия", "информация", "сведение"})
TOLD_IN = frozenset(
    {
        "говориться",
        "говорить",
        "отмечаться",
        "отмечать",
        "подчеркиваться",
        "подчеркивать",
        "сказать",
        "указывать",
        "указываться",
        "сообщаться",
        "сообщать",
        "утверждаться",
        "следовать",
    }
)
PAPERS = frozenset(
    {
        "заявление",
        "сообщение",
        "коммюнике",
        "документ",
        "письмо",
        "пресс-релиз",
        "доклад",
        "отчет",
        "релиз",
        "обращение",
        "нота",
        "резолюция",
        "декларация",
        "публикация",
    }
)
BARE = ("Gen", "Ins", "Dat", "Acc", "Nom")  # cases without adposition, the likelier first


def repair_class(word: Word, words: list[Word]) -> None:
    """A part of speech that no reading of the form allows becomes one that it allows: "Египет" is no verb."""
    first = word.index == 0 or not any(char.isalnum() or char in ",(" for char in words[word.index - 1].text)
    word.upos, features = class_of(word.text, word.upos, first=first)
    word.feats += features
    if word.upos == "VERB" and (tense := tense_of(word.text)):
        _set(word, "Tense", tense)


def repair_cases(words: list[Word], times: frozenset[str], titles: frozenset[str] = frozenset()) -> None:
    """Cases and relations that no reading of the ending allows become the nearest that one allows.

    "Германией" is no object and no possessor; a dative beside a verb is whom the act is for. `times` are names of days,
    `titles` the first words of titles of offices.
    """
    join_holders(words, titles)
    lead_by_verb(words)
    join_participles(words)
    for word in words:
        _own_names(word, words)
        _relate(word, words)
        _lend_to_governor(word)
    for word in words:
        if word.upos in NOMINALS and (possible := _possible(word.text)):
            _set(word, "Case", _case_of(word, possible))
            if number := number_of(word.text, _case(word)):
                _set(word, "Number", number)
    for word in words:
        if word.upos in NOMINALS and not word.of("case") and (possible := _possible(word.text)):
            if word.text.lower() in times:
                word.deprel = "obl" if word.deprel == "obj" else word.deprel
            else:
                _repair_relation(word, possible)
    link(words)
    free_nouns(words)
    agree_with_verbs(words)
    for word in words:
        _read_attribution(word)
    link(words)
    for word in words:
        _name_speaker(word)
        _read_reflexive(word)
        _read_second_subject(word)
        _name_holder(word)


def _own_names(word: Word, words: list[Word]) -> None:
    """A genitive right behind a noun owns it: "позиции «Хезболлы»", "доклад ООН"."""
    if word.upos != "PROPN" or word.of("cc", "case") or not word.index:
        return
    before = words[word.index - 1]
    quoted = before.text in OPENING and before.index > 0
    before = words[before.index - 1] if quoted else before
    letters = word.text.isupper() and len(word.text) > 1 and word.deprel in {"appos", "flat"}
    owning = before.upos == "NOUN" and "Gen" in (cases_of(word.text) or {"Gen"}) and before not in word.subtree()
    if owning and (quoted or letters or word.deprel in LOOSE):
        _attach(word, before, "nmod")
        _set(word, "Case", "Gen")


def _relate(verb: Word, words: list[Word]) -> None:
    """A clause with "который" tells of the noun before it."""
    relative = next((child for child in verb.children if child.lemma == "который"), None)
    if verb.upos != "VERB" or relative is None or verb.deprel == "acl:relcl":
        return
    before = (word for word in reversed(words[: relative.index]) if word.upos in {"NOUN", "PROPN"})
    noun = next(before, None)
    if noun is not None and noun not in verb.subtree() and verb.head is not None:
        _attach(verb, noun, "acl:relcl")


def _lend_to_governor(verb: Word) -> None:
    """What stands before an infinitive belongs to the verb that governs it: "потребовал от Баку освободить"."""
    above = verb.head
    if above is None or verb.deprel != "xcomp" or "VerbForm=Inf" not in verb.feats or above.upos != "VERB":
        return
    for child in [each for each in verb.children if each.deprel in LENT and above.index < each.index < verb.index]:
        _attach(child, above, child.deprel)


def _read_second_subject(verb: Word) -> None:
    """What stands behind a verb that has its subject before is the object: "Сербия не признает Косово"."""
    for told in (child for child in verb.of("obl", "iobj") if "Case=Ins" in child.feats and verb.of("nsubj")):
        for held in told.of("nsubj"):
            _attach(held, verb, "obj")  # "считает Тайвань своей провинцией"
            _set(held, "Case", "Acc")
    subjects = verb.of("nsubj")
    if verb.upos != "VERB" or len(subjects) != 2 or verb.of("obj"):
        return
    first, second = subjects
    if first.index < verb.index < second.index and "Acc" in (cases_of(second.text) or {"Acc"}):
        second.deprel = "obj"
        _set(second, "Case", "Acc")


def _name_holder(name: Word) -> None:
    """A person's name below a ministry or a country names who holds the office: "глава МИД Турции / Хакан Фидан"."""
    below = name.head
    if below is None or name.upos != "PROPN" or name.deprel not in {"flat", "appos", "nmod"} or name.of("case"):
        return
    if name.text.isupper() or is_place(name.text) or below.upos not in {"NOUN", "PROPN"} or not _is_thing(below):
        return
    holder = below.head
    while holder is not None and holder.upos in {"NOUN", "PROPN"} and _is_thing(holder):
        holder = holder.head
    if holder is None or holder.upos != "NOUN" or not is_animate(holder.text) or not _agree(holder, name):
        return
    parts = [child for child in below.children if child.index > name.index and child.upos == "PROPN"]
    _attach(name, holder, "appos")
    for part in parts:
        if part.index == name.index + 1:
            _attach(part, name, "flat")


def _is_thing(word: Word) -> bool:
    """Whether a word names a place or a body rather than somebody."""
    return is_place(word.text) or word.text.isupper() or (word.text.islower() and not is_animate(word.text))


def _case(word: Word) -> str:
    return next((pair[5:] for pair in word.feats.split("|") if pair.startswith("Case=")), "")


def _agree(holder: Word, name: Word) -> bool:
    case = _case(holder)
    return case in (cases_of(name.text) or {case})


def _read_attribution(word: Word) -> None:
    """ "По его словам" credits him; "говорится в заявлении X" credits X."""
    owner = next((child for child in word.of("nmod:poss", "det") if child.text.lower() in OWNERS), None)
    case = next((child for child in word.of("case") if child.lemma == "по"), None)
    if owner is not None and case is not None and word.lemma in CLAIMS and word.head is not None:
        owner.head, owner.deprel = word.head, "obl"
        case.head, case.lemma = owner, f"по_{word.text.lower()}"
        word.head, word.deprel = case, "fixed"
        return
    if word.upos == "VERB" and word.lemma in TOLD_IN and not word.of("nsubj", "nsubj:pass"):
        where = next((child for child in word.of("obl", "obj") if child.lemma in PAPERS), None)
        source = (
            next((child for child in where.of("nmod") if not child.of("case")), None) if where is not None else None
        )
        if source is not None:
            source.head, source.deprel = word, "nsubj"
            word.deprel = "parataxis" if word.deprel == "conj" else word.deprel


def _read_reflexive(verb: Word) -> None:
    """ "Поставляются": the passive of the verb without its ending."""
    if verb.lemma.endswith("ся") and ("Voice=Pass" in verb.feats or verb.of("nsubj:pass", "obl:agent")):
        verb.lemma = verb.lemma.removesuffix("ся")


def _name_speaker(verb: Word) -> None:
    """Who is said to speak: "заявил Макрон" behind a claim, "сообщили в Анкаре" without a subject."""
    beside = verb.deprel == "conj" and not verb.of("cc") and "Number=Plur" in verb.feats
    told = verb.upos == "VERB" and (verb.deprel == "parataxis" or beside or bool(verb.of("ccomp")))
    if not told or verb.of("nsubj", "nsubj:pass"):
        return
    behind = next((child for child in verb.of("obj") if not child.of("case") and "Nom" in cases_of(child.text)), None)
    if behind is not None and verb.deprel == "parataxis":
        behind.deprel = "nsubj"
        _set(behind, "Case", "Nom")
        return
    where = next((child for child in verb.of("obl") if child.cases == ("в",)), None)
    if where is not None and "Number=Plur" in verb.feats:
        where.deprel = "nsubj"
        verb.deprel = "parataxis" if beside else verb.deprel
        for case in where.of("case"):
            case.deprel = "dep"


def name_quoted(words: list[Word], lexicon: Lexicon) -> None:
    """What is quoted behind a company or a group is its name: "концерн «Талес»"."""
    changed = False
    for noun, quote, name in zip(words, words[1:], words[2:], strict=False):
        kind = lexicon.nouns.get(noun.lemma.lower())
        quoted = quote.text in OPENING and name.text[:1].isupper() and noun.upos == "NOUN"
        if quoted and kind in {"company", "body", "group"} and noun not in name.subtree():
            name.head, name.deprel, name.upos, changed = noun, "appos", "PROPN", True
    if changed:
        link(words)


def _possible(form: str) -> frozenset[str]:
    """The cases that a form may be in; empty where it may be in nearly all."""
    found = cases_of(form)
    return found if len(found) < len(BARE) else frozenset()


def _case_of(word: Word, possible: frozenset[str]) -> str:
    read = next((pair[5:] for pair in word.feats.split("|") if pair.startswith("Case=")), "")
    adpositions = [case.lemma for case in word.of("case")]
    if adpositions:
        allowed = [case for case in GOVERNED.get(adpositions[0], ("Gen",)) if case in possible]
        return read if read in allowed or not allowed else allowed[0]
    usual = USUAL.get(word.deprel, "")
    first, second = (usual, read) if word.deprel == "iobj" and read == "Gen" else (read, usual)
    if word.deprel == "obj" and read == "Gen" and word.head is not None and not word.head.of("advmod"):
        first, second = usual, read  # "призвал стороны"
    allowed = [case for case in (first, second, *BARE) if case in possible and case != "Loc"]
    return allowed[0] if allowed else read


def _set(word: Word, feature: str, value: str) -> None:
    others = [pair for pair in word.feats.split("|") if pair and not pair.startswith(f"{feature}=")]
    word.feats = "|".join([f"{feature}={value}", *others] if value else others)


def _repair_relation(word: Word, possible: frozenset[str]) -> None:
    head = word.head
    if head is None:
        return
    if word.of("nummod") and head.upos == "PROPN" and head.head is not None and head.head.upos == "VERB":
        if not head.of("case") and "Dat" in _possible(head.text):
            head.deprel = "iobj"
            _set(head, "Case", "Dat")
        _attach(word, head.head, "obj")  # "предоставили Франции 2,7 миллиарда долларов"
        return
    if word.of("nummod"):
        counted = head.upos == "VERB" and word.deprel in {"obl", "nmod", "xcomp"} and not head.of("obj")
        word.deprel = "obj" if counted else word.deprel
        return
    if head.head is not None and _is_apart(word, head, possible):
        head = head.head
        _attach(word, head, "iobj" if "Case=Dat" in word.feats else "obl")
    if head.upos in {"NOUN", "PROPN"}:
        owning = word.upos == "PROPN" and word.deprel in {"appos", "flat"} and "Gen" in possible
        if owning and "Nom" not in possible and "Case=Nom" in head.feats:
            word.deprel = "nmod"
            _set(word, "Case", "Gen")
    elif head.upos in {"VERB", "AUX"} and word.deprel in BESIDE_VERB:
        word.deprel = _role(word, head, possible)


def _is_apart(word: Word, head: Word, possible: frozenset[str]) -> bool:
    """Whether a name before a word cannot govern it: a dative or instrumental behind another name."""
    under_name = head.upos == "PROPN" or (head.upos == "NOUN" and head.text[:1].isupper() and head.index > 0)
    return (
        under_name
        and word.deprel in {"nmod", "appos", "flat"}
        and possible <= {"Dat", "Ins", "Loc"} - _possible(head.text)
    )


def _role(word: Word, verb: Word, possible: frozenset[str]) -> str:
    """What a noun without adposition is to its verb, by the cases that its ending allows."""
    subject = word.deprel in {"nsubj", "nsubj:pass"}
    led = any(child is not word for child in verb.of("nsubj", "nsubj:pass"))
    done = any(child is not word for child in verb.of("obj"))
    if (subject and "Nom" in possible) or word.deprel in {"obl", "iobj"}:
        return word.deprel
    if word.deprel == "xcomp" and possible & {"Ins", "Nom"} and "Acc" not in possible:
        return "obl" if "Ins" in possible else word.deprel
    if "Nom" in possible and not led and not subject and (done or "Acc" not in possible):
        return "nsubj"
    if possible & {"Acc", "Gen"} and not (done and "Dat" in possible):
        return "obj"
    return "iobj" if "Dat" in possible else "obl"


def _attach(word: Word, head: Word, deprel: str) -> None:
    if word.head is not None:
        word.head.children.remove(word)
    word.head, word.deprel = head, deprel
    head.children = sorted([*head.children, word], key=lambda child: child.index)
