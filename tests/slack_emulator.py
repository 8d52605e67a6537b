"""Another opinion of Slack: the emulator from npm. It stores messages, threads, views and OAuth grants."""

import asyncio
import contextlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.slack import APP, BOT, BOT_ID, TOKEN
from tests.waiting import PATIENCE_S

ROOT = Path(__file__).parent.parent
BRIDGE = Path(__file__).parent / "slack_emulator.mjs"
CLIENT_ID, CLIENT_SECRET = "111.222", "oauth-secret"
REDIRECT = "https://bedside.example/slack/oauth_redirect"
_SCOPES = ["chat:write", "im:history", "im:write", "users:read", "commands", "files:read", "channels:read"]


def module(name: str) -> Path:
    """The folder of an npm module; without it the test is skipped."""
    folder = ROOT / "node_modules" / name
    if shutil.which("node") is None or not folder.is_dir():
        pytest.skip(f"no {name}: npm ci --prefix .ci --ignore-scripts && cp -r .ci/node_modules .")
    return folder


class Emulator:
    """The emulator on a loopback port."""

    async def __aenter__(self) -> "Emulator":
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            json.dump(_seed(), file)
        self._seed = Path(file.name)
        self._process = await asyncio.create_subprocess_exec(
            "node",
            str(BRIDGE),
            str(module("emulate")),
            str(self._seed),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout
        line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE_S)
        told = json.loads(line)
        self.url = told["url"].replace("localhost", "127.0.0.1")
        self.api = f"{self.url}/api/"
        self._control = told["control"]
        self._http = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()
        assert self._process.stdin
        self._process.stdin.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), PATIENCE_S)
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        self._process._transport.close()  # type: ignore[attr-defined]
        self._seed.unlink()

    async def ask(self, method: str, token: str = TOKEN, **body: Any) -> dict[str, Any]:
        """Call a method as the bot, or as somebody else."""
        headers = {"Authorization": f"Bearer {token}"}
        async with self._http.post(self.api + method, json=body, headers=headers) as answer:
            return await answer.json(content_type=None)  # type: ignore[no-any-return]

    async def control(self, path: str, **body: Any) -> Any:
        """Faults, calls, what is stored."""
        async with self._http.post(f"{self._control}/{path}", json=body) as answer:
            return await answer.json(content_type=None)


def _seed() -> dict[str, Any]:
    return {
        "team": {"name": "Mercy Health", "domain": "mercy"},
        "signing_secret": "test-signing-secret",
        "users": [{"name": "ann", "real_name": "Ann Example", "email": "ann@example.org"}],
        "oauth_apps": [
            {
                "client_id": CLIENT_ID,
                "client_secret": CLIENT_SECRET,
                "app_id": APP,
                "name": "Bedside",
                "redirect_uris": [REDIRECT],
                "scopes": _SCOPES,
                "bot_name": "bedside",
                "bot_id": BOT_ID,
                "bot_user_id": BOT,
            }
        ],
        "tokens": [
            {
                "token": TOKEN,
                "type": "bot",
                "user_id": BOT,
                "app_id": APP,
                "client_id": CLIENT_ID,
                "bot_id": BOT_ID,
                "bot_user_id": BOT,
                "scopes": _SCOPES,
            },
            {"token": "xoxp-ann", "type": "user", "user": "ann"},
        ],
    }
