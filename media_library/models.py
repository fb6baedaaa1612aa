"""Which tables belong to the media library? The rooms define them; this file only gathers them."""
