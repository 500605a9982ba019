"""The vocabulary of engineers, as data: one module a subject."""
