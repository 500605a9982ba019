"""The `reference` model: the suite's oracle, which diagnoses by rules from what the tools return.

That it passes an eval is proof that the evidence in the eval's scenario can be reached through the tools. It
knows Prefect, not the scenarios: with the evidence absent or different its answer differs.
"""

from evals.agents.reference.model import reference_model

__all__ = ["reference_model"]
