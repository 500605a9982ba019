"""One detector for each criterion that has one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from evals.judges.keyless.detectors.cause import identifies_cause, rules_out_lease_renewal
from evals.judges.keyless.detectors.claims import no_false_claims
from evals.judges.keyless.detectors.differentiation import differentiates
from evals.judges.keyless.detectors.error_words import quotes_error
from evals.judges.keyless.detectors.mechanism import explains_mechanism
from evals.judges.keyless.detectors.remediation import recommends_remediation
from evals.judges.keyless.detectors.root_causes import suggests_root_causes
from evals.judges.keyless.finding import Finding
from evals.judges.keyless.material import Material

Detector = Callable[[Material], Finding]

DETECTORS: Mapping[str, Detector] = {
    "identifies_cause": identifies_cause,
    "explains_mechanism": explains_mechanism,
    "suggests_root_causes": suggests_root_causes,
    "differentiates": differentiates,
    "quotes_error": quotes_error,
    "recommends_remediation": recommends_remediation,
    "no_false_claims": no_false_claims,
    "rules_out_lease_renewal": rules_out_lease_renewal,
}
"""By criterion id."""

__all__ = ["DETECTORS", "Detector"]
