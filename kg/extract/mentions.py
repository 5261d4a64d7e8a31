"""Mentions of one sentence: known names first, the model's names second, then descriptions that stand for them.

A word may carry several mentions ("the leaders of Chad and Niger": two states at `leaders`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.anaphors import add_general_nouns, add_pronouns
from kg.extract.descriptions import add_descriptions
from kg.extract.homes import add_homes
from kg.extract.lexicon import Lexicon
from kg.extract.offices import add_offices, touches_title
from kg.extract.sentence import STAND_FOR_NATION, Sentence, head_of, is_state, words_in
from kg.extract.times import month_names
from kg.extract.tree import Tree, Word
from kg.extract.unsaid import add_unsaid
from kg.gazetteer import Match, is_unspaced
from kg.model import Form, Kind, Mention

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
BY_LABEL: dict[str, Kind] = {
    "PERSON": "person", "PER": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "NORP": "group",
}  # fmt: skip


def read_mentions(
    tree: Tree, text: str, *, matches: Iterable[Match], named: Iterable[tuple[int, int, str]], lexicon: Lexicon
) -> Sentence:
    """The sentence with all its mentions; `named` are (start, end, label) found by a model."""
    sentence = Sentence(tree, lexicon, text)
    outer = [(start, end, BY_LABEL[label]) for start, end, label in named if label in BY_LABEL]
    taken = []
    matches = list(matches)
    letters = frozenset(match.start for match in matches if _is_letter(match))
    matches = [match for match in matches if not _is_letter(match) or _combines(tree, match, letters)]
    matches = [match for match in matches if not is_unspaced(match.start, match.end, text) or _is_whole(tree, match)]
    matches = [match for match in matches if not _is_date(tree, match, lexicon.lang)]
    outer = [(start, end, kind) for start, end, kind in outer if not _are_several(tree, start, end, matches)]
    for match in matches:
        whole = _larger(match, outer, sentence)
        if whole is None:
            _add_known(sentence, text, match)
            taken.append((match.start, match.end))
    for start, end, kind in outer:
        if not any(start < last and first < end for first, last in taken):
            _add_unknown(sentence, text, (start, end), kind, matches)
    _set_minorities(sentence, text)
    add_pronouns(sentence, text)
    add_offices(sentence)
    add_homes(sentence)
    add_descriptions(sentence, text)
    add_general_nouns(sentence, text)
    add_unsaid(sentence, text)
    _mark_subjects(sentence)
    return sentence


def _set_minorities(sentence: Sentence, text: str) -> None:
    """People who live in another state do not act for that of their name: "the Hungarians of southern Slovakia"."""
    for index, mentions in sentence.mentions.items():
        word = sentence.tree.words[index]
        homes = [child for child in word.of("nmod") if child.marked("of") and child.index > index]
        named = {id_ for home in homes for mention in sentence.at(home) for id_ in mention.candidates}
        for at, mention in enumerate(mentions):
            if mention.form == "demonym" and mention.count != 1 and named - set(mention.candidates):
                end = max(each.end for home in homes for each in home.subtree())
                mentions[at] = replace(
                    mention, end=end, text=text[mention.start : end], kind="group", form="description", candidates=(),
                    nation=mention.candidates[0], count=1,
                )  # fmt: skip


def _mark_subjects(sentence: Sentence) -> None:
    """Notes at every mention whether it is, alone or with others, the subject of a clause."""
    marked: dict[Mention, Mention] = {}
    for index, mentions in sentence.mentions.items():
        if _is_subject(sentence, sentence.tree.words[index]):
            marked.update((mention, replace(mention, subject=True)) for mention in mentions)
            sentence.mentions[index] = [marked[mention] for mention in mentions]
    sentence.offices = [replace(office, holder=marked.get(office.holder, office.holder)) for office in sentence.offices]


def _is_subject(sentence: Sentence, word: Word) -> bool:
    """Whether a word is a subject, or names one that is described: Ana Paz in "the premier, Ana Paz, has left"."""
    first = word.first_conjunct()
    noun = first.head if first.deprel == "appos" else None
    described = noun is not None and not sentence.mentions.get(noun.index)
    return first.deprel in SUBJECTS or (described and noun is not None and noun.first_conjunct().deprel in SUBJECTS)


def _larger(match: Match, outer: Iterable[tuple[int, int, Kind]], sentence: Sentence) -> tuple[int, int] | None:
    """A longer name around the match that names somebody else: "George Washington", "Bank of China"."""
    for start, end, kind in outer:
        if not (start <= match.start and match.end <= end) or kind not in {"person", "organization"}:
            continue
        words = [word for word in words_in(sentence.tree, start, end) if word.deprel not in {"det", "case", "punct"}]
        extra = [word for word in words if not (match.start < word.end and word.start < match.end)]
        if not extra or any(naming.form == "name" and not is_state(naming.entity) for naming in match.namings):
            continue
        if kind == "organization" and any(sentence.lexicon.nouns.get(word.lemma.lower()) for word in words):
            continue
        if touches_title(sentence, extra) or all(word.upos not in {"PROPN"} for word in extra):
            continue
        return start, end
    return None


def _add_known(sentence: Sentence, text: str, match: Match) -> None:
    words = words_in(sentence.tree, match.start, match.end)
    if not words or all(word.upos in {"VERB", "AUX", "ADP", "DET", "ADV", "PRON"} for word in words):
        return
    head = head_of(words)
    form = _form(match, head)
    candidates = tuple(naming.entity for naming in match.namings if naming.form == form) or (match.namings[0].entity,)
    kind: Kind = candidates[0].split("/")[0]  # type: ignore[assignment]
    mention = Mention(
        match.start, match.end, text[match.start : match.end], kind, form, candidates, (head.start, head.end),
        count=0 if form == "demonym" and _is_plural(head, lexicon=sentence.lexicon) else 1,
    )  # fmt: skip
    _place(sentence, head, words, mention)


def _is_whole(tree: Tree, match: Match) -> bool:
    """Whether a name ends where words end, or is a letter: 印度 is not named in 印度教, nor 意方 in 同意方案.

    Without a parser words are runs of one script, and a name begins where a run begins: 日本 is named in 日本政府.
    """
    words = words_in(tree, match.start, match.end)
    if tree.is_flat:
        return match.end - match.start == 1 or (bool(words) and words[0].start == match.start)
    whole = bool(words) and words[0].start == match.start and words[-1].end == match.end
    return whole or match.end - match.start == 1


def _are_several(tree: Tree, start: int, end: int, matches: Sequence[Match]) -> bool:
    """Whether what was taken for one name is several known states side by side: "Sollte Peking Taiwan angreifen"."""
    inside = [match for match in matches if start <= match.start and match.end <= end]
    if len(inside) < 2 or not all(is_state(naming.entity) for match in inside for naming in match.namings):
        return False
    words = words_in(tree, start, end)
    return all(any(match.start < word.end and word.start < match.end for match in inside) for word in words)


def _is_date(tree: Tree, match: Match, lang: str) -> bool:
    """Whether a name is a month beside a number: "On May 3 Yeltsin left"."""
    words = words_in(tree, match.start, match.end)
    if len(words) != 1 or words[0].text.lower() not in month_names(lang):
        return False
    at = words[0].index
    beside = (*tree.words[max(0, at - 1) : at], *tree.words[at + 1 : at + 2])
    return any(word.text[0].isdigit() for word in beside)


def _is_plural(head: Word, *, lexicon: Lexicon) -> bool:
    return "Number=Plur" in head.feats if lexicon.grammar.inflected else head.text.endswith(("s", "i"))


def _is_letter(match: Match) -> bool:
    """Whether a match is one letter that stands for a state in compounds: 中 in 中俄."""
    return match.end - match.start == 1 and match.namings[0].form == "combining"


def _combines(tree: Tree, match: Match, letters: frozenset[int]) -> bool:
    """Whether a letter stands for a state here: in a word of such letters (中俄), or alone as a name, not in 中心."""
    words = words_in(tree, match.start, match.end)
    if tree.is_flat:
        begins = bool(words) and all(at in letters for at in range(words[0].start, match.start))
        return begins and bool({match.start - 1, match.start + 1} & letters)
    alone = len(words) == 1 and words[0].end - words[0].start == 1
    if alone and (words[0].upos == "PROPN" or _is_named_so(tree, words[0])):
        return True
    whole = words and all(at in letters for at in range(words[0].start, words[0].end))
    return bool(whole) and (not alone or bool({match.start - 1, match.start + 1} & letters))


def _is_named_so(tree: Tree, word: Word) -> bool:
    """Whether a letter read as a noun is a name: 华 in 访华, 俄 in 俄外长; not 日 in 3日."""
    before = tree.words[word.index - 1] if word.index else None
    counted = word.of("nummod") or (before is not None and (before.upos == "NUM" or before.text[-1].isdigit()))
    if word.upos != "NOUN" or counted or word.head is None:
        return False
    return len(word.head.text) == 1 if word.deprel == "obj" else word.deprel == "compound" and word.head.upos == "NOUN"


def _form(match: Match, head: Word) -> Form:
    forms = [naming.form for naming in match.namings]
    if "adjective" in forms and head.deprel in {"amod", "compound"}:
        return "adjective"
    if "demonym" in forms and "name" not in forms and "metonym" not in forms:
        return "demonym"
    return forms[0]


def _place(sentence: Sentence, head: Word, words: Sequence[Word], mention: Mention) -> None:
    sentence.mentions.setdefault(head.index, []).append(mention)
    for word in words:
        sentence.covered.setdefault(word.index, head.index)


def _add_unknown(sentence: Sentence, text: str, span: tuple[int, int], kind: Kind, matches: Iterable[Match]) -> None:
    words = [
        word for word in words_in(sentence.tree, *span) if word.deprel not in {"det", "punct"} or word.upos == "PROPN"
    ]
    if not words or all(word.upos not in {"PROPN", "ADJ"} for word in words):
        return
    if kind == "organization" and sentence.lexicon.nouns.get(words[-1].lemma.lower()) in STAND_FOR_NATION:
        return
    if kind == "organization" and touches_title(sentence, words):
        return
    head = head_of(words)
    start, end = words[0].start, words[-1].end
    within = [match for match in matches if start <= match.start and match.end <= end]
    nation = next((n.entity for match in within for n in match.namings if is_state(n.entity)), None)
    _place(
        sentence,
        head,
        words,
        Mention(start, end, text[start:end], kind, "name", (), (head.start, head.end), nation=nation),
    )
