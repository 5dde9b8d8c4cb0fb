"""Learning from the labelled passages: reading them, training on them, comparing what was learnt with the rules."""
