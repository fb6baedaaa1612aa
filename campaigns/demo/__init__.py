"""The demonstration year: invented events over real places, with planted gaps and oddities that tests look for."""
