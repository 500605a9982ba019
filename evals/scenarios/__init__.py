"""Situations that an agent is asked about: what happened on the server, and what is true of it."""
