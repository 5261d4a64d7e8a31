"""`kg report` and its pictures: what a person reads, in safe and repeatable bytes."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from kg import analysis
from kg.analysis.lettering import for_html, for_markdown, plain
from kg.analysis.pictures import CONFLICT, COOPERATION, EVEN
from kg.model import GraphView
from tests.chromium import OVERHEARD
from tests.conftest import run_kg
from tests.sample_view import HOSTILE, sample_view

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "p", "bdi", "br", "cite"),
    *("blockquote", "div", "table", "thead", "tbody", "tr", "th", "td", "svg", "rect", "text", "path", "circle"),
}
HEADINGS = [
    *("What was read", "Main actors", "Who is with whom", "Main conflicts", "Main cooperations", "Contradictions"),
    *("What only one source says", "Timeline"),
]


class Elements(HTMLParser):
    """Names and attributes of the elements of a page."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found.add((tag, tuple(name for name, _ in attrs)))


def pictures(view):
    return markdown(view)[1]


def markdown(view):
    return analysis.markdown_of(analysis.brief_of(view), "brief")


def test_a_brief_has_its_sections():
    brief = analysis.brief_of(sample_view())
    assert [section.heading for section in brief.sections] == HEADINGS
    assert brief.title == "United States and Japan: what the sources say"
    assert analysis.brief_of(sample_view(), title="Mine").title == "Mine"


def test_what_is_said_stands_with_its_sentence_and_file():
    text, _ = markdown(sample_view())
    (invades,) = re.findall(r"^- Russia invades Ukraine .*\n(?:  > .*\n\n?)+", text.split("## Main coop")[0], re.M)
    assert "(actual, said by Fumio Kishida, 2 sources, 2 documents, en)" in invades
    assert re.search(r"  > «On 🌕 Thursday Russia \\<invades\\> Ukraine.*» \*002\\_en\.txt:\d+-\d+\*", invades)
    assert "003\\_en.txt" in invades


def test_contradictions_are_told_with_both_sides():
    view = sample_view()
    critics = next(each for each in view.statements if each.predicate == "criticizes" and each.object.id == "state/USA")
    aid = replace(critics, predicate="aids", speaker_chain=())
    text, _ = markdown(replace(view, statements=(*view.statements, aid)))
    part = text.split("## Contradictions")[1].split("## What only")[0]
    assert "- China towards United States: cooperation and conflict" in part
    assert "- cooperation: China aids United States (actual)" in part
    assert re.search(r"- conflict: .*China criticizes United States \(actual, said by Mao Ning\)", part)
    assert "None is found." in markdown(view)[0]


def test_what_many_say_is_not_told_as_of_one_source():
    text, _ = markdown(sample_view())
    alone = text.split("## What only one source says")[1].split("## Timeline")[0]
    assert "invades" not in alone
    assert "1 source" in alone


def test_the_timeline_is_in_order():
    text, _ = markdown(sample_view())
    dates = re.findall(r"^- (\d{4}(?:-\d\d)*): ", text.split("## Timeline")[1], re.M)
    assert dates == sorted(dates)
    assert "2022-02-24" in dates


def test_no_statements_are_a_brief_that_says_so():
    empty = analysis.brief_of(GraphView((), ()))
    assert [section.heading for section in empty.sections] == HEADINGS
    assert "Nobody is named." in analysis.html_of(empty)
    assert analysis.markdown_of(empty, "x")[1] == {}


def test_a_page_has_no_element_and_attribute_but_ours():
    page = Elements()
    page.feed(analysis.html_of(analysis.brief_of(sample_view(), title=HOSTILE[1])))
    assert {name for name, _ in page.found} <= ELEMENTS
    assert not {name for _, names in page.found for name in names if name.startswith("on") or name in {"href", "src"}}


@pytest.mark.browser
def test_a_page_runs_nothing_and_asks_for_nothing(chromium, tmp_path):
    path = tmp_path / "brief.html"
    path.write_text(analysis.html_of(analysis.brief_of(sample_view(), title=HOSTILE[0])), "utf-8")
    context = chromium.new_context(viewport={"width": 800, "height": 900}, offline=True)
    context.add_init_script(OVERHEARD)
    tab = context.new_page()
    heard = []
    tab.on("console", lambda message: heard.append(message.text))
    tab.on("request", lambda request: heard.append(request.url))
    tab.goto(path.as_uri())
    assert tab.title().startswith("<script>")
    assert tab.evaluate("window.stolen") is None
    assert tab.evaluate("window.violations") == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 800
    assert tab.evaluate("getComputedStyle(document.querySelector('h2')).borderBottomWidth") == "1px"
    context.close()
    assert heard == [path.as_uri()]


def test_pictures_are_plain_svg():
    found = pictures(sample_view())
    assert sorted(found) == ["brief-actors.svg", "brief-sides.svg", "brief-timeline.svg"]
    for svg in found.values():
        picture = ET.fromstring(svg)  # noqa: S314 - our own
        assert {each.tag for each in picture.iter()} <= {
            f"{SVG}{name}" for name in ("svg", "rect", "text", "path", "circle", "title")
        }
        assert picture.get("aria-label")
        assert "." not in "".join(each.get("d", "") + each.get("x", "") for each in picture.iter())


def test_bars_are_as_long_as_their_numbers():
    picture = ET.fromstring(analysis.stacked_bars("T", [("a", (1, 3)), ("b", (2, 0))], series=("x", "y")))  # noqa: S314
    widths = [int(each.get("width")) for each in picture.iter(f"{SVG}rect") if each.get("height") == "18"]
    assert len(widths) == 3
    assert widths[1] == pytest.approx(3 * widths[0], abs=2)
    assert widths[2] == pytest.approx(2 * widths[0], abs=2)
    with pytest.raises(ValueError, match="1 series; every row needs as many numbers"):
        analysis.stacked_bars("T", [("a", (1, 2))])


def test_lines_have_the_colour_of_their_sign():
    dyads = analysis.dyads_of(sample_view())
    picture = ET.fromstring(analysis.who_with_whom("T", dyads))  # noqa: S314
    lines = {line.find(f"{SVG}title").text: line for line in picture.iter(f"{SVG}path")}
    assert len(lines) == len(dyads)
    for dyad in dyads:
        (line,) = [
            each
            for told, each in lines.items()
            if told.startswith(f"{plain(dyad.one.label)}, {plain(dyad.other.label)}: ")
        ]
        assert line.get("stroke") == {1: COOPERATION, -1: CONFLICT, 0: EVEN}[dyad.sign]
        assert (line.get("stroke-dasharray") is None) == (dyad.sign >= 0)


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_strangers_stay_texts(text):
    shown = plain(text)
    assert len(shown) <= 80
    assert "\n" not in shown
    assert not re.search("[\u0000-\u001f\u202a-\u202e\u2066-\u2069\u2028]", shown)
    assert ET.fromstring(f"<t>{for_html(shown)}</t>").text == shown  # noqa: S314
    assert not re.search(r"(?<!\\)[<>`|\[\]*]", for_markdown(shown))


def test_the_order_of_documents_and_statements_changes_no_byte():
    view = sample_view()
    turned = replace(view, statements=view.statements[::-1])
    assert markdown(turned) == markdown(view)
    assert analysis.html_of(analysis.brief_of(turned)) == analysis.html_of(analysis.brief_of(view))


def test_report_leaves_the_same_bytes_under_any_hash_seed(seeds, tmp_path):
    for number in ("1", "2"):
        (tmp_path / number).mkdir()
        for name in ("brief.html", "brief.md"):
            done = run_kg("report", "-o", tmp_path / number / name, "--store", seeds.store, hash_seed=number)
            assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert names == ["brief-actors.svg", "brief-sides.svg", "brief.html", "brief.md"]
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
    assert all(f"](<{name}>)" in (tmp_path / "1/brief.md").read_text("utf-8") for name in names if "svg" in name)


def test_a_report_of_some_documents(seeds, tmp_path):
    brief = tmp_path / "brief.md"
    key = "seeds/000_7c2d59c7325b740d.txt"
    done = run_kg(
        "report", "--graph", key, "-o", brief, "--title", "Mine", "--min-confidence", "0.5", "--store", seeds.store
    )
    assert done.returncode == 0, done.stderr
    assert brief.read_text("utf-8").startswith("# Mine\n")
    assert "in 1 document (it) of 1 independent source." in brief.read_text("utf-8")


def test_a_report_of_states_has_no_ministers(seeds, tmp_path):
    brief = tmp_path / "brief.html"
    done = run_kg("report", "-o", brief, "--graph", "seeds", "--roll-up", "states", "--store", seeds.store)
    assert done.returncode == 0, done.stderr
    actors = brief.read_text("utf-8").split("Main actors")[1].split("Who is with whom")[0]
    assert "Japan" in actors
    assert "Joe Biden" not in actors


def test_a_report_says_which_suffixes_are_allowed(seeds, tmp_path):
    done = run_kg("report", "-o", tmp_path / "brief.pdf", "--store", seeds.store)
    assert done.returncode == 2
    assert "its suffix is no format of a brief; allowed: .htm, .html, .markdown, .md" in done.stderr
    assert [*tmp_path.iterdir()] == []
