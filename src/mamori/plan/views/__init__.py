"""HTTP in, one action or query, HTML out. The clock is read here and nowhere deeper."""
