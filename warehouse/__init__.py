"""Keeps and joins data, point in time. The only room that speaks DuckDB; knows nothing of how text is read."""
