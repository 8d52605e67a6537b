"""Whether a picture says where it was taken. Only that is told; the place itself is not read out or kept.

Cameras write it as Exif, a TIFF inside JPEG, HEIC, PNG and WebP, or as XMP. The TIFF is looked for by
its first bytes, so that no format needs to be taken apart.
"""

import re
import struct

_TIFF = re.compile(rb"II\*\0|MM\0\*")
_XMP = re.compile(rb"exif:GPS(?:Latitude|Longitude)")
_MOST_STARTS = 50
_MOST_ENTRIES = 1000
_GPS = 0x8825
_LATITUDE, _LONGITUDE = 2, 4


def says_where(body: bytes) -> bool:
    """Whether ``body`` holds coordinates. Never raises."""
    if _XMP.search(body):
        return True
    starts = [found.start() for found, _ in zip(_TIFF.finditer(body), range(_MOST_STARTS), strict=False)]
    return any(_has_place(memoryview(body)[start:]) for start in starts)


def _has_place(tiff: memoryview) -> bool:
    order = "<" if tiff[0] == ord("I") else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        place = _entries(tiff, first, order).get(_GPS)
        return place is not None and {_LATITUDE, _LONGITUDE} <= set(_entries(tiff, place, order))
    except struct.error:
        return False


def _entries(tiff: memoryview, at: int, order: str) -> dict[int, int]:
    """The tags of a directory with their values or where these stand."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    entries: dict[int, int] = {}
    for number in range(min(count, _MOST_ENTRIES)):
        tag, _, _, value = struct.unpack_from(f"{order}HHII", tiff, at + 2 + 12 * number)
        entries[tag] = value
    return entries
