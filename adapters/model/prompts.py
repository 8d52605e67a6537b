"""The instructions, read from ``policies/prompts``: versioned files, reviewed like code."""

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from bot.errors import PolicyError
from bot.model_calls import Prompt, Task

PARTED = "\n---\n"
FOLDER = "prompts"


def read_prompts(folder: Path | None = None) -> Mapping[Task, Prompt]:
    """Every task's instructions: the organization's own where it has some, else the package's.

    Args:
        folder: Where packs live; a folder ``prompts`` in it goes before the package's.

    Raises:
        PolicyError: A file is missing, or has not the three parts: version, instructions, repair.
    """
    return {task: _read(task, folder) for task in Task}


def _read(task: Task, folder: Path | None) -> Prompt:
    name = f"{task.value}.md"
    own = folder / FOLDER / name if folder is not None else None
    place = own if own is not None and own.is_file() else files("policies") / FOLDER / name
    try:
        text = place.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"{FOLDER}/{name}: cannot be read.") from error
    parts = text.split(PARTED)
    if len(parts) != 3 or not parts[0].startswith("version:") or "{rules}" not in parts[1]:
        raise PolicyError(
            f"{FOLDER}/{name}: needs a line 'version: …', the instructions with {{rules}}, and what is said "
            "when an answer did not fit, with a line '---' between them."
        )
    number = parts[0].removeprefix("version:").strip()
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Prompt(task, f"{task.value}@{number}+{digest}", parts[1].strip(), parts[2].strip())
