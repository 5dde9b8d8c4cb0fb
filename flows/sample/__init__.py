"""The embedded demonstration: an invented market, invented outlets, and a loopback server that plays them."""
