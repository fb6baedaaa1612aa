"""Which pictures of a folder are one picture? Files in, groups of paths out; files that are no pictures are told apart."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from media_library.photos.fingerprints.grouping import Grouping
from media_library.photos.fingerprints.sheet import MAX_FILE_BYTES, sheet_of
from media_library.photos.ingest import UnreadableImage

Told = Callable[[str, str], None]


def twins_in(
    folder: Path, *, unreadable: Told, progress: Callable[[list[str]], Iterator[str]] = iter
) -> list[list[str]]:
    """Return the groups of two and more pictures under `folder` that are one picture.

    Goes in: a folder; `unreadable(path, reason)` hears of each file that is no readable picture. Comes out: paths relative to the
    folder with `/`, sorted within a group, the groups sorted. Links that lead out of the folder are not followed.
    """
    grouping: Grouping[str] = Grouping()
    first_of: dict[bytes, str] = {}
    copies: dict[str, list[str]] = {}
    for name in progress(_largest_first(folder, unreadable)):
        path = folder / name
        try:
            content = _fingerprint(path)
            if content in first_of:
                copies[first_of[content]].append(name)
                continue
            grouping.add(name, sheet_of(path))
        except UnreadableImage as reason:
            unreadable(name, str(reason))
        except OSError:
            unreadable(name, "文件打不开，请核对权限")
        else:
            first_of[content] = name
            copies[name] = []
    return _told(grouping.groups(), copies)


def _told(groups: list[list[str]], copies: dict[str, list[str]]) -> list[list[str]]:
    """The groups with the copies that are equal byte for byte, sorted."""
    grouped = {name for group in groups for name in group}
    alone = [[name] for name, others in copies.items() if others and name not in grouped]
    return sorted(sorted(copy for name in group for copy in (name, *copies[name])) for group in groups + alone)


def _largest_first(folder: Path, unreadable: Told) -> list[str]:
    """The files under the folder, the largest first: an original stands for its copies better than they for it."""
    inside = folder.resolve()
    found: list[tuple[int, str]] = []
    for here, children, names in os.walk(folder):
        children.sort()
        for name in names:
            path = Path(here, name)
            told = path.relative_to(folder).as_posix()
            if not path.resolve().is_relative_to(inside):
                unreadable(told, "是通向文件夹外面的链接，不跟过去看")
            elif path.is_file():
                found.append((-path.stat().st_size, told))
            else:
                unreadable(told, "不是普通文件")
    return [name for _, name in sorted(found)]


def _fingerprint(path: Path) -> bytes:
    """SHA-256 of a file that is not too large to be looked at."""
    if path.stat().st_size > MAX_FILE_BYTES:
        raise UnreadableImage("文件超过 100 MB")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
