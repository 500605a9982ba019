"""How far a judge can be believed: its decisions held against labelled answers."""
