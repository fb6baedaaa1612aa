"""What is counted, compared and missing: cells, gaps, the board."""
