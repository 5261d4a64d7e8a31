"""The vocabulary, the reader of the ontology, and the shapes of a valid graph."""

import csv
import itertools
import re
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import get_args

import pyshacl
import pytest
import rdflib

from kg import model
from kg.actors import ACTOR_PROPERTIES, OFFICES, TERM_PROPERTIES, Actor, Name, Term
from kg.errors import OntologyError
from kg.model import ACTOR_KINDS, KINDS, Document, Entity, Evidence, Polarity, Role, Run, Statement, Status
from kg.ontology import Ontology, Predicate, load_ontology, ontology_folder
from kg.rdf import document_quads

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "ontology"
RELATIONS = ROOT.parent / "shared" / "design" / "relations.csv"
KG = rdflib.Namespace("https://w3id.org/geokg/ontology#")

PREFIXES = """
@prefix kg: <https://w3id.org/geokg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix state: <https://w3id.org/geokg/id/state/> .
@prefix organization: <https://w3id.org/geokg/id/organization/> .
@prefix person: <https://w3id.org/geokg/id/person/> .
@prefix programme: <https://w3id.org/geokg/id/programme/> .
"""
JAPAN = """
state:JPN a kg:State ; kg:alpha2 "JP" ; kg:alpha3 "JPN" ; owl:sameAs wd:Q17 ;
    skos:altLabel "Nippon"@en ;
    kg:adjective "giapponesi"@it , "giapponese"@it , "Japanese"@en ;
    kg:demonym "Japanese"@en ; kg:metonym "Tokyo"@it , "Tokyo"@en .
"""
USA = """
state:USA a kg:State ; kg:alpha2 "US" ; skos:prefLabel "United States"@en , "Stati Uniti"@it .
"""
NASA = """
organization:nasa a kg:Organization ; skos:prefLabel "NASA"@en ; kg:sector "agency" ;
    kg:country state:USA ; kg:actsFor state:USA ; kg:partOf state:USA ; kg:since "1958-07-29" .
"""
ARTEMIS = """
programme:artemis a kg:Programme ; skos:prefLabel "Artemis program"@en ; kg:ledBy organization:nasa .
"""
KISHIDA = """
person:fumio-kishida a kg:Person ; skos:prefLabel "Fumio Kishida"@en ; kg:surname "Kishida"@en ; kg:country state:JPN ;
    kg:term [ kg:role kg:headOfGovernmentOf ; kg:in state:JPN ; kg:since "2021-10-04" ; kg:until "2024-10-01" ;
              kg:title "prime minister"@en ] ;
    kg:term [ kg:role kg:holdsOfficeIn ; kg:in state:JPN ; kg:since "2012" ; kg:until "2017" ] .
"""


@pytest.fixture(scope="module")
def ontology(tmp_path_factory):
    """The vocabulary that ships, without actors."""
    return load_ontology(with_vocabulary(tmp_path_factory.mktemp("ontology")))


@pytest.fixture(scope="module")
def vocabulary():
    return rdflib.Graph().parse(ONTOLOGY / "geokg.ttl")


@pytest.fixture
def folder(tmp_path):
    return with_vocabulary(tmp_path)


def with_vocabulary(folder: Path) -> Path:
    (folder / "geokg.ttl").write_bytes((ONTOLOGY / "geokg.ttl").read_bytes())
    return folder


def read(folder: Path, *actors: str) -> Ontology:
    (folder / "actors-test.ttl").write_text(PREFIXES + "".join(actors), encoding="utf-8")
    return load_ontology(folder)


def error(folder: Path, *actors: str) -> str:
    with pytest.raises(OntologyError) as caught:
        read(folder, *actors)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# The vocabulary


def kinds_of(cell: str) -> frozenset[str]:
    return frozenset(
        itertools.chain.from_iterable(ACTOR_KINDS if kind == "actor" else {kind} for kind in cell.split("|"))
    )


@pytest.mark.shared
@pytest.mark.skipif(not RELATIONS.is_file(), reason=f"{RELATIONS} is absent")
def test_every_relation_of_the_design_is_in_the_ontology(ontology):
    with RELATIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["predicate"] for row in rows} == set(ontology.predicates)
    for row in rows:
        predicate = ontology.predicates[row["predicate"]]
        designed = replace(
            predicate,
            family=row["family"],
            plover_actual=row["plover_actual"] or None,
            plover_planned=row["plover_planned"] or None,
            quad_when_actual=int(row["quad_when_actual"]),
            sign=int(row["sign"]),
            symmetric=row["symmetric"] == "yes",
            subject_kinds=kinds_of(row["subject_kinds"]),
            object_kinds=kinds_of(row["object_kinds"]),
        )
        assert predicate == designed


def test_predicates_are_read_whole(ontology):
    predicate = ontology.predicates["defends"]
    assert predicate == Predicate(
        name="defends",
        family="cooperation",
        label_en="defends",
        label_it="difende",
        definition=predicate.definition,
        plover_actual="COOPERATE",
        plover_planned="AGREE",
        quad_when_actual=2,
        sign=1,
        symmetric=False,
        subject_kinds=ACTOR_KINDS,
        object_kinds=ACTOR_KINDS | {"place"},
    )
    assert len(ontology.predicates) == 90
    assert list(ontology.predicates) == sorted(ontology.predicates)


def test_the_laws_of_signs_and_types(ontology):
    for predicate in ontology.predicates.values():
        assert (predicate.plover_actual is None) == (predicate.plover_planned is None)
        if predicate.quad_when_actual == 4:
            assert (predicate.sign, predicate.plover_planned) == (-1, "THREATEN")
        if predicate.symmetric:
            assert predicate.subject_kinds <= predicate.object_kinds


def test_sixteen_plover_types_in_four_quads(ontology):
    by_quad = {
        quad: {name for name, each in ontology.quads.items() if each == quad} for quad in set(ontology.quads.values())
    }
    assert by_quad == {
        1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
        2: {"COOPERATE", "AID", "RETREAT"},
        3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
        4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
    }


def test_every_term_speaks_english_and_italian(vocabulary):
    labels = (rdflib.RDFS.label, rdflib.SKOS.prefLabel)
    meanings = (rdflib.SKOS.definition, rdflib.RDFS.comment)
    for term in {term for term in vocabulary.subjects() if term.startswith(KG)}:
        assert sorted(label.language for each in labels for label in vocabulary.objects(term, each)) == ["en", "it"]
        for each in meanings:
            assert sorted(text.language for text in vocabulary.objects(term, each)) in ([], ["en", "it"])
        assert any(vocabulary.value(term, each) for each in meanings)


def test_a_relation_that_reads_differently_backwards_has_an_inverse_label(vocabulary, ontology):
    for predicate in ontology.predicates.values():
        languages = sorted(label.language for label in vocabulary.objects(KG[predicate.name], KG.inverseLabel))
        assert languages == ([] if predicate.symmetric else ["en", "it"])


def test_every_property_of_an_actor_is_declared(vocabulary):
    for name in ACTOR_PROPERTIES | TERM_PROPERTIES | set(OFFICES):
        if name.startswith("kg:"):
            assert vocabulary.value(KG[name.removeprefix("kg:")], rdflib.RDF.type)


def test_closed_lists_are_those_of_the_model(vocabulary):
    for scheme, allowed in (("Polarities", Polarity), ("Statuses", Status), ("Roles", Role)):
        concepts = vocabulary.subjects(rdflib.SKOS.inScheme, KG[scheme])
        assert {str(vocabulary.value(concept, rdflib.SKOS.notation)) for concept in concepts} == set(get_args(allowed))
    for kind in KINDS:
        assert (KG[kind.capitalize()], rdflib.RDFS.subClassOf, KG.Entity) in vocabulary


# Event types


@pytest.mark.parametrize(
    ("predicate", "polarity", "status", "expected"),
    [
        ("signs", "affirmed", "actual", ("SUPPORT", 1)),
        ("deploysTo", "affirmed", "actual", ("AID", 2)),
        ("attacks", "affirmed", "actual", ("ASSAULT", 4)),
        ("alliedWith", "affirmed", "actual", (None, 0)),
        ("headOfStateOf", "affirmed", "actual", (None, 0)),
        ("signs", "affirmed", "planned", ("AGREE", 1)),
        ("meets", "affirmed", "planned", ("AGREE", 1)),
        ("deploysTo", "affirmed", "planned", ("AGREE", 1)),
        ("attacks", "affirmed", "planned", ("THREATEN", 3)),
        ("callsOn", "affirmed", "planned", ("REQUEST", 3)),
        ("occupies", "affirmed", "planned", (None, 0)),
        ("sanctions", "affirmed", "considered", ("THREATEN", 3)),
        ("attacks", "affirmed", "conditional", ("THREATEN", 3)),
        ("joins", "affirmed", "considered", ("AGREE", 1)),
        ("memberOf", "affirmed", "conditional", ("AGREE", 1)),
        ("acquires", "affirmed", "considered", (None, 0)),
        ("opposes", "affirmed", "considered", (None, 0)),
        ("occupies", "affirmed", "conditional", (None, 0)),
        ("aids", "affirmed", "requested", (None, 0)),
        ("attacks", "affirmed", "requested", (None, 0)),
        ("sanctions", "affirmed", "ended", (None, 0)),
        ("alliedWith", "affirmed", "ended", (None, 0)),
        ("aids", "denied", "planned", ("REJECT", 3)),
        ("memberOf", "denied", "planned", ("REJECT", 3)),
        ("attacks", "denied", "planned", (None, 0)),
        ("deploysTo", "denied", "planned", (None, 0)),
        ("aids", "denied", "actual", (None, 0)),
        ("aids", "denied", "considered", (None, 0)),
        ("attacks", "denied", "conditional", (None, 0)),
        ("aids", "denied", "requested", (None, 0)),
        ("aids", "denied", "ended", (None, 0)),
    ],
)
def test_event_type(ontology, predicate, polarity, status, expected):
    assert ontology.event_type(predicate, polarity, status) == expected


def test_the_quad_follows_the_emitted_type(ontology):
    for name, polarity, status in itertools.product(ontology.predicates, get_args(Polarity), get_args(Status)):
        plover, quad = ontology.event_type(name, polarity, status)
        assert quad == (0 if plover is None else ontology.quads[plover])


def test_event_type_of_an_unknown_predicate_names_the_known(ontology):
    with pytest.raises(OntologyError, match="'befriends' is unknown; allowed: abducts, "):
        ontology.event_type("befriends", "affirmed", "actual")


# The reader


def test_the_folder_is_in_the_package_or_beside_it(tmp_path):
    package = tmp_path / "kg"
    with pytest.raises(OntologyError, match="no ontology"):
        ontology_folder(package=package)
    (tmp_path / "ontology").mkdir()
    assert ontology_folder(package=package) == tmp_path / "ontology"
    (package / "_ontology").mkdir(parents=True)
    assert ontology_folder(package=package) == package / "_ontology"
    assert ontology_folder() == ONTOLOGY


def test_what_ships_is_read_once_and_cannot_be_set():
    ontology = load_ontology()
    assert load_ontology() is ontology
    assert {"state/JPN", "state/USA"} <= set(ontology.actors)
    with pytest.raises(FrozenInstanceError):
        ontology.predicates = {}


def test_actors_are_read_whole(folder):
    actors = read(folder, JAPAN, USA, NASA, ARTEMIS, KISHIDA).actors
    assert list(actors) == sorted(actors)
    assert actors["state/JPN"] == Actor(
        id="state/JPN",
        kind="state",
        names=(
            Name("Nippon", "en", "name"),
            Name("Japanese", "en", "adjective"),
            Name("giapponese", "it", "adjective"),
            Name("giapponesi", "it", "adjective"),
            Name("Japanese", "en", "demonym"),
            Name("Tokyo", "en", "metonym"),
            Name("Tokyo", "it", "metonym"),
        ),
        same_as=("http://www.wikidata.org/entity/Q17",),
        alpha2="JP",
    )
    assert actors["state/USA"].labels == (("en", "United States"), ("it", "Stati Uniti"))
    assert actors["organization/nasa"] == Actor(
        id="organization/nasa",
        kind="organization",
        labels=(("en", "NASA"),),
        names=(Name("NASA", "en", "name"),),
        country="USA",
        acts_for="state/USA",
        part_of="state/USA",
        sector="agency",
        since="1958-07-29",
    )
    assert actors["programme/artemis"].led_by == ("organization/nasa",)


def test_terms_of_office_are_sorted_by_date(folder):
    kishida = read(folder, JAPAN, KISHIDA).actors["person/fumio-kishida"]
    assert kishida.country == "JPN"
    assert kishida.acts_for is None
    assert Name("Kishida", "en", "surname") in kishida.names
    assert kishida.terms == (
        Term("holdsOfficeIn", "state/JPN", "2012", "2017", None),
        Term("headOfGovernmentOf", "state/JPN", "2021-10-04", "2024-10-01", "prime minister"),
    )


def test_references_reach_into_other_files(folder):
    (folder / "actors-states.ttl").write_text(PREFIXES + USA, encoding="utf-8")
    assert set(read(folder, NASA).actors) == {"state/USA", "organization/nasa"}


def test_a_folder_without_actors_is_an_ontology(folder):
    assert load_ontology(folder).actors == {}


def test_shapes_are_not_read(folder):
    (folder / "shapes.ttl").write_text("this is not Turtle", encoding="utf-8")
    assert load_ontology(folder).actors == {}


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("kg:sector", "kg:sectr", "organization/nasa: property kg:sectr is unknown; allowed: kg:actsFor, "),
        (
            "a kg:Organization",
            "a kg:Agency",
            "organization/nasa: class kg:Agency; exactly one is allowed: kg:Agreement",
        ),
        ("a kg:Organization ;", "a kg:Actor ;", "organization/nasa: class kg:Actor; exactly one is allowed"),
        ("a kg:Organization ;", "", "organization/nasa: class is missing"),
        ("a kg:Organization", "a kg:Programme", "organization/nasa: id does not fit kg:Programme"),
        ("organization:nasa", "organization:NASA", "organization/NASA: id does not fit kg:Organization"),
        ('skos:prefLabel "NASA"@en ;', "", "organization/nasa: skos:prefLabel @en is missing"),
        ('"NASA"@en', '"NASA"@en , "Nasa"@en', "skos:prefLabel has two values in one language"),
        ('"NASA"@en', '"NASA"', "skos:prefLabel 'NASA' needs a language tag of two letters"),
        ('"NASA"@en', '"NASA"@en-us', "skos:prefLabel 'NASA' needs a language tag of two letters"),
        ('"NASA"@en', '" NASA"@en', "skos:prefLabel ' NASA' is empty or has spaces around it"),
        ("kg:country state:USA", "kg:country state:JPN", "kg:country state/JPN is described nowhere; allowed: ids in"),
        ("kg:country state:USA", 'kg:country "USA"', "kg:country takes an IRI"),
        ("kg:country state:USA", "kg:country organization:nasa", "kg:country organization/nasa is not a state"),
        ("kg:actsFor state:USA", "kg:actsFor state:USA , organization:nasa", "kg:actsFor has 2 values; one is allowed"),
        ('"agency"', '"spies"', "kg:sector 'spies' is unknown; allowed: agency, business, civilians"),
        ('"1958-07-29"', '"29 July 1958"', "kg:since '29 July 1958' is no date; allowed: YYYY, YYYY-MM, YYYY-MM-DD"),
        ('"1958-07-29"', '"1958-07-29" ; kg:until "1958-06"', "kg:until 1958-06 is before kg:since 1958-07-29"),
        ("kg:country", 'kg:alpha2 "NA" ; kg:country', "kg:alpha2 and kg:alpha3 are allowed on states only"),
        ("kg:sector", "kg:sector kg:sector", "line 13 is not Turtle"),
    ],
)
def test_a_wrong_actor_is_refused(folder, right, wrong, message):
    assert right in NASA
    assert message in error(folder, USA, NASA.replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("kg:headOfGovernmentOf", "kg:rules", "person/fumio-kishida kg:term: kg:role kg:rules; exactly one is allowed"),
        ("kg:headOfGovernmentOf", "kg:visits", "kg:role kg:visits; exactly one is allowed: kg:headOfGovernmentOf"),
        ("kg:role kg:headOfGovernmentOf ;", "", "kg:role is missing"),
        ("kg:in state:JPN ;", "", "kg:in is missing; it names the state or body"),
        ("kg:in state:JPN", "kg:in state:USA", "kg:in state/USA is described nowhere"),
        ("kg:title", "kg:name", "property kg:name is unknown; allowed: kg:in, kg:role, kg:since, kg:title, kg:until"),
        ("2024-10-01", "2020", "kg:until 2020 is before kg:since 2021-10-04"),
        ('"prime minister"@en', '"primo ministro"@it', "kg:title has 0 values @en; exactly one is allowed"),
    ],
)
def test_a_wrong_term_is_refused(folder, right, wrong, message):
    assert right in KISHIDA
    assert message in error(folder, JAPAN, KISHIDA.replace(right, wrong, 1))


def test_a_state_has_a_label_or_a_code(folder):
    assert "skos:prefLabel @en is missing" in error(folder, "state:XKX a kg:State .")
    assert "kg:alpha3 JAP is not that of the id" in error(folder, JAPAN.replace('"JPN"', '"JAP"'))
    assert "kg:alpha2 'jp' is not two capital letters" in error(folder, JAPAN.replace('"JP"', '"jp"'))


def test_an_actor_is_described_in_one_block_of_one_file(folder):
    assert "state/JPN: is described in two places" in error(folder, JAPAN, USA, JAPAN)
    (folder / "actors-states.ttl").write_text(PREFIXES + JAPAN, encoding="utf-8")
    assert "actors-test.ttl: state/JPN: is described in actors-states.ttl too" in error(folder, JAPAN)


def test_a_stray_file_is_refused(folder):
    (folder / "people.ttl").write_text(PREFIXES, encoding="utf-8")
    with pytest.raises(OntologyError, match=r"people\.ttl is not read; allowed: geokg\.ttl, shapes\.ttl, actors-"):
        load_ontology(folder)


def test_a_folder_without_vocabulary_is_refused(tmp_path):
    with pytest.raises(OntologyError, match=r"geokg\.ttl is missing"):
        load_ontology(tmp_path)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("kg:ploverActual kg:SUPPORT", "kg:ploverActual kg:PRAISE", "kg:signs: kg:PRAISE is used and not declared"),
        ("kg:ploverActual kg:SUPPORT", "kg:ploverActual kg:Actor", "kg:signs: kg:ploverActual Actor is no PLOVER type"),
        ("kg:ploverActual kg:SUPPORT", "kg:ploverActual kg:AID", "kg:signs: kg:quadWhenActual 1 is not that of AID, 2"),
        ("kg:sign 1", "kg:sign 2", "kg:signs: kg:sign 2 is not a whole number from -1 to 1"),
        ("kg:sign 1", "kg:sing 1", "kg:signs: kg:sing is used and not declared"),
        ('kg:family "agreement" ; ', "", "kg:signs: kg:family is missing"),
        ('"firma"@it', '"signe"@fr', "kg:signs: rdfs:label has 0 values @it; exactly one is allowed"),
        (
            "rdfs:range kg:Agreement",
            "rdfs:range kg:Document",
            "kg:signs: class kg:Document is unknown; allowed: kg:Agr",
        ),
        ("rdfs:domain kg:Actor ; ", "", "kg:signs: rdfs:domain is missing; allowed: kg:Agreement"),
    ],
)
def test_a_wrong_relation_is_refused(folder, right, wrong, message):
    whole = (ONTOLOGY / "geokg.ttl").read_text(encoding="utf-8")
    block = re.search(r"^kg:signs a .*? \.$", whole, re.DOTALL | re.MULTILINE)[0]
    assert right in block
    (folder / "geokg.ttl").write_text(whole.replace(block, block.replace(right, wrong, 1)), encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        load_ontology(folder)
    assert str(caught.value).startswith(f"geokg.ttl: {message}")


# The shapes

GRAPH = f"""
@prefix kg: <https://w3id.org/geokg/ontology#> .
@prefix id: <https://w3id.org/geokg/id/> .
@prefix : <https://w3id.org/geokg/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://w3id.org/geokg/statement/{"0a" * 16}> a kg:Statement ;
    rdf:subject <https://w3id.org/geokg/id/state/USA> ; rdf:predicate kg:defends ;
    rdf:object <https://w3id.org/geokg/id/state/JPN> ;
    kg:polarity "affirmed" ; kg:status "planned" ; kg:speaker <https://w3id.org/geokg/id/state/JPN> ;
    kg:speakerStep :first , :second ;
    kg:startDate "2024-04-10"^^xsd:date ; kg:endDate "2024"^^xsd:gYear ;
    kg:quantity :amount ; kg:qualifier :with ; kg:evidence :evidence .
:first a kg:SpeakerStep ; kg:position 1 ; kg:who <https://w3id.org/geokg/id/state/USA> .
:second a kg:SpeakerStep ; kg:position 2 ; kg:who <https://w3id.org/geokg/id/state/JPN> .
:amount a kg:Quantity ; kg:position 1 ; kg:value 1.5 ; kg:unit "billion" ; kg:currency "USD" .
:with a kg:Qualifier ; kg:position 1 ; kg:role "instrument" ; kg:value "ships" .
:evidence a kg:Evidence ; prov:wasQuotedFrom :document ; prov:wasGeneratedBy <https://w3id.org/geokg/run/{"1b" * 16}> ;
    oa:hasSelector :selector ; kg:extractor "verb" ; kg:confidence 0.85 ;
    kg:subjectStart 0 ; kg:subjectEnd 6 ; kg:cueStart 12 ; kg:cueEnd 18 ; kg:objectStart 19 ; kg:objectEnd 24 .
:selector a oa:TextPositionSelector , oa:TextQuoteSelector ; oa:start 0 ; oa:end 25 ;
    oa:exact "The US will defend Japan." .
:document a kg:Document ; kg:key "a.txt" ; kg:sha256 "{"c" * 64}" ; kg:textSha256 "{"d" * 64}" ;
    kg:text "The US will defend Japan. Hm." ; dct:language "en" ; dct:issued "2024-04"^^xsd:gYearMonth ;
    kg:rejection :unread .
:unread a kg:Rejection ; kg:reason "no subject" ; kg:count 2 .
<https://w3id.org/geokg/run/{"1b" * 16}> a prov:Activity ; kg:software "geokg 0.1.0" ; kg:option :option ;
    prov:used :document , :model ; prov:wasAssociatedWith :program .
:program a prov:SoftwareAgent ; rdfs:label "geokg 0.1.0" .
:option a kg:Option ; kg:position 1 ; rdfs:label "language" ; kg:value "en" .
:model a kg:Model , prov:Entity ; kg:position 1 ; rdfs:label "parser" ; kg:sha256 "{"e" * 64}" .
<https://w3id.org/geokg/id/state/USA> a kg:State ; kg:label "United States" ; rdfs:label "Stati Uniti"@it ;
    kg:country <https://w3id.org/geokg/id/state/USA> .
<https://w3id.org/geokg/id/state/JPN> a kg:State ; kg:label "Japan" .
"""


@pytest.fixture(scope="module")
def shapes():
    return rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")


def report(data: rdflib.Graph, shapes: rdflib.Graph) -> str:
    """What the shapes refuse, empty for a valid graph."""
    valid, _, text = pyshacl.validate(data, shacl_graph=shapes)
    return "" if valid else text


def test_the_shapes_are_shapes(shapes):
    valid, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert valid, text


def test_a_valid_graph_is_accepted(shapes):
    assert report(rdflib.Graph().parse(data=GRAPH), shapes) == ""


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('kg:polarity "affirmed" ; ', "", "kg:polarity is affirmed or denied"),
        ('kg:polarity "affirmed"', 'kg:polarity "maybe"', "kg:polarity is affirmed or denied"),
        ('kg:status "planned"', 'kg:status "planned" , "actual"', "kg:status is actual, ended"),
        ("rdf:predicate kg:defends", "rdf:predicate kg:befriends", "one predicate, a relation of geokg.ttl"),
        ("rdf:subject <https://w3id.org/geokg/id/state/USA> ;", "", "a statement has one subject"),
        ('state/JPN> a kg:State ; kg:label "Japan" .', 'state/JPN> kg:label "Japan" .', "one object, an entity"),
        ("state/JPN> a kg:State", "state/JPN> a kg:State , kg:Place", "exactly one of the ten kinds"),
        ('kg:label "Japan"', 'rdfs:label "Japan"@en', "an entity has one kg:label"),
        ("kg:country <https://w3id.org/geokg/id/state/USA>", "kg:country :evidence", "at most one state"),
        ("kg:evidence :evidence", "kg:evidence :selector", "a statement has evidence, one kg:Evidence or more"),
        ("; kg:evidence :evidence", "", "a statement has evidence, one kg:Evidence or more"),
        (f"statement/{'0a' * 16}", "statement/1", "a statement is an IRI that ends with /statement/"),
        ('"2024"^^xsd:gYear', '"2023-12"^^xsd:gYearMonth', "kg:endDate is before kg:startDate"),
        ('"2024-04-10"^^xsd:date', '"last week"', "kg:startDate is at most one date, month or year"),
        ("kg:confidence 0.85", "kg:confidence 1.01", "kg:confidence is one decimal number from 0 to 1"),
        ("kg:confidence 0.85", 'kg:confidence "high"', "kg:confidence is one decimal number from 0 to 1"),
        ("kg:subjectEnd 6", "kg:subjectEnd 0", "kg:subjectStart is one whole number before kg:subjectEnd"),
        ("oa:start 0 ; oa:end 25", "oa:start 25 ; oa:end 0", "oa:start is one whole number before oa:end"),
        ("oa:start 0 ;", "oa:start 1 ;", "oa:exact is not what the text of the document holds"),
        ("prov:wasQuotedFrom :document", "prov:wasQuotedFrom :model", "evidence is quoted from one document"),
        ('kg:role "instrument"', 'kg:role "weapon"', "kg:role is recipient, theme, title, instrument or location"),
        ('kg:currency "USD"', 'kg:currency "$"', "kg:currency is three capital letters"),
        ("kg:position 2", "kg:position 0", "kg:position is one whole number from 1"),
        ("kg:count 2", "kg:count 0", "kg:count is one whole number from 1"),
        (f'kg:sha256 "{"c" * 64}"', 'kg:sha256 "c"', "kg:sha256 is 64 hex digits"),
        ('dct:language "en" ;', "", "dct:language is one code of ISO 639"),
        ('kg:software "geokg 0.1.0" ;', "", "a run has one kg:software"),
        (" ; prov:wasAssociatedWith :program", "", "a run is associated with one prov:SoftwareAgent"),
        (":program a prov:SoftwareAgent", ":program a prov:Person", "a run is associated with one prov:SoftwareAgent"),
        (
            'prov:SoftwareAgent ; rdfs:label "geokg 0.1.0"',
            "prov:SoftwareAgent",
            "software has one name with its version",
        ),
        ("a kg:Model , prov:Entity", "a kg:Model", "a model is a prov:Entity"),
    ],
)
def test_a_damaged_graph_is_refused(shapes, right, wrong, message):
    assert right in GRAPH
    assert message in report(rdflib.Graph().parse(data=GRAPH.replace(right, wrong)), shapes)


def test_the_shapes_list_the_relations_and_kinds_of_the_vocabulary(shapes, ontology):
    lists = [{str(item) for item in shapes.items(items)} for items in shapes.objects(predicate=rdflib.SH["in"])]
    assert {str(KG[name]) for name in ontology.predicates} in lists
    assert {str(KG[kind.capitalize()]) for kind in KINDS} in lists
    for allowed in (Polarity, Status, Role):
        assert set(get_args(allowed)) in lists


def test_what_is_written_is_valid_and_declared(shapes, vocabulary, ontology):
    usa, japan = Entity("state/USA", "state", "United States", country="USA"), Entity("state/JPN", "state", "Japan")
    ships = Entity("asset/0123456789abcdef", "asset", "ships")
    text = "The US will send Japan two ships."
    evidence = Evidence("a.txt", 0, len(text), text, (4, 6), (17, 22), (12, 16), "verb", 0.9)
    statement = Statement(
        usa,
        "aids",
        japan,
        status="planned",
        speaker_chain=(japan, usa),
        start_date="2024-05",
        quantities=(("2", "ship", ""), ("1.5", "", "USD")),
        qualifiers=(("theme", ships), ("title", "gift")),
        evidence=(evidence,),
    )
    document = Document("a.txt", "c" * 64, text, "d" * 64, "en", "Ships", "2024-04-10", "News", "https://example.org/1")
    run = Run("geokg 0.1.0", (("language", "en"),), (("parser", "e" * 64),))
    signs = {name: predicate.sign for name, predicate in ontology.predicates.items()}
    written = document_quads(model.Testimony(document, (statement,), run, (("no subject", 1),)), signs=signs)
    data = rdflib.Graph().parse(data="".join(f"{s} {p} {o} .\n" for s, p, o, _ in written), format="nt")
    assert report(data, shapes) == ""
    used = {term for triple in data for term in triple if isinstance(term, rdflib.URIRef) and term.startswith(KG)}
    assert all(vocabulary.value(term, rdflib.RDF.type) for term in used)
