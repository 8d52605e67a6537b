"""What is wrong with a pack, in plain words."""

from typing import Any, get_args

from pydantic import BaseModel

from bot.errors import unknown_name

Path = tuple[str | int, ...]


def said_of(item: Any, model: type[BaseModel]) -> str:
    """A validation message in plain words, with what stands there when that is short and harmless."""
    message = str(item["msg"]).removeprefix("Value error, ")
    value = item.get("input")
    if item["type"] == "missing":
        return "is missing"
    if item["type"] == "extra_forbidden":
        return unknown_name("field", str(item["loc"][-1]), _fields(model, item["loc"][:-1]))
    return (
        f"{message} (got '{value}')"
        if isinstance(value, str | int | float) and len(str(value)) < 60
        else message
    )


def _fields(model: type[BaseModel], path: Path) -> list[str]:
    """The names an author may write at ``path`` below ``model``."""
    known: list[type[BaseModel]] = [model]
    for part in path:
        if isinstance(part, str):
            known = [
                inner
                for one in known
                for name, field_info in one.model_fields.items()
                if (field_info.alias or name) == part
                for inner in _models_in(field_info.annotation)
            ] or known
    return [info.alias or name for name, info in known[0].model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models_in(inner)]
