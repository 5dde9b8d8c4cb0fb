"""The spaCy components, one kind of mention each."""
