"""Each role's desk: what waits for me, oldest first, then what I sent and wait for."""
