"""Spans, quantities and words: plain functions over plain text, no spaCy."""
