import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from evals.reports.data import Report
from evals.reports.html import write_html
from tests.reports.making import HOSTILE, call, criterion, hostile_record, record, report, verdict

ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "main", "footer", "nav", "section"),
    *("h1", "h2", "h3", "p", "b", "small", "span", "div", "code", "pre", "mark", "wbr", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "details", "summary", "script"),
    *("form", "fieldset", "legend", "label", "input", "select", "option", "button"),
    *("svg", "rect", "circle"),
}


class Read(HTMLParser):
    """A page as a browser's tokenizer has it: elements, attributes, text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.comments: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(made: Report, folder: Path) -> str:
    write_html(made, folder / "report.html")
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture
def hostile_page(tmp_path: Path) -> str:
    return page_of(report(hostile_record()), tmp_path)


def test_no_text_of_a_record_becomes_an_element(hostile_page: str) -> None:
    read = Read(hostile_page)
    assert {tag for tag, _ in read.elements} <= ALLOWED
    assert len(read.of("script")) == len(read.of("style")) == 1
    assert read.comments == []


def test_no_text_of_a_record_becomes_an_attribute_that_acts(hostile_page: str) -> None:
    attributes = [(name, value) for _, found in Read(hostile_page).elements for name, value in found.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name in {"src", "style", "action"}]
    assert {value[:1] for name, value in attributes if name == "href" and value} == {"#"}


def test_hostile_text_is_there_to_read(hostile_page: str) -> None:
    text = Read(hostile_page).text
    assert "<script>window.hacked = 1</script>" in text
    assert "{{ 7 * 7 }} {% for x in y %} {# no #}" in text
    assert "49 {%" not in text


def test_characters_that_cannot_be_seen_are_spelled_out(hostile_page: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u200b\u2066-\u2069]", hostile_page)
    assert "\\x00\\x07\\x1b[2J \\u202egnissim\\u202c \\u200b" in hostile_page


def test_the_policy_lets_in_the_page_s_own_style_and_script_and_nothing_else(hostile_page: str) -> None:
    (policy,) = [
        str(meta["content"])
        for meta in Read(hostile_page).of("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    given = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert given.pop("default-src") == given.pop("base-uri") == given.pop("form-action") == "'none'"
    for kind in ("style", "script"):
        (own,) = re.findall(f"<{kind}>(.*?)</{kind}>", hostile_page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert given.pop(f"{kind}-src") == f"'sha256-{digest}'"
    assert given == {}


def test_a_quotation_is_marked_with_its_criterion_s_name(tmp_path: Path) -> None:
    decided = verdict(criterion("names_cause", quotes=("the lease",)), criterion("no_claims", "not_met"))
    read = Read(page_of(report(record(answer="It was the lease.", verdicts=(decided,))), tmp_path))
    (mark,) = read.of("mark")
    assert mark == {"class": "met", "title": "quoted for names_cause", "data-c": "1", "data-n": "1"}
    assert "It was the lease." in read.text


def test_a_quotation_that_is_not_there_is_said(tmp_path: Path) -> None:
    decided = verdict(criterion("names_cause", quotes=("out of memory",)))
    text = Read(page_of(report(record(answer="It was the lease.", verdicts=(decided,))), tmp_path)).text
    assert "Quoted, and not in the answer: out of memory" in text


def test_votes_are_shown_where_there_were_several(tmp_path: Path) -> None:
    decided = verdict(criterion("names_cause", votes=("met", "not_met", "met")))
    text = Read(page_of(report(record(answer="It was.", verdicts=(decided,))), tmp_path)).text
    assert "votes: met, not met, met" in text


def test_what_runs_share_is_in_the_page_once(tmp_path: Path) -> None:
    runs = [
        record(
            repeat=repeat,
            ground_truth="The lease was lost, and that is that.",
            versions={"prefect": "3.8.8-of-all"},
            verdicts=(verdict(criterion("names_cause")),),
        )
        for repeat in (1, 2, 3)
    ]
    page = page_of(report(*runs), tmp_path)
    for shared in ("The lease was lost, and that is that.", "3.8.8-of-all", "names_cause is not met"):
        assert page.count(shared) == 1, shared


def test_every_popover_that_is_asked_for_exists_once(hostile_page: str) -> None:
    read = Read(hostile_page)
    ids = [found["id"] for _, found in read.elements if "id" in found]
    assert len(ids) == len(set(ids))
    assert {button["popovertarget"] for button in read.of("button") if "popovertarget" in button} <= set(ids)


def test_what_a_run_did_not_get_to_is_said(tmp_path: Path) -> None:
    early = record(question="", outcome="unmeasured", reason="ServerNotMeasured: down")
    text = Read(page_of(report(early), tmp_path)).text
    for said in (
        "None was asked.",
        "There is none.",
        "None was given.",
        "None is recorded.",
        "Nothing is recorded.",
    ):
        assert said in text


def test_a_cut_result_points_to_the_whole(tmp_path: Path) -> None:
    made = report(record(tool_calls=(call(result="x" * 21_234),)))
    assert "1,234 more characters; results.jsonl has all of them." in page_of(made, tmp_path)


def test_an_unknown_cost_is_unknown(tmp_path: Path) -> None:
    text = Read(page_of(report(record()), tmp_path)).text
    assert "Not known of any run: agent, seconds; judge, seconds; agent, cost; judge, cost" in text


def test_the_hostile_text_would_be_seen_without_escaping() -> None:
    read = Read(f"<p>{HOSTILE}</p>")
    assert {"script", "img", "svg"} <= {tag for tag, _ in read.elements}
    assert {"onerror", "onload", "href", "src"} <= {name for _, found in read.elements for name in found}
