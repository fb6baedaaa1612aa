"""Which tables belong to the campaign? The rooms define them; this file only gathers them."""
