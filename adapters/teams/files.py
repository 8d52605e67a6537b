"""Files that people send: fetched from their own tenant's store, under a deadline. Never at the door."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from typing import Any

import requests
import structlog

from adapters import documents
from adapters.teams.activity import Attachment
from adapters.teams.clouds import may_be_fetched
from adapters.teams.wording import CANNOT_READ, NO_WORDS_IN_IT, NOT_FETCHED, TOO_LONG
from bot.errors import DraftError

WITHIN_S = 20.0
"""Nobody waits at the door any more when a file is fetched; the address itself ends after minutes."""

Get = Callable[[str, int, float], bytes]


class Files:
    """Reads what people attach.

    Args:
        hosts: The ends of the hosts that files may come from.
        get: Fetches at most so many bytes in so many seconds; blocks.
    """

    def __init__(self, hosts: Collection[str], get: Get | None = None) -> None:
        self._hosts = tuple(hosts)
        self._get = get or fetch

    def readable(self, files: Sequence[Attachment]) -> list[tuple[str, str]]:
        """The kind and address of those of ``files`` that are read; asks nobody."""
        found = (self._reference(file) for file in files)
        return [one for one in found if one is not None][: documents.MOST_FILES]

    def _reference(self, file: Attachment) -> tuple[str, str] | None:
        told: Any = file.content if isinstance(file.content, dict) else {}
        kind = documents.KINDS.get(str(told.get("fileType") or "").lower())
        url = str(told.get("downloadUrl") or "")
        return (kind, url) if kind is not None and may_be_fetched(url, self._hosts) else None

    async def text(self, kind: str, url: str) -> str:
        """The words of the file of that kind at ``url``.

        Raises:
            DraftError: It lies where nothing is fetched, is too long, does not come or holds no words.
        """
        if not may_be_fetched(url, self._hosts):  # the settings may have changed since it was kept
            raise DraftError(CANNOT_READ)
        try:
            async with asyncio.timeout(WITHIN_S):
                content = await asyncio.to_thread(self._get, url, documents.MOST_BYTES + 1, WITHIN_S - 1)
        except Exception as error:  # noqa: BLE001 - however it did not come, the person pastes the words
            structlog.get_logger("bedside.teams").warning("teams_file", kind=type(error).__name__)
            raise DraftError(NOT_FETCHED) from None
        if len(content) > documents.MOST_BYTES:
            raise DraftError(TOO_LONG)
        try:
            return await asyncio.to_thread(documents.words, kind, content)
        except documents.Unreadable:
            raise DraftError(NO_WORDS_IN_IT) from None


def fetch(url: str, most: int, within_s: float) -> bytes:
    """At most ``most`` bytes of what lies at ``url``; no redirect is followed, nothing of ours is shown.

    Raises:
        requests.RequestException: It does not come.
    """
    with requests.Session() as session:
        session.trust_env = False
        with session.get(url, timeout=within_s, allow_redirects=False, stream=True) as answer:
            if answer.status_code != 200:
                raise requests.RequestException("unexpected status")
            content = b""
            for piece in answer.iter_content(65_536):
                content += piece
                if len(content) >= most:
                    break
            return content[:most]
