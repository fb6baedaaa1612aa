"""What is printed and handed out, and with which letters is it drawn?"""
