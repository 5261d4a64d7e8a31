"""Articles that people annotated are read exactly, and the extractor is counted against them as it should be."""

import pytest

from kg.errors import SourceError
from kg.evaluation.article_scoring import score_articles
from kg.evaluation.articles import is_article, read_article
from kg.evaluation.matching import is_named
from kg.model import Entity
from kg.ontology import load_ontology

ONTOLOGY = load_ontology()
PREDICATES = frozenset(ONTOLOGY.predicates)
ARTICLE = """\
# kind: wire
# published: 2019-03-04
# names: ferry pact = the deal, the accord
# trap: Chile | invades | Peru
Quiet quays

Peru signed a ferry pact with Chile.
  Peru | signs/agreesWith | ferry pact | on 2019-03-03
  Peru | signsWith | Chile | ok
Togo will not aid Mali, its minister said.
  Togo | aids | Mali | denied | planned | by Togo | amount $3m
"""


@pytest.fixture
def write(tmp_path):
    def to(text: str):
        path = tmp_path / "quays.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return to


def test_an_article_stands_with_its_statements(write):
    path = write(ARTICLE)
    article = read_article(path, PREDICATES)
    assert is_article(path)
    assert article.text == (
        "Quiet quays\n\nPeru signed a ferry pact with Chile. Togo will not aid Mali, its minister said."
    )
    first, second, third = article.statements
    assert article.text[slice(*first.sentence)] == "Peru signed a ferry pact with Chile."
    assert (first.predicates, first.dates, second.wanted) == (("signs", "agreesWith"), (("on", "2019-03-03"),), False)
    assert (third.polarity, third.status, third.speaker, third.amounts) == ("denied", "planned", "Togo", ("$3m",))
    assert article.names == {"ferry pact": ("the deal", "the accord")}
    assert article.traps == [("Chile", "invades", "Peru")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("signs/agreesWith", "scribbles", "is no statement"),
        ("on 2019-03-03", "on Tuesday", "field 'on Tuesday'"),
        ("# published", "# printed", "header 'printed'"),
        ("invades | Peru", "invades", "is no trap"),
        ("Quiet quays\n", "  Peru | signs | pact\n", "before any sentence"),
    ],
)
def test_a_broken_line_is_named(write, old, new, said):
    with pytest.raises(SourceError, match=said):
        read_article(write(ARTICLE.replace(old, new)), PREDICATES)


def test_ends_are_known_by_id_by_role_and_by_name():
    def entity(kind, label, **more):
        return Entity(f"{kind}/x", kind, label, **more)

    assert is_named(Entity("state/USA", "state", "United States", country="USA"), ["United States"])
    assert is_named(entity("person", "Anna Boa", acts_for="state/PER"), ["Peru"])
    assert is_named(entity("place", "Lima docks", country="PER"), ["Peru"])
    assert is_named(entity("person", "Boa"), ["Anna Boa"])
    assert is_named(entity("agreement", "the ferry pact of 2019"), ["ferry pact"])
    assert not is_named(entity("organization", "Chilean ferries", country="CHL"), ["Chile"])
    assert not is_named(Entity("state/NER", "state", "Niger", country="NER"), ["Nigeria"])


def test_recall_counts_what_is_demanded_and_precision_what_is_listed(write):
    article = read_article(write(ARTICLE), PREDICATES)
    report = score_articles([article], ontology=ONTOLOGY)
    family = report.levels["family"]
    assert (family.wanted, family.found, family.predicted, family.hits) == (2, 2, 3, 3)
    assert (report.speakers.wanted, report.dates.wanted, report.amounts.wanted) == (1, 1, 1)
    assert (report.speakers.found, report.dates.found, report.amounts.found) == (1, 0, 0)
    assert (report.traps.found, report.traps.wanted) == (0, 1)


def test_what_is_beside_and_what_is_missed_lowers_the_figures(write):
    wrong = ARTICLE.replace("Peru | signs/agreesWith | ferry pact", "Mali | attacks | Togo").replace(
        "Chile | ok", "Togo | ok"
    )
    report = score_articles([read_article(write(wrong), PREDICATES)], ontology=ONTOLOGY)
    family = report.levels["family"]
    assert (family.wanted, family.found, family.predicted, family.hits) == (2, 1, 3, 1)
    assert len(report.errors) == 3
    sprung = ARTICLE.replace("# trap: Chile | invades | Peru", "# trap: Peru | signs | ferry pact")
    assert score_articles([read_article(write(sprung), PREDICATES)], ontology=ONTOLOGY).traps.found == 1
