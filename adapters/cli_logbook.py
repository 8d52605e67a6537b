"""What ``bedside log`` does with the database."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from adapters.cli_exits import NoInput, NoOutput
from adapters.cli_judge import PLATFORM, user
from adapters.clock import SystemClock
from adapters.database.verifier import read_keys
from adapters.keys import PUBLIC_FILE, standing_signer
from adapters.opening import older_keys, shown
from adapters.opening_log import open_log, open_signing_log
from adapters.settings import Settings
from bot.errors import SettingsError
from bot.model import Actor, Decision
from bot.ports import ChainStatus, Entry, LogQuery


def find(settings: Settings, query: LogQuery, about: str | None = None) -> tuple[Entry, ...]:
    """Entries that fit, newest first; ``about`` is the id of an earlier one that they must be about."""

    async def found() -> tuple[Entry, ...]:
        async with open_log(settings) as log:
            if about is None:
                return await log.find(settings.tenant, query)
            entry = await log.entry(settings.tenant, about)
            return await log.find(settings.tenant, replace(query, about=entry)) if entry is not None else ()

    return asyncio.run(found())


def verify(
    settings: Settings, keys: tuple[str, ...], kept: tuple[str, ...], step: Callable[[int, int], None]
) -> ChainStatus:
    """Walk the whole chain, against checkpoints ``kept`` elsewhere; ``step`` is told how far it got."""

    async def walked() -> ChainStatus:
        async with open_log(settings, keys) as log:
            return await log.verify(settings.tenant, kept, progress=step)

    return asyncio.run(walked())


def export(settings: Settings, write: Callable[[str], object]) -> None:
    """Hand every line of the export to ``write``; that it was exported becomes an entry first."""

    async def exported() -> None:
        async with open_signing_log(settings) as log:
            actor = Actor(f"cli:{user()}", tenant=settings.tenant)
            await log.record(Decision("exported", actor, SystemClock().now(), platform=PLATFORM))
            async for line in log.export(settings.tenant):
                write(line)

    asyncio.run(exported())


def checkpoint(settings: Settings) -> str | None:
    """Sign the last entry; returns the line to keep elsewhere, or ``None`` for an empty log."""

    async def signed() -> str | None:
        async with open_signing_log(settings) as log:
            made = await log.checkpoint(settings.tenant)
            return made.line if made is not None else None

    return asyncio.run(signed())


def kept_checkpoints(path: Path | None) -> tuple[str, ...]:
    """The lines of a file of checkpoints.

    Raises:
        NoInput: The file cannot be read.
    """
    if path is None:
        return ()
    try:
        return tuple(line for line in path.read_text("utf-8").splitlines() if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise NoInput(f"The checkpoints {path} cannot be read: {reason}.") from None


def public_keys(settings: Settings, given: Path | None) -> tuple[str, ...]:
    """The public keys whose checkpoints count: those in the file ``given``, else our own.

    Raises:
        NoInput: The file cannot be read, or there is no key of our own.
        SettingsError: The file holds no key.
    """
    path = given or settings.data / PUBLIC_FILE
    signer = standing_signer(settings.data, shown(settings.signing_key)) if given is None else None
    if signer is not None:
        return (signer.public_key, *older_keys(settings.data))
    try:
        keys = read_keys(path.read_text("utf-8"))
    except OSError as error:
        raise NoInput(
            f"The public key {path} cannot be read: {error.strerror}. Name its file with --key."
        ) from None
    except ValueError as error:
        raise SettingsError(f"{path} holds no public key: {error}.") from None
    if not keys:
        raise SettingsError(f"{path} holds no public key.")
    return keys


@contextmanager
def new_file(path: Path) -> Iterator[Callable[[str], object]]:
    """Write a file that others cannot read, whole or not at all.

    Raises:
        NoOutput: It cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(part, "x", encoding="ascii", opener=_private) as file:
            yield file.write
        part.replace(path)
    except OSError as error:
        raise NoOutput(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
