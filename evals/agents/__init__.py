"""The agents under test, their models and their tools."""
