"""Where is the circular that demonstrations import?"""
