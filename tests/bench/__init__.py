"""How long does what people wait for take, against a named baseline in the same run? `./run bench` prints it."""
