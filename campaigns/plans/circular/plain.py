"""How does a line look to the grammar: with full-width punctuation, position by position?"""

import re

# All brackets that offices put around a statement are one kind here; a name keeps its printed shape (`as_printed`).
SHAPES = str.maketrans(",;:()[]〔〕﹝﹞【】［］﹙﹚?!", "，；：（）（）（）（）（）（）（）？！")
# A full stop typed as a point: after a Chinese word or a closing mark, before no letter.
POINT = re.compile(r"(?<=[一-龥）)”\"%％])[.．](?![A-Za-z])")


def plain(text: str) -> str:
    """Return the text with one shape of each mark; every position keeps its place."""
    return POINT.sub("。", text).translate(SHAPES)


def as_printed(part: str, seen: str, text: str) -> str:
    """Return a part of the plain text `seen` in the shape it has in `text`; a part put together stays as it is."""
    at = seen.find(part)
    return text[at : at + len(part)] if at >= 0 else part
