"""A file system that is soon full: memory, mounted by root, or by anybody in a namespace of their own."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgresql import NotHere

_MOUNT = ["mount", "-t", "tmpfs", "-o", "size=120m,mode=1777", "bedside"]
_KEEP = '"$@" && echo mounted && exec cat'
"""A namespace, and what is mounted in it, lasts as long as the process that waits here for its end."""


@contextmanager
def small_file_system(folder: Path) -> Iterator[Path]:
    """120 MB, mounted at ``folder``; yields the path under which it is seen from here.

    Raises:
        NotHere: This machine lets us make none.
    """
    if not (shutil.which("mount") and shutil.which("unshare")):
        raise NotHere("a small file system needs mount and unshare of util-linux, which are not here")
    with _by_root(folder) if os.geteuid() == 0 else _by_anybody(folder) as within:
        yield within


@contextmanager
def _by_root(folder: Path) -> Iterator[Path]:
    if subprocess.run([*_MOUNT, folder], check=False, capture_output=True).returncode:
        raise NotHere("root may mount nothing on this machine, so no file system can be filled up")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


@contextmanager
def _by_anybody(folder: Path) -> Iterator[Path]:
    """Only its own processes see what a namespace mounts; others of the same user find it below ``/proc``."""
    namespaces = ["unshare", "--user", "--map-root-user", "--mount"]
    keeper = subprocess.Popen(
        [*namespaces, "sh", "-c", _KEEP, "sh", *_MOUNT, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with keeper:
        assert keeper.stdout
        if keeper.stdout.readline().strip() != b"mounted":
            raise NotHere("without root, a file system to fill up needs user namespaces, which are off here")
        yield Path(f"/proc/{keeper.pid}/root") / folder.relative_to("/")
