"""What follows from a gap: the task, its closing and reopening."""
