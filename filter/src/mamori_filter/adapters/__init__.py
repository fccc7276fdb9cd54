"""Ways in for programs that ask: each turns their questions into addresses and a verdict into their answer."""
