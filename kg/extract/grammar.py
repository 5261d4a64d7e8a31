"""The closed classes of one language that the constructions ask for, kept as data in `lexicon/<lang>/grammar.tsv`.

Each line gives a role and its words: the adpositions of the genitive (`of`), of the agent (`by`), the marks of an
infinitive, negations, articles, ... A word may play several roles. Where a language says by an ending what others say
by an adposition, the ending counts as one: `@gen`, `@dat`, `@ins`, `@acc`, `@loc`, and `@inf` as the mark of an
infinitive. `form del=de` reads a written form
as another word, `form en tant que=en_tant_que` several words as one adposition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.errors import OntologyError
from kg.extract.tree import Tree, Word

ROLES = frozenset(
    {"of", "by", "from", "in", "between", "including", "with", "to", "towards", "aimed", "light", "as", "and"}
    | {"relative", "whose", "infinitive", "charge", "not", "no", "definite", "former", "based", "tense", "stay", "have"}
    | {"will", "should", "both", "three", "transparent", "echo", "stand_in", "in_title", "intransitive"}
    | {"coverb", "behind", "particle", "aspect", "classifier", "date", "copula", "taking", "doing", "suffering"}
    | {"manner", "surname"}
    | {"following", "bound", "causing", "owning", "prefix", "sounds"}
    | {
        "personal",
        "more",
        "about",
        "moving",
        "beside",
        "hosting",
        "proposed",
        "there",
        "calling",
        "another",
        "where",
        "latter",
    }
)
CASES = {"Gen": "@gen", "Dat": "@dat", "Ins": "@ins", "Acc": "@acc", "Loc": "@loc"}
INFINITIVE = "@inf"
BARE = "@bare"  # among the words of `definite`: the language has no articles, so that a bare noun may point back
OBLIQUE = frozenset({"nmod", "obl", "iobj", "obl:agent", "nmod:poss"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM", "ADJ", "DET"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """Closed classes of one language.

    `roles` are the roles of a lemma, `forms` the reading of written words, `longest` the most words of one form,
    `inflected` whether endings count as adpositions.
    """

    roles: Mapping[str, frozenset[str]]
    forms: Mapping[tuple[str, ...], str]
    longest: int
    inflected: bool
    _words: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def words(self, role: str) -> frozenset[str]:
        """The words of a role."""
        if role not in self._words:
            self._words[role] = frozenset(word for word, roles in self.roles.items() if role in roles)
        return self._words[role]

    def mark(self, tree: Tree) -> None:
        """Gives every word its roles, and every noun whose ending is an adposition a `case` child that says so."""
        for word in tree.words:
            word.roles = self.roles.get(word.lemma.lower(), NONE)
            if word.deprel == "case":
                parts = word.of("fixed")
                if parts:
                    word.roles = self.roles.get("_".join([word.lemma, *(part.lemma for part in parts)]), NONE)
            elif self.inflected and word.deprel in OBLIQUE and word.upos in NOMINAL and not word.of("case"):
                self._mark_ending(word)
            if "there" in word.roles and word.upos == "ADV" and word.deprel == "advmod":
                self._mark_place(word)
            if INFINITIVE in self.roles and "VerbForm=Inf" in word.feats:
                self._add(word, INFINITIVE, "PART", "mark")

    def _mark_place(self, word: Word) -> None:
        """ "There" stands for a phrase: "in Mali", "to Mali"."""
        word.deprel, word.upos = "obl", "PRON"
        for place in sorted(self.words("in") | self.words("to")):
            self._add(word, place, "ADP", "case")

    def _mark_ending(self, word: Word) -> None:
        read = dict(pair.split("=", 1) for pair in word.feats.split("|") if "=" in pair)
        ending = CASES.get(read.get("Case", ""), "")
        if ending in self.roles:
            self._add(word, ending, "ADP", "case")

    def _add(self, word: Word, ending: str, upos: str, deprel: str) -> None:
        """What an ending says becomes a child of its own, without letters."""
        child = Word(word.index, "", ending, upos, deprel, word.start, word.start, head=word)
        child.roles = self.roles[ending]
        word.children.append(child)


def plain(text: str) -> str:
    """A written word as the forms of a grammar have it: small letters, straight apostrophes."""
    return text.lower().replace("’", "'")


NONE: frozenset[str] = frozenset()
EMPTY = Grammar({}, {}, 0, inflected=False)


def grammar_of(rows: Sequence[tuple[str, Sequence[str]]]) -> Grammar:
    """The grammar that (where, (role, words)) rows say. OntologyError names file and line."""
    roles: dict[str, frozenset[str]] = {}
    forms: dict[tuple[str, ...], str] = {}
    for where, (role, words, *_) in rows:
        if role == "form":
            written, _, read = words.partition("=")
            if not read:
                raise OntologyError(f"{where}: form {words!r}; written=read is allowed")
            forms[tuple(plain(part) for part in written.split())] = read.strip()
            continue
        if role not in ROLES:
            raise OntologyError(f"{where}: unknown role {role!r}; allowed: form, {', '.join(sorted(ROLES))}")
        for word in words.replace("|", " ").split():
            roles[word] = roles.get(word, NONE) | {role}
    longest = max((len(form) for form in forms), default=0)
    return Grammar(roles, forms, longest, any(word.startswith("@") and word != BARE for word in roles))
