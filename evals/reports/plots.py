"""Plots as inline SVG. Places are percentages, so that a plot is as wide as there is room for, and colours
are classes, which the page's style has for light and dark."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evals.reports.markup import element
from evals.statistics.estimate import Estimate

_COLOURS = 6
"""Series that are told apart by colour; a page with more models repeats them."""

_AXIS = element("rect", {"class": "axis", "x": "0%", "y": 9, "width": "100%", "height": 2})


@dataclass(frozen=True, kw_only=True)
class Series:
    """What was measured with one model."""

    number: int
    """Its colour."""
    values: tuple[float, ...]


def colour(number: int) -> str:
    """The class of a series' colour."""
    return f"s{number % _COLOURS}"


def interval_plot(estimate: Estimate | None) -> Markup:
    """A rate from 0 to 1 with its interval; empty where there is none."""
    if estimate is None:
        return Markup()
    said = f"{estimate.value:.0%}, 95 % interval {estimate.low:.0%} to {estimate.high:.0%}"
    return _svg(
        _AXIS,
        element(
            "rect",
            {
                "class": "range",
                "x": _percent(estimate.low),
                "y": 6,
                "width": _percent(estimate.high - estimate.low),
                "height": 8,
                "rx": 4,
            },
        ),
        element("circle", {"class": "value", "cx": _percent(estimate.value), "cy": 10, "r": 5}),
        kind="interval",
        said=said,
    )


def strip_plot(series: Sequence[Series], *, longest: float, said: str) -> Markup:
    """One dot a value, from 0 to `longest`; empty where there is no value. `said` is what is read out."""
    if not any(one.values for one in series):
        return Markup()
    return _svg(
        _AXIS,
        *_dots(series, longest=longest or 1.0),
        kind="strip",
        said=said,
    )


def _dots(series: Iterable[Series], *, longest: float) -> Iterable[ET.Element]:
    for one in series:
        # Dots that would cover each other say no more than one.
        for place in sorted({round(value / longest, 3) for value in one.values}):
            yield element("circle", {"class": colour(one.number), "cx": _percent(place), "cy": 10, "r": 4})


def _svg(*shapes: ET.Element, kind: str, said: str) -> Markup:
    # The dots of the ends need room, hence the margin in the page's style and `overflow` there.
    svg = element("svg", {"class": kind, "role": "img", "aria-label": said, "height": 20}, *shapes)
    return Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 - ElementTree has escaped it


def _percent(share: float) -> str:
    return f"{share * 100:.1f}%"
