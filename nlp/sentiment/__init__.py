"""From sentences to bearish, neutral, bullish: encoders behind one interface, and their aggregation."""
