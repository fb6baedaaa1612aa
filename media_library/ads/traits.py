"""What of an advertisement is compared: its words, the print of its picture, and the keys that find both?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile

from media_library.ads import same_words
from media_library.photos.fingerprints import whole_hash as whole
from media_library.photos.fingerprints.grouping import Print, laid_over, print_of
from media_library.photos.fingerprints.key_points import words as point_words
from media_library.photos.fingerprints.sheet import grey, sheet_of
from media_library.photos.ingest import UnreadableImage

STORED_WORDS = 48  # the strongest key points of a picture; a re-shot shares ten and more of them
KINDS_FROM_BIT = 48
PRINTS_AT_HAND = 32  # of 0.7 MB each
WORDS_OF_TEXT, BANDS_OF_PICTURE, POINTS_OF_PICTURE = 1, 2, 3


@dataclass(frozen=True)
class Traits:
    """The words (typed or read), and the prints of the pictures that show anything."""

    texts: tuple[str, ...]
    prints: tuple[Print, ...]

    def stored_keys(self) -> set[int]:
        """The keys under which it is kept."""
        found = {key for text in self.texts for key in _of(WORDS_OF_TEXT, same_words.keys(text))}
        for seen in self.prints:
            found |= _of(BANDS_OF_PICTURE, whole.bands(seen.hash)) | _points(seen, STORED_WORDS)
        return found

    def sought_keys(self) -> set[int]:
        """The keys under which its likes are sought: more than it is kept under, for what was turned by noise."""
        found = {key for text in self.texts for key in _of(WORDS_OF_TEXT, same_words.keys(text))}
        for seen in self.prints:
            found |= _of(BANDS_OF_PICTURE, whole.probes(seen.hash)) | _points(seen, 3 * STORED_WORDS)
        return found

    def pictures_beside(self, other: Traits) -> str:
        """`same` when any picture of one is a picture of the other, `contrary` when one template says something else."""
        pairs = [laid_over(ours, theirs) for ours in self.prints for theirs in other.prints]
        if any(found is not None and found.same for found in pairs):
            return "same"
        return "contrary" if any(found is not None and found.contradicts for found in pairs) else ""

    def same_words_as(self, other: Traits) -> bool:
        """Whether any words of one are those of the other."""
        return any(same_words.same_ad(ours, theirs) for ours in self.texts for theirs in other.texts)

    def wholly(self, good: Traits) -> bool:
        """Whether everything shown and said here is there too, with nothing put on, exchanged or added."""
        pictures = all(any(_untouched(ours, theirs) for theirs in good.prints) for ours in self.prints)
        said = {_exact(text) for text in good.texts}
        typed = all(_exact(text) in said for text in self.texts)
        return pictures and typed and bool(self.prints or self.texts)


def traits(texts: Iterable[str], pictures: Iterable[FieldFile]) -> Traits:
    """Take the traits; a picture that cannot be read or shows nothing has none."""
    prints = [seen for file in pictures if (seen := _print(file.storage, str(file.name))) is not None]
    return Traits(tuple(text for text in texts if text.strip()), tuple(prints))


@lru_cache(maxsize=PRINTS_AT_HAND)
def _print(storage: Storage, name: str) -> Print | None:
    """The print of a stored original; originals never change, so the last ones are kept at hand."""
    try:
        with storage.open(name, "rb") as opened:
            sheet = sheet_of(opened.read())
    except (UnreadableImage, FileNotFoundError):
        return None
    return None if whole.is_flat(grey(sheet)) else print_of(sheet)


def _of(kind: int, keys: Iterable[int]) -> set[int]:
    return {kind << KINDS_FROM_BIT | key for key in keys}


def _points(seen: Print, most: int) -> set[int]:
    return _of(POINTS_OF_PICTURE, point_words(seen.points)[:most, 0].tolist())


def _untouched(ours: Print, theirs: Print) -> bool:
    """Whether the pictures are one and no region differs in any way."""
    found = laid_over(ours, theirs)
    return found is not None and found.same and not found.regions


def _exact(text: str) -> str:
    """The words with every figure and contact, without marks and spaces."""
    return same_words.plain(text) + "|" + "|".join(sorted(same_words.contacts(text)))
