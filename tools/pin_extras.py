"""Adds to requirements.txt a pin without extras for every pin that has extras; `make lock` runs it.

pip's hash mode knows a requirement that another package has on `sqlalchemy` as pinned only where
`sqlalchemy` itself is, `sqlalchemy[asyncio]` is not enough: it takes the newest release instead and
refuses it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_WITH_EXTRAS = re.compile(
    r"^(?P<name>[\w.-]+)\[[^\]]+\](?P<pin>==[^\n]*\\\n(?:    --hash=[^\n]*\n)+)", flags=re.MULTILINE
)


def with_plain_pins(requirements: str) -> str:
    """Return `requirements` with, in front of each pin that has extras, the same pin without."""
    return _WITH_EXTRAS.sub(lambda pinned: f"{pinned['name']}{pinned['pin']}{pinned[0]}", requirements)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_plain_pins(path.read_text()))
