"""Grading recorded answers again, without running an agent."""
