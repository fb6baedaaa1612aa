"""How does a reader find a word inside a Chinese sentence?"""
