"""The pins install with pip's hash mode, today and when newer releases are out, and name no host."""

from __future__ import annotations

import re
from pathlib import Path

from tools.pin_extras import with_plain_pins

REQUIREMENTS = (Path(__file__).parents[2] / "requirements.txt").read_text()


def test_a_pin_with_extras_gets_a_plain_twin_with_its_hashes() -> None:
    pins = (
        "one==1 \\\n    --hash=sha256:a\n"
        "two[x, y]==2 ; python_version > '3' \\\n    --hash=sha256:b\n    # via one\n"
    )

    assert with_plain_pins(pins) == (
        "one==1 \\\n    --hash=sha256:a\n"
        "two==2 ; python_version > '3' \\\n    --hash=sha256:b\n"
        "two[x, y]==2 ; python_version > '3' \\\n    --hash=sha256:b\n    # via one\n"
    )


def test_every_pin_with_extras_has_its_twin() -> None:
    with_extras = set(re.findall(r"^([\w.-]+)\[[^\]]+\](==\S+)", REQUIREMENTS, flags=re.MULTILINE))
    plain = set(re.findall(r"^([\w.-]+)(==\S+)", REQUIREMENTS, flags=re.MULTILINE))

    assert with_extras
    assert with_extras <= plain


def test_no_index_and_no_host_is_named() -> None:
    assert not re.search(r"^--(?!hash)|https?://|file:", REQUIREMENTS, flags=re.MULTILINE)
