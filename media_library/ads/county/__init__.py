"""Rules a county writes itself: how they are made, tried, switched on, measured, and stopped when they flood."""
