"""The configuration that ships with the package; `sample/` is the embedded demonstration."""
