"""Who may sign in to the demonstration, as a table for the terminal?"""

import json
from pathlib import Path
from unicodedata import east_asian_width

HEADS = {"role": "角色", "unit": "单位", "username": "账号", "password": "口令"}


def login_table(path: Path) -> list[str]:
    """Return the lines of the table kept in the file `path`, none when there is no such file."""
    if not path.exists():
        return []
    rows = [HEADS, *json.loads(path.read_text(encoding="utf-8"))]
    widths = {key: max(_width(str(row.get(key, ""))) for row in rows) for key in HEADS}
    return ["  ".join(_padded(str(row.get(key, "")), widths[key]) for key in HEADS).rstrip() for row in rows]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
