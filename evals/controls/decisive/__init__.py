"""What is decisive of each scenario: the evidence without which its cause can't be known."""

from __future__ import annotations

from evals.controls.decisive import hostile, lease_renewal, look_alikes, replayed, root_causes
from evals.controls.evidence import DecisiveEvidence

DECISIVE: dict[str, tuple[DecisiveEvidence, ...]] = {
    **lease_renewal.DECISIVE,
    **root_causes.DECISIVE,
    **replayed.DECISIVE,
    **look_alikes.DECISIVE,
    **hostile.DECISIVE,
}
"""By the id of the scenario, each with at least one piece of evidence."""
