"""XML elements that are safe in a page and in a file, whatever text they hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from evals.reports.excerpts import LAYOUT
from evals.results.escaping import visible

_NO_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write: https://www.w3.org/TR/xml/#charsets."""


def xml_text(text: str) -> str:
    """Return `text` with everything spelled out that XML can't hold or nobody can see."""
    return _NO_XML.sub(lambda match: match[0].encode("unicode_escape").decode(), visible(text, keep=LAYOUT))


def element(
    tag: str, attributes: Mapping[str, str | float], *children: ET.Element, text: str | None = None
) -> ET.Element:
    """Return an element with `children` after `text`."""
    made = ET.Element(tag, {name: xml_text(f"{value}") for name, value in attributes.items()})
    made.text = None if text is None else xml_text(text)
    made.extend(children)
    return made
