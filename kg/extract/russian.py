"""Dictionary forms and cases of Russian words, by the morphology of pymorphy3, which knows a participle from a noun."""

from functools import cache
from typing import Any

PARTS = {
    "VERB": frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"}), "AUX": frozenset({"VERB", "INFN", "PRTS", "GRND"}),
    "NOUN": frozenset({"NOUN"}), "PROPN": frozenset({"NOUN"}), "ADP": frozenset({"PREP"}), "ADV": frozenset({"ADVB"}),
    "ADJ": frozenset({"ADJF", "ADJS", "COMP", "PRTF", "PRTS"}), "DET": frozenset({"NPRO", "ADJF"}),
    "PRON": frozenset({"NPRO", "ADJF"}),
}  # fmt: skip
SUBSTANTIVES = frozenset({"PRTF", "ADJF"})  # "военный", "задержанный" used as nouns
NOMINAL = frozenset({"NOUN", "NPRO", "ADJF"})
CASES = {
    "nomn": "Nom", "gent": "Gen", "gen2": "Gen", "datv": "Dat", "accs": "Acc", "acc2": "Acc", "ablt": "Ins",
    "loct": "Loc", "loc2": "Loc",
}  # fmt: skip
VERBAL = frozenset({"VERB", "INFN", "PRTS", "GRND"})
VERB_FEATURES = {"VERB": "|VerbForm=Fin", "INFN": "|VerbForm=Inf", "PRTS": "|VerbForm=Part|Voice=Pass", "GRND": ""}
TENSES = {"past": "|Tense=Past", "pres": "|Tense=Pres", "futr": "|Tense=Fut"}
NAMES = frozenset({"Geox", "Name", "Surn", "Patr", "Orgn"})
ENDINGS = (("ией", ("Ins",)), ("ии", ("Gen", "Dat", "Loc")), ("ию", ("Acc",)), ("ия", ("Nom",)))
BASE = frozenset({"masc", "sing", "nomn"})


def russian_lemma(form: str, upos: str) -> str:
    """The dictionary form in small letters, ё written as е; of a participle the infinitive."""
    parses = _analyzer().parse(form.lower())
    wanted = PARTS.get(upos, frozenset())
    fitting = [parse for parse in parses if parse.tag.POS in wanted]
    best = min(fitting, key=lambda parse: "impr" in parse.tag, default=None)  # "вели" is more often told than ordered
    if best is None:
        best = parses[0]
        if upos == "NOUN" and best.tag.POS in SUBSTANTIVES and (noun := best.inflect(BASE)) is not None:
            return _plain(noun.word)
    return _plain(best.normal_form)


def is_passive_participle(form: str) -> bool:
    """Whether a word is most likely a short passive participle: "арестован"."""
    return bool(_analyzer().parse(form.lower())[0].tag.POS == "PRTS")


@cache
def cases_of(form: str) -> frozenset[str]:
    """The cases in which a form may stand, as UD names them; empty for a word that is no noun or not known."""
    parses = [parse for parse in _analyzer().parse(form.lower()) if parse.tag.POS in NOMINAL and parse.is_known]
    if not parses:
        return _ending(form)
    if any("Geox" in parse.tag.grammemes for parse in parses):
        parses = [parse for parse in parses if parse.tag.number == "sing" or "Pltm" in parse.tag.grammemes]
    return frozenset(CASES[parse.tag.case] for parse in parses if parse.tag.case in CASES)


def _ending(form: str) -> frozenset[str]:
    """The cases of a name that the dictionary does not know, where its ending tells: "Мавритании", "Намибией"."""
    if not form[:1].isupper():
        return frozenset()
    found = next((cases for end, cases in ENDINGS if form.lower().endswith(end) and len(form) > len(end) + 1), ())
    return frozenset(found)


@cache
def agrees(noun: str, verb: str) -> bool:
    """Whether a noun may be the subject of a finite verb by number and gender; true where the forms do not tell."""
    told = [parse.tag for parse in _analyzer().parse(verb.lower()) if parse.tag.POS in {"VERB", "ADJS", "PRTS"}]
    subjects = [
        parse.tag for parse in _analyzer().parse(noun.lower())
        if parse.tag.POS in NOMINAL and parse.tag.case == "nomn" and parse.is_known
    ]  # fmt: skip
    if not told or not subjects or any("Fixd" in tag for tag in subjects):
        return True
    return any(_fit(subject, tag) for subject in subjects for tag in told)


def _fit(subject: Any, verb: Any) -> bool:  # noqa: ANN401
    if subject.number and verb.number and subject.number != verb.number:
        return False
    gendered = subject.number == "sing" and subject.gender and verb.gender
    return not gendered or subject.gender == verb.gender


@cache
def qualifies(participle: str, noun: str) -> bool:
    """Whether a long participle agrees with a noun behind it: "оплаченные комплексы"."""
    forms = [parse.tag for parse in _analyzer().parse(participle.lower()) if parse.tag.POS == "PRTF"]
    nouns = [parse.tag for parse in _analyzer().parse(noun.lower()) if parse.tag.POS == "NOUN"]
    return any(
        form.case == tag.case and form.number == tag.number and (form.number == "plur" or form.gender == tag.gender)
        for form in forms
        for tag in nouns
    )


@cache
def is_converb(form: str) -> bool:
    """Whether a word is an adverbial participle, which has no subject of its own: "поблагодарив"."""
    return bool(_analyzer().parse(form.lower())[0].tag.POS == "GRND")


@cache
def class_of(form: str, upos: str, *, first: bool) -> tuple[str, str]:
    """Part of speech and further features of a word as its form allows; `first`: it opens the sentence."""
    parses = _analyzer().parse(form.lower())
    parts = {parse.tag.POS for parse in parses}
    capital = form[:1].isupper() and not first
    if parts <= VERBAL and capital and form[1:].islower():
        return "PROPN", ""  # "Сиди", "Али", "Дай": no verb has a capital within a sentence
    if parts <= VERBAL and upos not in {"VERB", "AUX"}:
        return "VERB", VERB_FEATURES[parses[0].tag.POS] + TENSES.get(parses[0].tag.tense, "")
    name = any(NAMES & parse.tag.grammemes for parse in parses)
    if form.isupper() and form.isalpha() and len(form) > 1 and upos not in {"NUM", "NOUN"}:
        return "PROPN", ""
    if parts == {"NOUN"} and upos not in {"NOUN", "PROPN"}:
        return ("PROPN" if name or capital else "NOUN"), ""
    if first and upos == "PROPN" and parts == {"NOUN"} and not name and parses[0].is_known:
        return "NOUN", ""
    unknown = capital and not any(parse.is_known for parse in parses)
    return ("PROPN", "") if unknown and form.isalpha() else (upos, "")


@cache
def tense_of(form: str) -> str:
    """The tense of a finite verb, as UD names it: "подпишет" is future; empty where the form has several or none."""
    tenses = {parse.tag.tense for parse in _analyzer().parse(form.lower()) if parse.tag.POS == "VERB"}
    return TENSES.get(tenses.pop(), "").removeprefix("|Tense=") if len(tenses) == 1 else ""


@cache
def number_of(form: str, case: str) -> str:
    """The number of a form in a case, as UD names it: "стороны" as accusative is plural; empty where it may be both."""
    parses = [parse.tag for parse in _analyzer().parse(form.lower()) if parse.tag.POS == "NOUN" and parse.is_known]
    numbers = {tag.number for tag in parses if CASES.get(tag.case) == case}
    return {"sing": "Sing", "plur": "Plur"}.get(numbers.pop(), "") if len(numbers) == 1 else ""


@cache
def is_animate(form: str) -> bool:
    """Whether a noun may name somebody: `президента`, not `обороны`."""
    return any("anim" in parse.tag.grammemes for parse in _analyzer().parse(form.lower()) if parse.tag.POS in NOMINAL)


@cache
def is_place(form: str) -> bool:
    """Whether a name can be only that of a place: "Никополь"."""
    parses = _analyzer().parse(form.lower())
    return bool(parses[0].is_known and "Geox" in parses[0].tag.grammemes)


def _plain(word: str) -> str:
    return word.replace("ё", "е")


@cache
def _analyzer() -> Any:  # pymorphy3 has no types  # noqa: ANN401
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415 - loaded where Russian is read

    return MorphAnalyzer(lang="ru")
