"""Evals for AI agents that diagnose Prefect runs: is the answer right, and can the verdict be believed?"""

__version__ = "0.1.0"
