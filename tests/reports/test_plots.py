import xml.etree.ElementTree as ET

import pytest

from evals.reports.plots import Series, interval_plot, strip_plot
from evals.statistics.estimate import Estimate
from tests.reports.making import HOSTILE


def test_an_interval_is_drawn_where_it_is() -> None:
    svg = ET.fromstring(interval_plot(Estimate(value=0.5, low=0.25, high=0.875)))
    _, band, dot = svg
    assert (band.get("x"), band.get("width")) == ("25.0%", "62.5%")
    assert dot.get("cx") == "50.0%"
    assert svg.get("aria-label") == "50%, 95 % interval 25% to 88%"


def test_a_rate_that_is_not_defined_draws_nothing() -> None:
    assert interval_plot(None) == ""


def test_each_value_is_a_dot_of_its_series_colour() -> None:
    series = [Series(number=0, values=(5.0, 10.0)), Series(number=7, values=(0.0,))]
    svg = ET.fromstring(strip_plot(series, longest=10.0, said="seconds"))
    dots = [(dot.get("class"), dot.get("cx")) for dot in svg.iter("circle")]
    assert dots == [("s0", "50.0%"), ("s0", "100.0%"), ("s1", "0.0%")]


def test_dots_that_cover_each_other_are_drawn_once() -> None:
    svg = ET.fromstring(strip_plot([Series(number=0, values=(5.0,) * 100)], longest=10.0, said=""))
    assert len(list(svg.iter("circle"))) == 1


def test_nothing_but_zeros_can_be_drawn() -> None:
    svg = ET.fromstring(strip_plot([Series(number=0, values=(0.0,))], longest=0.0, said=""))
    assert [dot.get("cx") for dot in svg.iter("circle")] == ["0.0%"]


@pytest.mark.parametrize("values", [(), None])
def test_no_value_draws_nothing(values: tuple[float, ...] | None) -> None:
    series = [] if values is None else [Series(number=0, values=values)]
    assert strip_plot(series, longest=1.0, said="") == ""


def test_what_is_read_out_stays_text() -> None:
    plot = strip_plot([Series(number=0, values=(1.0,))], longest=1.0, said=HOSTILE)
    assert "<script" not in plot
    assert "<script>window.hacked = 1</script>" in str(ET.fromstring(plot).get("aria-label"))
