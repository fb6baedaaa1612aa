"""What can be read out of a Word or text file that somebody uploaded?"""
