"""Names to known entities, for matching in text: the actors of the ontology, CLDR's names of states, the user's own.

A name is matched as a run of atoms (a word, one letter of a script without spaces, one punctuation mark), white space
between them free, upper and lower case as written. The longest name wins. Names in the language of the text and
English proper names are used.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.actors import NAME_PROPERTIES, Actor, Name, names_of_node
from kg.model import Form, Span
from kg.ontology import Ontology, load_ontology, ontology_folder
from kg.turtle import described

HAN = "\u3005-\u3007\u3040-\u309f\u3400-\u9fff\uf900-\ufaff"  # written without spaces: each letter is an atom
ATOM = re.compile(rf"[{HAN}]|[^\W_{HAN}]+|[^\w\s]|_")
UNSPACED = re.compile(f"[{HAN}]")
FOLDED = str.maketrans("’ʼ‧•・∙أإآٱ", "''····اااا")  # one code point for one, so that offsets stay
PROCLITICS = {"ar": ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")}  # particles joined to what follows
FEWEST_LETTERS = 3  # of a word that has lost its particle
FORMS: tuple[Form, ...] = ("name", "surname", "metonym", "demonym", "adjective", "combining")
SMALL = frozenset(  # small words of proper names
    {"of", "the", "and", "for", "in", "on", "to", "de", "di", "la", "le", "du", "des", "da", "do", "del", "van", "von"}
    | {"der", "den", "bin", "ibn", "al", "el", "y", "e", "i", "und"}
)
PROPER: frozenset[Form] = frozenset({"name", "surname"})


@dataclass(frozen=True, slots=True)
class Naming:
    """One way to read a name: the entity it names, and how."""

    entity: str
    form: Form


@dataclass(frozen=True, slots=True)
class Match:
    """A known name at `text[start:end]`, with its readings in the order of `FORMS`, then of ids."""

    start: int
    end: int
    namings: tuple[Naming, ...]


class _Node:
    """A place in the trie of atoms: what may follow, and the readings of the name that ends here."""

    __slots__ = ("after", "namings")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.namings: tuple[Naming, ...] = ()


class Gazetteer:
    """All names of one language, ready to be found in a text."""

    def __init__(self, ontology: Ontology, lang: str) -> None:
        self.lang = lang
        self._root = _Node()
        found: dict[tuple[str, ...], set[Naming]] = defaultdict(set)
        further = load_names(lang, ontology.actors)
        for actor in ontology.actors.values():
            for text, form in names_of(actor, lang, further.get(actor.id, ())):
                for written in (variant for cased in _cased(text, form) for variant in _composed(cased)):
                    found[tuple(ATOM.findall(written.translate(FOLDED)))].add(Naming(actor.id, form))
        for atoms, namings in found.items():
            node = self._root
            for atom in atoms:
                node = node.after.setdefault(atom, _Node())
            node.namings = tuple(sorted(namings, key=_rank))

    def matches(self, text: str, *, start: int = 0) -> Iterator[Match]:
        """The longest known names in `text`, left to right, without overlap; `start` is added to every offset."""
        folded = text.translate(FOLDED)
        atoms = [(found.group(), found.start(), found.end()) for found in ATOM.finditer(folded)]
        at = 0
        begins = None if self.lang in PROCLITICS else self._root.after
        while at < len(atoms):
            if begins is not None and atoms[at][0] not in begins:
                at += 1
                continue
            for first, cut in _without_particles(atoms[at][0], self.lang):
                last, namings = self._longest(first, atoms, at, text)
                if namings and not self._is_overtaken(atoms, at, last, text):
                    yield Match(atoms[at][1] + cut + start, atoms[last][2] + start, namings)
                    at = last
                    break
            at += 1

    def _is_overtaken(self, atoms: Sequence[tuple[str, int, int]], at: int, last: int, text: str) -> bool:
        """Whether a name as long begins inside, ends behind: "Repubblica Dominicana" overtakes "La Repubblica"."""
        for start in range(at + 1, last + 1):
            other, namings = self._longest(atoms[start][0], atoms, start, text)
            if namings and other > last and other - start >= last - at:
                return True
        return False

    def _longest(
        self, first: str, atoms: Sequence[tuple[str, int, int]], at: int, text: str
    ) -> tuple[int, tuple[Naming, ...]]:
        """(index of the last atom, readings) of the longest name that begins with `first` in the place of an atom.

        No readings where there is none.
        """
        node, last = self._root, at
        namings: tuple[Naming, ...] = ()
        for k in range(at, len(atoms)):
            after = node.after.get(first if k == at else atoms[k][0])
            if after is None:
                break
            node = after
            if node.namings and not _inside_word(text, atoms[k][2]):
                last, namings = k, node.namings
        return last, namings


def _without_particles(atom: str, lang: str) -> Iterator[tuple[str, int]]:
    """The atom as it stands, then without particles at its front, each with the number of letters cut off.

    The article loses its alif behind ل: للسعودية is ل and السعودية.
    """
    yield atom, 0
    for particle in PROCLITICS.get(lang, ()):
        rest = atom.removeprefix(particle)
        if rest != atom and len(rest) >= FEWEST_LETTERS:
            yield rest, len(particle)
            if particle[-1] == rest[0] == "ل":
                yield "ا" + rest, len(particle)


def _rank(naming: Naming) -> tuple[int, bool, str]:
    """How soon a reading of a name is tried: Georgia the state before Georgia in America."""
    return FORMS.index(naming.form), not naming.entity.startswith("state/"), naming.entity


def _inside_word(text: str, end: int) -> bool:
    """Whether the character after `end` continues a word (an underscore in a handle, as in `Iran_news`)."""
    return end < len(text) and text[end] == "_"


def _cased(text: str, form: Form) -> tuple[str, ...]:
    """The name as written, and with a capital where a sentence may begin with it."""
    capital = text[:1].upper() + text[1:]
    return (text,) if text == capital or form in PROPER else (text, capital)


def _composed(text: str) -> tuple[str, ...]:
    """The name with composed characters, and with combining ones where that differs."""
    if text.isascii():
        return (text,)
    composed, combining = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    return (composed,) if composed == combining else (composed, combining)


def names_of(actor: Actor, lang: str, further: Sequence[Name] = ()) -> Iterator[tuple[str, Form]]:
    """What a text in `lang` calls the actor: names in that language and, being proper names, the English ones."""
    for name in (*actor.names, *further):
        if name.lang == lang or (name.lang == "en" and name.form in PROPER and _is_proper(name.text)):
            yield name.text, name.form
    if actor.alpha2:
        for territory in (territory_name(actor.alpha2, lang), territory_name(actor.alpha2, "en")):
            if territory:
                yield territory, "name"


def _is_proper(text: str) -> bool:
    """Whether a name has no word of English in it but "of" and the like: "Afghanistan war" is no name in German."""
    return all(not word[0].islower() or word in SMALL or "-" in word for word in text.split()[1:])


def load_names(lang: str, actors: Mapping[str, Actor], folder: Path | None = None) -> dict[str, tuple[Name, ...]]:
    """Further names by actor in one language, of `names-<lang>.ttl`; empty without such a file. Raises OntologyError.

    Kept apart from the actors, because one language has more written forms than all actors have properties.
    """
    file = (folder or ontology_folder()) / f"names-{lang}.ttl"
    if not re.fullmatch("[a-z]{2}", lang) or not file.is_file():
        return {}
    found: dict[str, tuple[Name, ...]] = {}
    for node in described(file).values():
        node.restrict(NAME_PROPERTIES)
        if node.name not in actors:
            node.fail("is described nowhere; allowed: ids in the files actors-*.ttl")
        found[node.name] = names_of_node(node)
        other = next((name for name in found[node.name] if name.lang != lang), None)
        if other is not None:
            node.fail(f"{other.text!r} is @{other.lang}; only @{lang} is allowed in this file")
    return found


def territory_name(alpha2: str, lang: str) -> str | None:
    """CLDR's name of a territory in a language, through babel; None where CLDR has none."""
    return territory_names(lang).get(alpha2)


def knows_territories(lang: str) -> bool:
    """Whether CLDR names states in a language."""
    return bool(territory_names(lang))


@cache
def territory_names(lang: str) -> dict[str, str]:
    """CLDR's names of states and regions in a language by code; empty where CLDR lacks the language."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - loading CLDR costs more than the commands that need none

    try:
        return dict(Locale.parse(lang).territories)
    except (UnknownLocaleError, ValueError):
        return {}


def load_gazetteer(lang: str, further: tuple[Path, ...] = ()) -> Gazetteer:
    """The gazetteer of one language over the ontology that ships and further files of a user, made once a process."""
    return _gazetteer(lang, further)


@cache
def _gazetteer(lang: str, further: tuple[Path, ...]) -> Gazetteer:
    return Gazetteer(load_ontology(further=further), lang)


def is_unspaced(start: int, end: int, text: str) -> bool:
    """Whether `text[start:end]` is of a script without spaces between words."""
    return UNSPACED.fullmatch(text[start], 0) is not None and UNSPACED.fullmatch(text[end - 1], 0) is not None


def overlaps(span: Span, other: Span) -> bool:
    """Whether two half-open spans share a code point."""
    return span[0] < other[1] and other[0] < span[1]
