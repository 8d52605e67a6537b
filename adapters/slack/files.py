"""The files of a message: which are read, what the others are called. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.documents import KINDS, MOST_FILES

_FILE = Mapping[str, Any]


def has_more_to_say(files: Sequence[_FILE]) -> bool:
    """Whether any of ``files`` is to be read, or told that it was not; films are only named."""
    return any(not _is_video(file) for file in files)


def to_read(files: Sequence[_FILE]) -> dict[str, Any]:
    """For an errand: the kind and address of each file, and how many are left out. No name: names speak."""
    known = [file for file in files if _kind(file)]
    left = [file for file in files if not _kind(file) and not _is_video(file)] + known[MOST_FILES:]
    return {"files": [_reference(file) for file in known[:MOST_FILES]], "left": len(left)}


def _reference(file: _FILE) -> dict[str, str]:
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    return {"kind": _kind(file), "url": url}


def attachments(files: Sequence[_FILE]) -> str | None:
    """What hangs on a message besides words, as a form would say it; ``None`` when nothing does."""
    shown = sorted(
        {"photo" for file in files if _is_picture(file)} | {"video" for file in files if _is_video(file)}
    )
    return " and ".join(shown) or None


def _kind(file: _FILE) -> str:
    if _is_picture(file):
        return "picture"
    return KINDS.get(str(file.get("filetype") or "").lower(), "")


def _is_picture(file: _FILE) -> bool:
    return str(file.get("mimetype") or "").startswith("image/")


def _is_video(file: _FILE) -> bool:
    return str(file.get("mimetype") or "").startswith("video/")
