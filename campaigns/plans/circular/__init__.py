"""What does the text of a circular say? Pure: lines and tables in, measures out."""
