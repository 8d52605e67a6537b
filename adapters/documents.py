"""The words in a file that somebody sent. Total: any bytes give words or an ``Unreadable``.

Word files are a zip with one XML file; expat reads it as a stream and is told to refuse declarations of
its own, which no word processor writes. pypdf is imported only when a PDF comes.
"""

import io
import zipfile
from xml.parsers import expat

from bot.reviewable import MAX_CHARACTERS

KINDS = {"txt": "txt", "text": "txt", "md": "txt", "markdown": "txt", "docx": "docx", "pdf": "pdf"}
"""How a file is read, by what Slack and Teams call its type; any other is not."""
MOST_FILES, MOST_BYTES = 5, 10_000_000
"""Files of a message that are read, and bytes of each."""
MOST_XML = 30_000_000
"""Bytes of XML that are read of a Word file, whatever it says about itself."""
MOST_PAGES = 100

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_MARKS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}


class Unreadable(Exception):
    """The file is not of its kind, is protected, or holds no words."""


def words(kind: str, body: bytes) -> str:
    """The words in ``body``, at most a few more than can be reviewed.

    Raises:
        Unreadable: There are none.
    """
    try:
        text = {"txt": _plain, "docx": _docx, "pdf": _pdf}[kind](body)
    except Exception as error:
        raise Unreadable(kind) from error
    if not text.strip():
        raise Unreadable(kind)
    return text[: MAX_CHARACTERS + 1]


def _plain(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16")
    if b"\0" in body[:4000]:
        raise ValueError("not text")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _docx(body: bytes) -> str:
    reader = _Paragraphs()
    with zipfile.ZipFile(io.BytesIO(body)) as archive, archive.open("word/document.xml") as document:
        left = MOST_XML
        while left > 0 and not reader.enough and (chunk := document.read(65_536)):
            reader.feed(chunk)
            left -= len(chunk)
    return reader.text


class _Paragraphs:
    """Collects the text of a WordprocessingML stream."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._inside = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk, False)

    @property
    def enough(self) -> bool:
        return self._length > MAX_CHARACTERS

    @property
    def text(self) -> str:
        return "".join(self._parts).strip("\n")

    def _start(self, name: str, _: object) -> None:
        self._inside = name == f"{_WORD}t"
        if name in _MARKS:
            self._add(_MARKS[name])

    def _end(self, name: str) -> None:
        self._inside = False
        if name == f"{_WORD}p":
            self._add("\n")

    def _characters(self, text: str) -> None:
        if self._inside:
            self._add(text)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _refuse(self, *_: object) -> None:
        raise ValueError("declares entities")


def _pdf(body: bytes) -> str:
    import pypdf  # noqa: PLC0415 - a tenth of a second that most processes never need

    parts: list[str] = []
    length = 0
    reader = pypdf.PdfReader(io.BytesIO(body))
    for page in reader.pages[:MOST_PAGES]:
        parts.append(page.extract_text())
        length += len(parts[-1])
        if length > MAX_CHARACTERS:
            break
    return "\n\n".join(parts)
