"""The digest: built from the warehouse, rendered, delivered."""
