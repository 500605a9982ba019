import pytest

from evals.reports.excerpts import as_text, excerpt, fair_length, in_page
from evals.results.redaction import Redactor

NONE = Redactor()


@pytest.mark.parametrize(
    ("sizes", "budget", "length"),
    [
        ([10, 20, 30], 60, 30),  # all fit
        ([10, 100, 100], 90, 40),  # the short one stays whole, the others share 80
        ([100, 100, 100, 100], 100, 25),
        ([], 50, 50),
        ([5, 5], 1, 0),
    ],
)
def test_texts_share_what_room_there_is(sizes: list[int], budget: int, length: int) -> None:
    assert fair_length(sizes, budget=budget) == length


def test_what_is_cut_is_counted() -> None:
    cut = excerpt("a" * 100, length=30, redactor=NONE)
    assert (cut.text, cut.left_out) == ("a" * 30, 70)


def test_what_is_short_is_whole() -> None:
    cut = excerpt("short", length=30, redactor=NONE)
    assert (cut.text, cut.left_out) == ("short", 0)


def test_a_secret_on_the_cut_is_not_shown_by_half() -> None:
    redactor = Redactor(secrets=(("TOKEN", "hunter2-hunter2-hunter2"),))
    cut = excerpt(f"{'a' * 20} hunter2-hunter2-hunter2", length=30, redactor=redactor)
    assert "hunter2" not in cut.text


def test_values_are_shown_as_json() -> None:
    assert as_text({"name": "J\u00fcrgen", "ok": None}) == '{\n "name": "J\u00fcrgen",\n "ok": null\n}'


def test_the_size_in_a_page_counts_what_escaping_adds() -> None:
    assert in_page("a") == 1
    assert in_page('"') == len("&#34;")
    assert in_page("\u202e") == len("\\u202e")
