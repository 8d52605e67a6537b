"""The files of a message: which are read, what the others are called. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

MOST_FILES = 5
MOST_BYTES = 10_000_000

_TEXTS = {"txt": "txt", "text": "txt", "docx": "docx", "pdf": "pdf", "md": "txt", "markdown": "txt"}
_FILE = Mapping[str, Any]


def readable(files: Sequence[_FILE]) -> bool:
    """Whether any of ``files`` holds words that can be read, or a picture that may say where it was taken."""
    return any(_is_text(file) or _is_picture(file) for file in files)


def references(files: Sequence[_FILE]) -> list[dict[str, str]]:
    """Of each file what is needed to fetch and read it: its kind and its address. No name: names speak."""
    return [
        {"kind": _kind(file), "url": str(file.get("url_private_download") or file.get("url_private") or "")}
        for file in files[:MOST_FILES]
        if _kind(file)
    ]


def attachments(files: Sequence[_FILE]) -> str | None:
    """What hangs on a message besides words, as a form would say it; ``None`` when nothing does."""
    shown = sorted(
        {"photo" for file in files if _is_picture(file)} | {"video" for file in files if _is_video(file)}
    )
    return " and ".join(shown) or None


def _kind(file: _FILE) -> str:
    if _is_picture(file):
        return "picture"
    return _TEXTS.get(str(file.get("filetype") or "").lower(), "")


def _is_text(file: _FILE) -> bool:
    return str(file.get("filetype") or "").lower() in _TEXTS


def _is_picture(file: _FILE) -> bool:
    return str(file.get("mimetype") or "").startswith("image/")


def _is_video(file: _FILE) -> bool:
    return str(file.get("mimetype") or "").startswith("video/")
