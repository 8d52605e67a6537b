"""YAML read for authors: every value keeps its line, and hostile files are refused early."""

from typing import Any

import yaml

from bot.errors import PolicyError
from bot.policy_merge import RawFile
from bot.policy_messages import Path

MOST_CHARACTERS = 2_000_000
MOST_VALUES = 200_000
MOST_DEPTH = 40

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(name: str, text: str) -> RawFile:
    """Read one file.

    Raises:
        PolicyError: Not YAML, too large, too deep, or growing by aliases; with file and line.
    """
    if len(text) > MOST_CHARACTERS:
        raise PolicyError(f"{name}: has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read")
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        builder = _Builder(name, loader)
        data = builder.build(node, (), 0) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise PolicyError(f"{name}:{line}: not readable as YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise PolicyError(f"{name}: not readable as YAML") from error
    finally:
        loader.dispose()
    if not isinstance(data, dict):
        raise PolicyError(
            f"{name}:1: a pack's file holds 'pack:', 'families:', 'guidelines:' or 'rules:' lists"
        )
    return RawFile(name, data, builder.lines)


class _Builder:
    """Turns nodes into plain values, counting: a file may not grow beyond what it shows."""

    def __init__(self, name: str, loader: Any) -> None:
        self._name = name
        self._loader = loader
        self._count = 0
        self.lines: dict[Path, int] = {}

    def build(self, node: yaml.Node, path: Path, depth: int) -> Any:
        self._count += 1
        line = node.start_mark.line + 1
        if self._count > MOST_VALUES or depth > MOST_DEPTH:
            raise PolicyError(
                f"{self._name}:{line}: the file unfolds to too many or too deeply nested values"
            )
        self.lines[path] = line
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index), depth + 1) for index, item in enumerate(node.value)]
        if node.tag == "tag:yaml.org,2002:bool" and node.value.lower() not in {"true", "false"}:
            return node.value  # YAML 1.1 reads off, no and yes as switches; an author means the words
        try:
            return self._loader.construct_object(node)
        except ValueError as error:  # a day such as February 30
            raise PolicyError(f"{self._name}:{line}: {node.value} cannot be read: {error}") from error

    def _mapping(self, node: yaml.MappingNode, path: Path, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            line = key_node.start_mark.line + 1
            if key is None:
                raise PolicyError(f"{self._name}:{line}: a name is expected before the colon")
            if key in result:
                raise PolicyError(f"{self._name}:{line}: '{key}' stands twice in the same entry")
            result[key] = self.build(value_node, (*path, key), depth + 1)
        return result
