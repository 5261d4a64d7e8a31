"""What one document says as quads, and a view of several as triples (the model is part 3 of the design)."""

from collections.abc import Iterable, Iterator, Mapping

from kg.errors import OntologyError, UsageError
from kg.model import Document, Entity, Evidence, Run, Span, Statement, Testimony, View
from kg.rdf import terms
from kg.rdf.terms import BASE_IRI, DCT, OA, OWL, PROV, RDF, RDFS, SKOS, VOCABULARY, Iris, Quad, Triple, iri, kg, literal

TYPE = iri(f"{RDF}type")


def document_quads(
    testimony: Testimony, *, signs: Mapping[str, int], base_iri: str = BASE_IRI, with_text: bool = True
) -> Iterator[Quad]:
    """All quads of a document's named graph.

    `signs` maps the name of a predicate to -1, 0 or 1. Raises a KgError for a predicate without a sign, an entity
    described in two ways, and text that is not Unicode.
    """
    iris = Iris(base_iri)
    document, run = testimony.document, testimony.run
    graph = iris.document(document.key)
    parts: list[Iterator[Triple]] = [
        _document(document, iris, with_text=with_text),
        _rejections(testimony, iris),
        _repairs(testimony, iris),
        _links(testimony, iris),
        _run(run, iris),
        iter([(iris.run(run.id), iri(f"{PROV}used"), graph)]),
        *(_entity(entity, iris) for entity in _entities(testimony.statements)),
        *(_statement(statement, iris, signs, {document.key: run.id}) for statement in testimony.statements),
    ]
    for part in parts:
        for subject, predicate, value in part:
            yield subject, predicate, value, graph


def view_triples(view: View, *, signs: Mapping[str, int], base_iri: str = BASE_IRI) -> Iterator[Triple]:
    """All triples of a view, without order and with few repetitions; errors as in `document_quads`.

    Rejections stay with their document: a view has none. A direct triple follows from the merged entities.
    """
    iris = Iris(base_iri)
    run_ids = dict(view.document_runs)
    for document in view.documents:
        yield from _document(document, iris, with_text=True)
    for key, run_id in view.document_runs:
        yield iris.run(run_id), iri(f"{PROV}used"), iris.document(key)
    for run in view.runs:
        yield from _run(run, iris)
    for entity in _entities(view.statements):
        yield from _entity(entity, iris)
    for statement in view.statements:
        yield from _statement(statement, iris, signs, run_ids)


def direct_triple_holds(statement: Statement, *, sign: int) -> bool:
    """Whether `subject predicate object` may stand for the statement.

    It may for an affirmed statement that is actual, or planned with a sign not negative; but a charge (negative sign)
    by a speaker who neither is nor acts for the subject stays a statement. The speaker is the innermost of the chain.
    """
    if statement.polarity != "affirmed":
        return False
    if sign >= 0:
        return statement.status in ("actual", "planned")
    speaker, subject = statement.speaker, statement.subject.id
    return statement.status == "actual" and (speaker is None or subject in (speaker.id, speaker.acts_for))


def entities_of(statement: Statement) -> Iterator[Entity]:
    """The entities that a statement names, with repetitions."""
    yield statement.subject
    yield statement.object
    yield from statement.speaker_chain
    for _, value in statement.qualifiers:
        if isinstance(value, Entity):
            yield value


def _entities(statements: Iterable[Statement]) -> list[Entity]:
    """Every entity once, in the order of their ids."""
    known: dict[str, Entity] = {}
    for statement in statements:
        for entity in entities_of(statement):
            if known.setdefault(entity.id, entity) != entity:
                raise UsageError(f"entity {entity.id}: described in two ways; one description a document is allowed")
    return [known[entity_id] for entity_id in sorted(known)]


def _document(document: Document, iris: Iris, *, with_text: bool) -> Iterator[Triple]:
    node = iris.document(document.key)
    yield node, TYPE, kg("Document")
    yield node, TYPE, iri(f"{PROV}Entity")
    yield node, kg("key"), literal(document.key)
    yield node, kg("sha256"), literal(document.sha256)
    yield node, kg("textSha256"), literal(document.text_sha256)
    yield node, iri(f"{DCT}language"), literal(document.lang)
    if with_text and document.text:
        yield node, kg("text"), literal(document.text)
    if document.title is not None:
        yield node, iri(f"{DCT}title"), literal(document.title)
    if document.published is not None:
        yield node, iri(f"{DCT}issued"), terms.date(document.published)
    if document.publisher is not None:
        yield node, iri(f"{DCT}publisher"), literal(document.publisher)
    if document.url is not None:
        yield node, iri(f"{DCT}source"), terms.iri_or_literal(document.url)


def _rejections(testimony: Testimony, iris: Iris) -> Iterator[Triple]:
    key = testimony.document.key
    for reason, count in testimony.rejections:
        node = iris.rejection(key, reason)
        yield iris.document(key), kg("rejection"), node
        yield node, TYPE, kg("Rejection")
        yield node, kg("reason"), literal(reason)
        yield node, kg("count"), terms.integer(count)


def _repairs(testimony: Testimony, iris: Iris) -> Iterator[Triple]:
    key = testimony.document.key
    for repair in testimony.repairs:
        node = iris.repair(key, repair)
        yield iris.document(key), kg("repair"), node
        yield node, TYPE, kg("Repair")
        yield node, kg("repairKind"), literal(repair.kind)
        yield node, iri(f"{OA}start"), terms.integer(repair.start)
        yield node, iri(f"{OA}end"), terms.integer(repair.end)
        yield node, kg("reading"), literal(repair.reading)


def _links(testimony: Testimony, iris: Iris) -> Iterator[Triple]:
    key = testimony.document.key
    for link in testimony.links:
        node = iris.link(key, link)
        yield iris.document(key), kg("nameLink"), node
        yield node, TYPE, kg("NameLink")
        yield node, kg("writtenName"), literal(link.written)
        yield node, kg("mayBe"), iris.entity(link.entity)
        yield node, kg("likeness"), terms.confidence(link.score)
        yield node, kg("decision"), literal(link.decision)


def _run(run: Run, iris: Iris) -> Iterator[Triple]:
    node, software = iris.run(run.id), iris.software(run.software)
    yield node, TYPE, iri(f"{PROV}Activity")
    yield node, kg("software"), literal(run.software)
    yield node, iri(f"{PROV}wasAssociatedWith"), software
    yield software, TYPE, iri(f"{PROV}SoftwareAgent")
    yield software, iri(f"{RDFS}label"), literal(run.software)
    for position, (name, value) in enumerate(run.options, 1):
        option = iris.run(run.id, "option", position)
        yield node, kg("option"), option
        yield option, TYPE, kg("Option")
        yield option, kg("position"), terms.integer(position)
        yield option, iri(f"{RDFS}label"), literal(name)
        yield option, kg("value"), literal(value)
    for position, (name, checksum) in enumerate(run.models, 1):
        model = iris.run(run.id, "model", position)
        yield node, iri(f"{PROV}used"), model
        yield model, TYPE, kg("Model")
        yield model, TYPE, iri(f"{PROV}Entity")
        yield model, kg("position"), terms.integer(position)
        yield model, iri(f"{RDFS}label"), literal(name)
        yield model, kg("sha256"), literal(checksum)


def _entity(entity: Entity, iris: Iris) -> Iterator[Triple]:
    node = iris.entity(entity.id)
    yield node, TYPE, kg(entity.kind.capitalize())
    yield node, kg("label"), literal(entity.label)
    for language, label in entity.labels:
        yield node, iri(f"{RDFS}label"), literal(label, language=language)
    for alias in entity.aliases:
        yield node, iri(f"{SKOS}altLabel"), literal(alias)
    if entity.country is not None:
        yield node, kg("country"), iris.entity(f"state/{entity.country}")
    if entity.acts_for is not None:
        yield node, kg("actsFor"), iris.entity(entity.acts_for)
    for same in entity.same_as:
        if not terms.is_iri(same):
            raise UsageError(f"entity {entity.id}: same_as {same!a} is not an absolute IRI")
        yield node, iri(f"{OWL}sameAs"), iri(same)


def _statement(
    statement: Statement, iris: Iris, signs: Mapping[str, int], run_ids: Mapping[str, str]
) -> Iterator[Triple]:
    statement_id = statement.id  # a hash: computed once
    node = iris.statement(statement_id)
    subject, predicate = iris.entity(statement.subject.id), iri(f"{VOCABULARY}{statement.predicate}")
    value = iris.entity(statement.object.id)
    if statement.predicate not in signs:
        raise OntologyError(f"predicate {statement.predicate!a}: not in the ontology, which has {len(signs)} others")
    if direct_triple_holds(statement, sign=signs[statement.predicate]):
        yield subject, predicate, value
    yield node, TYPE, kg("Statement")
    yield node, iri(f"{RDF}subject"), subject
    yield node, iri(f"{RDF}predicate"), predicate
    yield node, iri(f"{RDF}object"), value
    yield node, kg("polarity"), literal(statement.polarity)
    yield node, kg("status"), literal(statement.status)
    yield from _dates(statement, node)
    yield from _speakers(statement, statement_id, iris)
    yield from _quantities(statement, statement_id, iris)
    yield from _qualifiers(statement, statement_id, iris)
    for evidence in statement.evidence:
        yield node, kg("evidence"), iris.evidence(statement_id, evidence)
        yield from _evidence(evidence, statement_id, iris, run_ids)


def _dates(statement: Statement, node: str) -> Iterator[Triple]:
    if statement.start_date is not None:
        yield node, kg("startDate"), terms.date(statement.start_date)
    if statement.end_date is not None:
        yield node, kg("endDate"), terms.date(statement.end_date)


def _speakers(statement: Statement, statement_id: str, iris: Iris) -> Iterator[Triple]:
    node, chain = iris.statement(statement_id), statement.speaker_chain
    if chain:
        yield node, kg("speaker"), iris.entity(chain[-1].id)
    for position, who in enumerate(chain if len(chain) > 1 else (), 1):
        step = iris.statement(statement_id, "speaker", position)
        yield node, kg("speakerStep"), step
        yield step, TYPE, kg("SpeakerStep")
        yield step, kg("position"), terms.integer(position)
        yield step, kg("who"), iris.entity(who.id)


def _quantities(statement: Statement, statement_id: str, iris: Iris) -> Iterator[Triple]:
    for position, (value, unit, currency) in enumerate(statement.quantities, 1):
        quantity = iris.statement(statement_id, "quantity", position)
        yield iris.statement(statement_id), kg("quantity"), quantity
        yield quantity, TYPE, kg("Quantity")
        yield quantity, kg("position"), terms.integer(position)
        yield quantity, kg("value"), terms.decimal(value)
        if unit:
            yield quantity, kg("unit"), literal(unit)
        if currency:
            yield quantity, kg("currency"), literal(currency)


def _qualifiers(statement: Statement, statement_id: str, iris: Iris) -> Iterator[Triple]:
    for position, (role, value) in enumerate(statement.qualifiers, 1):
        qualifier = iris.statement(statement_id, "qualifier", position)
        yield iris.statement(statement_id), kg("qualifier"), qualifier
        yield qualifier, TYPE, kg("Qualifier")
        yield qualifier, kg("position"), terms.integer(position)
        yield qualifier, kg("role"), literal(role)
        yield qualifier, kg("value"), literal(value) if isinstance(value, str) else iris.entity(value.id)


def _evidence(evidence: Evidence, statement_id: str, iris: Iris, run_ids: Mapping[str, str]) -> Iterator[Triple]:
    node = iris.evidence(statement_id, evidence)
    selector = iris.evidence(statement_id, evidence, "selector")
    yield node, TYPE, kg("Evidence")
    yield node, iri(f"{PROV}wasQuotedFrom"), iris.document(evidence.document)
    if evidence.document in run_ids:
        yield node, iri(f"{PROV}wasGeneratedBy"), iris.run(run_ids[evidence.document])
    yield node, kg("extractor"), literal(evidence.extractor)
    yield node, kg("confidence"), terms.confidence(evidence.confidence)
    yield from _span(node, "subject", evidence.subject_span)
    yield from _span(node, "object", evidence.object_span)
    yield from _span(node, "cue", evidence.cue_span)
    yield node, iri(f"{OA}hasSelector"), selector
    yield selector, TYPE, iri(f"{OA}TextPositionSelector")
    yield selector, TYPE, iri(f"{OA}TextQuoteSelector")
    yield selector, iri(f"{OA}start"), terms.integer(evidence.start)
    yield selector, iri(f"{OA}end"), terms.integer(evidence.end)
    yield selector, iri(f"{OA}exact"), literal(evidence.quote)


def _span(node: str, name: str, span: Span) -> Iterator[Triple]:
    yield node, kg(f"{name}Start"), terms.integer(span[0])
    yield node, kg(f"{name}End"), terms.integer(span[1])
