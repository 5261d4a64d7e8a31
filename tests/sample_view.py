"""A graph of three documents as the seeds give it, written by hand, with names that try to break a page."""

import hashlib

from kg.model import Document, Entity, Evidence, GraphView, Kind, Run, Span, Statement

SCRIPT = "<script>window.stolen = 1</script>"
HOSTILE = (
    SCRIPT,
    ']]></script><img src=x onerror="window.stolen=2">',
    "${window.stolen=3} `{{ 7*7 }}` {% raw %} {# no #} &lt;b&gt;",
    "\u202eمعاهدة السلام\u202c rtl",
    "🛰️ 衛星計畫 e\u0301tude 👩‍🚀",
    "the memorandum of understanding on the orderly management of overlapping maritime claims and fisheries " * 3,
    "]]>\u2028\u0000\u2067'\"><svg onload=window.stolen=4>",
    "long " * 2000,
)

FILES = ("000_it.txt", "002_en.txt", "003_en.txt")
_LANGS = ("it", "en", "en")

_NAMES: tuple[tuple[Kind, str], ...] = (
    ("state", "state/USA United States"),
    ("state", "state/JPN Japan"),
    ("state", "state/CHN China"),
    ("state", "state/RUS Russia"),
    ("state", "state/UKR Ukraine"),
    ("state", "state/TWN Taiwan"),
    ("state", "state/PRK North Korea"),
    ("state", "state/AUS Australia"),
    ("state", "state/GBR United Kingdom"),
    ("state", "state/PHL Philippines"),
    ("person", "person/joe-biden Joe Biden"),
    ("person", "person/fumio-kishida Fumio Kishida"),
    ("person", "person/marcos Ferdinand Marcos Jr."),
    ("person", "person/mao-ning Mao Ning"),
    ("person", "person/paul-simon Paul Simon"),
    ("person", "person/astronaut the Japanese astronaut"),
    ("organization", "organization/nasa NASA"),
    ("organization", "organization/nippon-steel Nippon Steel"),
    ("organization", "organization/us-steel US Steel"),
    ("organization", "organization/aukus AUKUS"),
    ("organization", "organization/congress United States Congress"),
    ("organization", "organization/instagram Instagram"),
    ("group", "group/workers American workers"),
    ("group", "group/royals Japan's royal family"),
    ("programme", "programme/artemis Artemis program"),
    ("agreement", "agreement/alliance US-Japan alliance"),
    ("agreement", "agreement/joint-statement joint statement"),
    ("policy", "policy/pacifism pacifism"),
    ("policy", "policy/order international order based on the rule of law"),
    ("policy", "policy/status-quo unilateral attempts to change the status quo"),
    ("event", "event/summit Washington summit"),
    ("event", "event/talks three-way meeting"),
    ("event", "event/war war in Ukraine"),
    ("place", "place/south-china-sea South China Sea"),
    ("place", "place/east-china-sea East China Sea"),
    ("place", "place/moon the Moon"),
    ("place", "place/indo-pacific Indo-Pacific"),
    ("place", "place/gaza Gaza"),
    ("asset", "asset/rover pressurised lunar rover"),
    ("asset", "asset/jets fighter jets"),
    ("asset", "asset/network air and missile defence network"),
    ("asset", "asset/missiles missiles"),
)
_ACTS_FOR = {
    "joe-biden": "state/USA",
    "congress": "state/USA",
    "fumio-kishida": "state/JPN",
    "mao-ning": "state/CHN",
    "marcos": "state/PHL",
}
ENTITIES = {
    name.split()[0].split("/")[1]: Entity(
        name.split()[0], kind, " ".join(name.split()[1:]), acts_for=_ACTS_FOR.get(name.split()[0].split("/")[1])
    )
    for kind, name in _NAMES
} | {f"hostile{n}": Entity(f"asset/hostile-{n}", "asset", label) for n, label in enumerate(HOSTILE)}

# subject predicate object [status] [@speaker] [files by number]
_SAID = """
USA defends JPN planned @joe-biden 02
JPN cooperatesWith USA actual 012
JPN alliedWith USA actual 12
JPN investsIn USA actual 1
USA permits JPN planned 1
JPN exercisesWith USA planned 1
JPN developsWith USA planned 01
JPN meets USA actual 12
JPN counters CHN actual 02
USA counters CHN actual 02
CHN posesThreatTo USA actual 12
CHN posesThreatTo JPN actual 1
CHN opposes joint-statement actual @mao-ning 2
CHN criticizes USA actual @mao-ning 2
CHN criticizes JPN actual @mao-ning 2
CHN threatens TWN actual 2
USA supports TWN actual 2
CHN claims south-china-sea actual 0
CHN claims east-china-sea actual 2
CHN competesWith USA actual 0
RUS competesWith USA actual 0
RUS invades UKR actual @fumio-kishida 12
RUS cooperatesWith CHN actual 2
USA supports UKR actual 1
JPN meets CHN considered @fumio-kishida 12
JPN cooperatesWith CHN considered @fumio-kishida 1
CHN cooperatesWith USA considered 2
JPN joins artemis planned @joe-biden 01
astronaut joins artemis planned @joe-biden 1
nasa leads artemis actual 01
astronaut participatesIn moon planned 01
JPN provides rover planned 1
JPN sells jets planned 1
AUS cooperatesWith USA planned 01
AUS cooperatesWith JPN planned 01
AUS developsWith USA planned 1
GBR exercisesWith USA planned 1
GBR exercisesWith JPN planned 1
aukus cooperatesWith JPN considered 0
AUS memberOf aukus actual 0
GBR memberOf aukus actual 0
USA memberOf aukus actual 0
PHL meets USA planned 1
PHL meets JPN planned 1
PHL disputesWith CHN actual 2
marcos headOfStateOf PHL actual 1
joe-biden headOfStateOf USA actual 012
fumio-kishida headOfGovernmentOf JPN actual 12
mao-ning spokespersonFor CHN actual 2
fumio-kishida meets joe-biden actual 012
fumio-kishida visits USA actual 12
joe-biden hosts fumio-kishida actual 1
marcos participatesIn talks planned 1
joe-biden participatesIn talks planned 1
fumio-kishida participatesIn talks planned 1
joe-biden participatesIn summit actual 02
fumio-kishida participatesIn summit actual 02
summit locatedIn USA actual 0
joe-biden supports workers actual 1
joe-biden praises alliance actual 12
fumio-kishida callsOn USA requested 2
fumio-kishida praises order actual 1
fumio-kishida opposes status-quo actual 12
JPN opposes status-quo actual 2
fumio-kishida visits congress planned 12
nippon-steel acquires us-steel considered 1
JPN supports nippon-steel actual @fumio-kishida 1
joe-biden opposes nippon-steel actual 1
us-steel basedIn USA actual 1
nippon-steel basedIn JPN actual 1
paul-simon citizenOf USA actual 1
royals joins instagram actual 1
USA establishes network planned 01
AUS participatesIn network planned 1
JPN establishes network planned 01
USA sells missiles planned 0
PRK threatens JPN actual 1
PRK tests missiles actual 2
USA cooperatesWith RUS actual denied 2
JPN sanctions RUS planned denied 2
RUS occupies UKR actual 2
USA callsOn CHN requested 2
JPN callsOn CHN requested 1
CHN rejects joint-statement actual @mao-ning 2
CHN warns USA actual 2
TWN locatedIn indo-pacific actual 1
USA leads joint-statement actual 02
JPN signs joint-statement actual 02
USA signs joint-statement actual 02
JPN leaves pacifism actual 1
hostile0 meets hostile1 actual 1
hostile1 attacks hostile2 actual 1
hostile2 supports hostile3 actual 1
hostile3 sells hostile4 actual 1
JPN sells hostile5 planned 1
hostile6 meets hostile7 actual 1
"""


def sample_view() -> GraphView:
    """Three documents, 48 entities, about a hundred statements; sorted as a store gives them."""
    statements = [_statement(line.split()) for line in _SAID.split("\n") if line]
    documents = tuple(_document(key, lang) for key, lang in zip(FILES, _LANGS, strict=True))
    return GraphView(documents, tuple(sorted(statements, key=lambda statement: statement.id)), (Run("geokg 0.1.0"),))


def few_statements(count: int) -> GraphView:
    """The first statements of the sample."""
    whole = sample_view()
    return GraphView(whole.documents, whole.statements[:count], whole.runs)


def _document(key: str, lang: str) -> Document:
    digest = hashlib.sha256(key.encode()).hexdigest()
    return Document(key, digest, "", digest, lang, title=f"News {SCRIPT}", published="2024-04-11", publisher="Reuters")


def _statement(words: list[str]) -> Statement:
    subject, predicate, object_, status, *rest = words
    speakers = tuple(ENTITIES[word[1:]] for word in rest if word.startswith("@"))
    return Statement(
        ENTITIES[subject],
        predicate,
        ENTITIES[object_],
        polarity="denied" if "denied" in rest else "affirmed",
        status=status,  # type: ignore[arg-type]
        speaker_chain=speakers,
        start_date={"invades": "2022-02-24", "visits": "2024-04", "sanctions": "2023"}.get(predicate),
        quantities=(("15000000000", "", "USD"),) if predicate == "acquires" else (),
        qualifiers=(("location", "Washington"),) if predicate == "meets" else (),
        evidence=tuple(_evidence(words, FILES[int(digit)]) for digit in rest[-1]),
    )


def _evidence(words: list[str], file: str) -> Evidence:
    subject, object_ = ENTITIES[words[0]].label, ENTITIES[words[2]].label
    quote = f"On 🌕 Thursday {subject} <{words[1]}> {object_}, as the two sides had said before they met."
    at_subject, at_cue, at_object = 14, 15 + len(subject), 18 + len(subject) + len(words[1])
    base = sum(map(ord, words[1])) * 7
    spans: tuple[Span, ...] = tuple(
        (base + start, base + start + length)
        for start, length in ((at_subject, len(subject)), (at_object, len(object_)), (at_cue, len(words[1]) + 2))
    )
    confidence = round(0.5 + (base % 50) / 100, 2)
    return Evidence(file, base, base + len(quote), quote, spans[0], spans[1], spans[2], "verb", confidence)
