"""What each medium carried, and which townships it reaches."""
