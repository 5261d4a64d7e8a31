"""The words of one language that carry relations, kept as data in `lexicon/<lang>/*.tsv`.

grammar.tsv     role, words: the closed classes, see `kg.extract.grammar`
implied.tsv     the same columns as frames.tsv: cues whose object a text often leaves unsaid
frames.tsv      cue, pos, predicate, subject, object, roles: which word is a cue for which predicate, and in which
                slots of the tree its subject and object stand
operators.tsv   lemma, pos, effect: words that turn status, polarity or speaker of what they govern
                (refused, threatened, consent: whom the act addresses is rejected or threatened, see `addressed`)
nouns.tsv       lemma, class: common nouns that stand for a state, a group, a treaty, a thing
titles.tsv      title, predicate: offices
appointments.tsv verb, effect: verbs by which an office is held ("elect") or ended ("resign")
denials.tsv     word, pos, sense: words of denial, of charges, of falsity
verdicts.tsv    word, pos, sense: verbs and words of praise and blame, general nouns for acts
light.tsv       verbs that lend their subject to the noun they govern ("held talks")
pastimes.tsv    words of sport, games and weather
questions.tsv   words that ask for something: "why did X attack Y?" takes the attack for given
lemmas.tsv      form, pos, lemma: where simplemma errs, see `kg.extract.lemmas`
anaphors.tsv    word, kind, count: pronouns and general nouns ("the two leaders") that stand for an actor
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path

from kg.errors import OntologyError
from kg.extract.grammar import EMPTY, Grammar, grammar_of
from kg.ontology import load_ontology

LANGUAGES = tuple(
    sorted(each.name for each in resources.files("kg.extract").joinpath("lexicon").iterdir() if each.is_dir())
)
FRAME_COLUMNS = 5  # at least, of a line of frames
EFFECTS = frozenset(
    {"speech", "planned", "considered", "requested", "denied", "refused", "ended", "attempted", "actual", "conditional"}
    | {"threatened", "consent"}
)
CLASSES = frozenset(
    {"organ", "official", "national", "group", "company", "body"}
    | {"agreement", "policy", "event", "asset", "programme", "place", "time"}
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A slot beside the cue that one of these lemmas must fill."""

    slot: str
    lemmas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """How one cue expresses one predicate; `subject` and `object` are slots in order of preference."""

    lemma: str
    pos: str
    requirements: tuple[Requirement, ...]
    predicate: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words of one language, by lemma."""

    lang: str
    frames: dict[tuple[str, str], tuple[Frame, ...]]
    operators: dict[tuple[str, str], frozenset[str]]
    nouns: dict[str, str]
    titles: dict[tuple[str, ...], str]
    appointments: dict[str, str]
    anaphors: dict[str, tuple[str, int]]
    light: frozenset[str]
    denials: dict[tuple[str, str], str] = field(default_factory=dict)
    verdicts: dict[tuple[str, str], str] = field(default_factory=dict)
    grammar: Grammar = EMPTY
    title_starts: frozenset[str] = frozenset()  # first words of titles of several words
    title_ends: frozenset[str] = frozenset()  # last words of titles; empty: any word may be one
    pastimes: frozenset[str] = frozenset()
    implied: Mapping[tuple[str, str], tuple[Frame, ...]] = field(default_factory=dict)  # whose object is left unsaid


def load_lexicon(lang: str, further: tuple[Path, ...] = ()) -> Lexicon:
    """The lexicon of a language, read once a process; an empty one where it has none. OntologyError names the line.

    `further` are tables of frames of a user; where one of them fits as well as a frame that ships, it comes first.
    """
    return _lexicon(lang, further)


@cache
def _lexicon(lang: str, further: tuple[Path, ...]) -> Lexicon:
    if lang not in LANGUAGES:
        return Lexicon(lang, {}, {}, {}, {}, {}, {}, frozenset())
    return Lexicon(
        lang,
        frames=_all_frames(lang, further),
        operators=_operators(lang),
        nouns=_nouns(lang),
        titles={tuple(row[0].lower().split()): row[1] for _, row in optional_rows(lang, "titles.tsv", 2)},
        appointments={row[0]: row[1] for _, row in optional_rows(lang, "appointments.tsv", 2)},
        anaphors={row[0]: (row[1], int(row[2])) for _, row in optional_rows(lang, "anaphors.tsv", 3)},
        light=frozenset(row[0] for _, row in optional_rows(lang, "light.tsv", 1)),
        denials={(row[0], row[1]): row[2] for _, row in optional_rows(lang, "denials.tsv", 3)},
        verdicts={(row[0], row[1]): row[2] for _, row in optional_rows(lang, "verdicts.tsv", 3)},
        title_starts=_title_starts(lang),
        title_ends=frozenset(row[0].lower().split()[-1] for _, row in optional_rows(lang, "titles.tsv", 2)),
        grammar=grammar_of(list(optional_rows(lang, "grammar.tsv", 2))),
        pastimes=frozenset(row[0] for _, row in optional_rows(lang, "pastimes.tsv", 1)),
        implied=_by_cue(optional_rows(lang, "implied.tsv", FRAME_COLUMNS)),
    )


@cache
def question_words(lang: str) -> frozenset[str]:
    """Words that ask for something and take the rest of their question for given."""
    return frozenset(row[0] for _, row in optional_rows(lang, "questions.tsv", 1)) if lang in LANGUAGES else frozenset()


def _all_frames(lang: str, further: tuple[Path, ...]) -> dict[tuple[str, str], tuple[Frame, ...]]:
    """Frames of every file `frames*.tsv` by (lemma, part of speech), those with more requirements first."""
    own = (_rows_of(path.read_text(encoding="utf-8"), path.name, FRAME_COLUMNS) for path in further)
    names = sorted(file.name for file in _folder(lang).iterdir() if file.name.startswith("frames"))
    return _by_cue(chain.from_iterable((*own, *(rows(lang, name, FRAME_COLUMNS) for name in names))))


def _by_cue(lines: Iterable[tuple[str, list[str]]]) -> dict[tuple[str, str], tuple[Frame, ...]]:
    frames: dict[tuple[str, str], list[Frame]] = {}
    for where, row in lines:
        for frame in _frames(row, where):
            frames.setdefault((frame.lemma, frame.pos), []).append(frame)
    return {key: tuple(sorted(found, key=lambda frame: -len(frame.requirements))) for key, found in frames.items()}


def _title_starts(lang: str) -> frozenset[str]:
    titles = (row[0].lower().split() for _, row in optional_rows(lang, "titles.tsv", 2))
    return frozenset(words[0] for words in titles if len(words) > 1)


def _operators(lang: str) -> dict[tuple[str, str], frozenset[str]]:
    operators: dict[tuple[str, str], frozenset[str]] = {}
    for where, row in optional_rows(lang, "operators.tsv", 3):
        effects = frozenset(effect.strip() for effect in row[2].split(","))
        _check(effects <= EFFECTS, where, f"effect {row[2]!r}", EFFECTS)
        for lemma in row[0].split("|"):
            operators[lemma, row[1]] = operators.get((lemma, row[1]), frozenset()) | effects
    return operators


def _nouns(lang: str) -> dict[str, str]:
    nouns: dict[str, str] = {}
    for where, row in optional_rows(lang, "nouns.tsv", 2):
        _check(row[1] in CLASSES, where, f"class {row[1]!r}", CLASSES)
        nouns.setdefault(row[0], row[1])
    return nouns


def optional_rows(lang: str, name: str, least: int) -> Iterator[tuple[str, list[str]]]:
    """The lines of a file that a language may lack, see `rows`."""
    return rows(lang, name, least) if lang in LANGUAGES and _folder(lang).joinpath(name).is_file() else iter(())


def _folder(lang: str) -> Traversable:
    return resources.files("kg.extract").joinpath("lexicon", lang)


def rows(lang: str, name: str, least: int) -> Iterator[tuple[str, list[str]]]:
    """(where, cells) of each line of a lexicon file but comments and the header; at least `least` cells each."""
    text = _folder(lang).joinpath(name).read_text(encoding="utf-8")
    return _rows_of(text, f"lexicon/{lang}/{name}", least)


def _rows_of(text: str, name: str, least: int) -> Iterator[tuple[str, list[str]]]:
    header = True
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if header:
            header = False
            continue
        where, cells = f"{name}:{number}", [cell.strip() for cell in line.split("\t")]
        if len(cells) < least:
            raise OntologyError(f"{where}: {len(cells)} columns; at least {least} separated by tabs are needed")
        yield where, cells


def _frames(row: list[str], where: str) -> Iterator[Frame]:
    heads, *required = row[0].split()
    requirements = []
    for requirement in required:
        slot, _, lemmas = requirement.partition("=")
        _check(bool(lemmas), where, f"requirement {requirement!r}", ["slot=lemma|lemma"])
        requirements.append(Requirement(slot, frozenset(lemmas.split("|"))))
    roles = tuple(tuple(role.split("=", 1)) for role in (row[5].split(";") if len(row) > 5 and row[5] else ()))
    predicates = load_ontology().predicates
    _check(row[2] in predicates, where, f"predicate {row[2]!r}", predicates)
    for lemma in heads.split("|"):
        yield Frame(
            lemma, row[1], tuple(requirements), row[2], tuple(row[3].split("|")), tuple(row[4].split("|")),
            roles,  # type: ignore[arg-type]
        )  # fmt: skip


def _check(right: bool, where: str, what: str, allowed: object) -> None:  # noqa: FBT001 - reads as a sentence
    if not right:
        names = ", ".join(sorted(str(name) for name in allowed))  # type: ignore[attr-defined]
        raise OntologyError(f"{where}: unknown {what}; allowed: {names}")
