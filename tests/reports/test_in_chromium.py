"""The page in a browser: it works, it asks for nothing, and nothing in a record acts on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.reports.html import write_html
from evals.results.record import EvalRecord, Models
from tests.reports.browser import CHROMIUM, Page, chromium
from tests.reports.making import call, criterion, hostile_record, record, report, verdict

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None, reason="NOT TESTED IN A BROWSER: there is no chromium (apt-get install chromium)"
    ),
]

SHOWN = """[...document.querySelectorAll('.run:not([hidden]) > summary')].map(
    (summary) => `${summary.querySelector('b').textContent} ${summary.textContent.match(/repeat (\\d+)/)[1]}`
)"""
WAIT = "new Promise(done => setTimeout(done, 250))"


def some() -> list[EvalRecord]:
    decided = verdict(criterion("names_cause", quotes=("the lease",)), criterion("no_claims", "not_met"))
    failed = {"outcome": "failed", "reason": "It failed", "family": "root_cause"}
    return [
        record(eval="t.py::test_a", repeat=1, answer="It was the lease.", verdicts=(decided,), **failed),
        record(eval="t.py::test_a", repeat=2, family="root_cause", answer="A zebra.", tool_calls=(call(),)),
        record(eval="t.py::test_b", family="hostile", models=Models(agent="other", judge="keyless")),
        hostile_record(),
    ]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with chromium(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def page(browser: Page, tmp_path: Path) -> Page:
    browser.look(width=1280, height=900)
    write_html(report(*some()), tmp_path / "report.html")
    browser.open((tmp_path / "report.html").as_uri())
    return browser


def use(page: Page, name: str, value: str) -> list[str]:
    """Type or choose `value` in a filter, and return which runs are shown."""
    page.run(
        f"(() => {{ const field = document.forms[0].elements[{name!r}]; field.value = {value!r};"
        " field.dispatchEvent(new Event('input', { bubbles: true })); })()"
    )
    page.run(WAIT)
    shown: list[str] = page.run(SHOWN)
    return shown


def test_it_asks_for_nothing_and_nothing_goes_wrong(page: Page) -> None:
    assert page.requests == [page.run("location.href")]
    assert page.complaints == []


def test_hostile_text_runs_no_script(page: Page) -> None:
    page.run("for (const one of document.querySelectorAll('details')) one.open = true")
    page.run(WAIT)
    assert page.run("typeof window.hacked") == "undefined"
    assert page.run("document.querySelectorAll('script, img, iframe, object, link').length") == 1
    assert page.requests == [page.run("location.href")]
    assert page.complaints == []


def test_even_a_script_that_got_in_would_not_run(page: Page) -> None:
    page.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked = 1\">')")
    page.run(
        "(() => { const script = document.createElement('script'); script.textContent = 'window.hacked = 1';"
        " document.body.append(script); })()"
    )
    page.run(WAIT)
    assert page.run("typeof window.hacked") == "undefined"
    assert "Content Security Policy" in str(page.complaints)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("family", "root_cause", ["test_a 1", "test_a 2"]),
        ("model", "other", ["test_b 1"]),
        ("eval", "t.py::test_a", ["test_a 1", "test_a 2"]),
        ("text", "ZEBRA", ["test_a 2"]),
        ("text", "no run says this", []),
    ],
)
def test_runs_are_filtered(page: Page, name: str, value: str, shown: list[str]) -> None:
    assert use(page, name, value) == shown
    said = page.run("document.getElementById('count').textContent")
    assert said == f"{len(shown)} of 4 runs, the failed ones first."


def test_outcomes_are_filtered_and_all_can_be_shown_again(page: Page) -> None:
    page.run("document.querySelector('input[value=failed]').click()")
    page.run(WAIT)
    assert page.run(SHOWN) == ["test_a 2", "test_b 1"]
    page.run("document.querySelector('#filters button[type=reset]').click()")
    page.run(WAIT)
    assert len(page.run(SHOWN)) == 4


def test_a_cell_shows_its_runs(page: Page) -> None:
    page.run("document.querySelector(\".heat[data-eval='t.py::test_b']\").click()")
    page.run(WAIT)
    assert page.run(SHOWN) == ["test_b 1"]


def test_a_run_is_unfolded_and_its_call_within(page: Page) -> None:
    opened = "document.querySelector(\".run[data-eval='t.py::test_a'][data-outcome=passed]\")"
    page.run(f"{opened}.querySelector('summary').click()")
    page.run(f"{opened}.querySelector('.timeline details summary').click()")
    assert page.run(f"{opened}.querySelector('.timeline pre').checkVisibility()") is True
    assert '"limit": 5' in page.run(f"{opened}.querySelector('.timeline pre').innerText")


def test_a_criterion_shows_what_it_quotes_and_how_it_is_worded(page: Page) -> None:
    opened = "document.querySelector(\".run[data-eval='t.py::test_a'][data-outcome=failed]\")"
    page.run(f"{opened}.open = true")
    page.run(f"{opened}.querySelector('[data-shows]').click()")
    assert page.run(f"{opened}.querySelector('mark.shown').textContent") == "the lease"
    page.run(f"{opened}.querySelector('[popovertarget]').click()")
    assert "names_cause is not met" in page.run("document.querySelector('[popover]:popover-open').innerText")


def test_the_keyboard_is_enough(page: Page) -> None:
    page.press("Tab", "Tab", 9)
    assert page.run("document.activeElement.className") == "skip"
    page.press("Enter", "Enter", 13, "\r")
    page.run(WAIT)
    assert page.run("document.activeElement.id") == "runs"
    for _ in range(20):
        page.press("Tab", "Tab", 9)
        if page.run("document.activeElement.matches('.run > summary')"):
            break
    assert page.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.press(" ", "Space", 32, " ")
    assert page.run("document.activeElement.parentElement.open") is True


def test_a_link_to_a_run_opens_it(page: Page) -> None:
    page.run("location.hash = 'run-2'")
    page.run(WAIT)
    assert page.run("document.getElementById('run-2').open") is True


@pytest.mark.parametrize("width", [320, 390, 768])
def test_a_narrow_page_does_not_scroll_sideways(page: Page, width: int) -> None:
    page.look(width=width, height=800, mobile=True)
    page.run("for (const one of document.querySelectorAll('details')) one.open = true")
    page.run(WAIT)
    assert page.run("document.documentElement.scrollWidth") <= width


def test_the_dark_is_dark(page: Page) -> None:
    light = page.run("getComputedStyle(document.body).backgroundColor")
    page.look(width=1280, height=900, dark=True)
    dark = page.run("getComputedStyle(document.body).backgroundColor")
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(13, 17, 23)")


def test_paper_is_light_even_for_who_prefers_the_dark(page: Page) -> None:
    page.call(
        "Emulation.setEmulatedMedia",
        media="print",
        features=[{"name": "prefers-color-scheme", "value": "dark"}],
    )
    assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.run("getComputedStyle(document.forms[0]).display") == "none"


def test_a_thousand_runs_are_small_enough_and_fast_enough(browser: Page, tmp_path: Path) -> None:
    log = [{"level": "INFO", "message": f"line {n} of the <log>", "flow": None} for n in range(300)]
    answer = "\n".join(f"{n}. It was the lease number {n}, which could not be renewed." for n in range(40))
    criteria = [criterion(f"criterion_{n}", quotes=(f"lease number {n}",)) for n in range(7)]
    runs = [
        record(
            eval=f"t.py::test_it[{n % 33}]",
            repeat=n // 33 + 1,
            answer=answer,
            ground_truth=f"{n}: {answer[:500]}",
            verdicts=(verdict(*criteria),),
            tool_calls=[call(result=log) for _ in range(6)],
        )
        for n in range(1_000)
    ]
    path = tmp_path / "report.html"
    write_html(report(*runs), path)
    assert path.stat().st_size < 25_000_000
    browser.look(width=1280, height=900)
    assert browser.open(path.as_uri()) < 3.0
    assert browser.run("document.querySelectorAll('.run').length") == 1_000
    assert use(browser, "text", "lease number 39") != []
