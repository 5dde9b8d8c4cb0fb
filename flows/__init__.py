"""Touches the outside world and composes `nlp` and `warehouse` into the product."""
