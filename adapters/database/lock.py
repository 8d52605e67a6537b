"""Keeps a second process away from the same SQLite file."""

import fcntl
import os
from pathlib import Path
from typing import Self

from bot.errors import StartError


class FileLock:
    """Held from the start to the end of a process that serves; the system frees it when that dies."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._file = database.with_name(database.name + ".lock")
        self._descriptor: int | None = None

    def take(self) -> Self:
        """Take the lock.

        Raises:
            StartError: Another process has it, or the folder cannot be written.
        """
        if self._descriptor is not None:
            return self
        try:
            descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StartError(f"Bedside cannot write to {self._file.parent}: {error.strerror}.") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip()
            os.close(descriptor)
            who = f"process {holder}" if holder.isdigit() else "another process"
            raise StartError(
                f"The database {self._database} is in use by {who}. Stop that one first, or give this one "
                "another DATABASE_URL."
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor
        return self

    def release(self) -> None:
        """Let the next process in. The file stays: removing it would let two processes in at once."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self.take()

    def __exit__(self, *_: object) -> None:
        self.release()
