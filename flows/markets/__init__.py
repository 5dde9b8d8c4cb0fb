"""Where market data comes from: providers and file import behind one protocol."""
