"""Waiting for what other tasks or processes bring about."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

PATIENCE_S = 120.0
"""Guards against hanging alone: how busy or slow a machine is, is no fault of the code."""

Value = TypeVar("Value")


async def until(true: Callable[[], Value], patience_s: float = PATIENCE_S) -> Value:
    """Wait until ``true`` gives something that is; returns it."""

    async def ask() -> Value:
        return true()

    return await until_told(ask, patience_s)


async def until_told(ask: Callable[[], Awaitable[Value]], patience_s: float = PATIENCE_S) -> Value:
    """As ``until``, where the answer has to be awaited."""
    async with asyncio.timeout(patience_s):
        while not (value := await ask()):
            await asyncio.sleep(0.01)
    return value
