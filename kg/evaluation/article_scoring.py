"""Counts what the extractor finds in articles: recall over what must be found, precision over all that is listed."""

import hashlib
from collections.abc import Iterable

from kg.evaluation.articles import Article, Listed
from kg.evaluation.matching import LEVELS, Matcher, is_named
from kg.evaluation.scoring import Report
from kg.model import Document, Statement
from kg.ontology import Ontology
from kg.pipeline import understood


def document_of(article: Article, lang: str = "en") -> Document:
    """The article as a document."""
    digest = hashlib.sha256(article.text.encode("utf-8")).hexdigest()
    return Document(digest[:16], digest, article.text, digest, lang, published=article.published)


def score_articles(articles: Iterable[Article], *, ontology: Ontology, lang: str = "en") -> Report:
    """Reads every article with the extractor and compares; spans, dates and amounts are counted where listed."""
    report = Report()
    for article in articles:
        statements = understood(document_of(article, lang), ontology=ontology).statements
        _compare(article, statements, Matcher(article, ontology.predicates), report)
    return report


def _compare(article: Article, statements: tuple[Statement, ...], matcher: Matcher, report: Report) -> None:
    wanted = [listed for listed in article.statements if listed.wanted]
    for level in LEVELS:
        count = report.levels[level]
        count.predicted += len(statements)
        count.wanted += len(wanted)
        count.hits += sum(any(matcher.fits(s, listed, level) for listed in article.statements) for s in statements)
        count.found += sum(any(matcher.fits(s, listed, level) for s in statements) for listed in wanted)
    for statement in statements:
        _count_found(statement, article, matcher, report)
    for listed in wanted:
        _count_wanted(listed, statements, article, matcher, report)
    for trap in article.traps:
        report.traps.wanted += 1
        if any(matcher.springs(statement, trap) for statement in statements):
            report.traps.found += 1
            report.errors.append(f"trap    {' | '.join(trap)}   « {article.place} »")


def _count_found(statement: Statement, article: Article, matcher: Matcher, report: Report) -> None:
    right = any(matcher.fits(statement, listed, "family") for listed in article.statements)
    family = matcher.predicates[statement.predicate].family
    construction = min(proof.extractor for proof in statement.evidence)
    groups = (
        report.families[family], report.predicates[statement.predicate], report.constructions[construction],
        report.reliability[round(statement.confidence, 1)],
    )  # fmt: skip
    for count in groups:
        count.predicted += 1
        count.hits += right
    if not right:
        paired = [listed for listed in article.statements if matcher.fits(statement, listed, "pair")]
        if paired:
            report.confused[paired[0].predicates[0], statement.predicate] += 1
        line = f"{statement.subject.label} {statement.predicate} {statement.object.label} [{construction}]"
        instead = f"for {paired[0].predicates[0]}" if paired else ""
        report.errors.append(f"beside  {line}   {instead}   « {statement.evidence[0].quote} »")


def _count_wanted(
    listed: Listed, statements: tuple[Statement, ...], article: Article, matcher: Matcher, report: Report
) -> None:
    fitting = [statement for statement in statements if matcher.fits(statement, listed, "family")]
    for count in (
        report.families[matcher.predicates[listed.predicates[0]].family],
        report.predicates[listed.predicates[0]],
    ):
        count.wanted += 1
        count.found += bool(fitting)
    if listed.speaker:
        report.speakers.wanted += 1
        report.speakers.found += any(_said_by(statement, listed, matcher) for statement in fitting)
    for _, date in listed.dates:
        report.dates.wanted += 1
        report.dates.found += any(date in {statement.start_date, statement.end_date} for statement in fitting)
    for amount in listed.amounts:
        report.amounts.wanted += 1
        report.amounts.found += any(_amounts_to(statement, amount) for statement in fitting)
    if not fitting:
        ends = f"{listed.subject} {'/'.join(listed.predicates)} {listed.object}"
        quote = article.text[slice(*listed.sentence)]
        report.errors.append(f"missed  {ends} [{listed.polarity}, {listed.status}]   « {quote} »")


def _said_by(statement: Statement, listed: Listed, matcher: Matcher) -> bool:
    names = matcher.names(listed.speaker or "")
    return bool(statement.speaker_chain) and is_named(statement.speaker_chain[-1], names)


def _amounts_to(statement: Statement, amount: str) -> bool:
    """Whether a quantity of the statement has the digits of the amount ("$15bn" and 15000000000 USD)."""
    digits = "".join(c for c in amount if c.isdigit()).rstrip("0")
    return any("".join(c for c in value if c.isdigit()).rstrip("0") == digits for value, *_ in statement.quantities)
