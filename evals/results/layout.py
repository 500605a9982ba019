"""Rows and columns as plain text for a terminal, a log, or Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO

WIDTH = 100
"""Columns of a terminal that tables fit in."""


def laid_out(
    headings: Sequence[str],
    rows: Iterable[tuple[Sequence[str], str]],
    *,
    colour: bool = False,
    width: int = WIDTH,
) -> str:
    """Lay out rows of cells, each row with the style of its second cell; a heading that starts with `<` is
    that of a column of numbers. The cells are shown as they are."""
    # Not at module level: importing it must not slow pytest's collection down.
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.MARKDOWN, show_edge=False, pad_edge=False)
    for heading in headings:
        numbers = heading.startswith("<")
        table.add_column(
            heading.removeprefix("<"),
            justify="right" if numbers else "left",
            no_wrap=numbers,
            overflow="fold",
        )
    for cells, style in rows:
        # `Text`, because a plain string would be read as rich's markup.
        table.add_row(*(Text(cell, style=style if column == 1 else "") for column, cell in enumerate(cells)))
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        legacy_windows=False,
    )
    console.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())
