"""How does this room say that a file cannot be read, and what to do about it?"""


class UnreadableDocument(Exception):
    """The file cannot be read; the message is a Chinese sentence that says what to do next."""
