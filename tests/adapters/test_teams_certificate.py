"""A self-made certificate is shown to a sign-in of our own by Microsoft's library, nothing of it replaced."""

import asyncio
import base64
from dataclasses import replace
from functools import partial
from pathlib import Path

import msal
import pytest
import requests
from cryptography.hazmat.primitives.hashes import SHA1

from adapters.teams.clouds import CLOUDS
from adapters.teams.credentials import MsalTokens, TokenUnavailable, by_certificate
from bot.answering import WORKING
from tests.teams.channel import APP_ID, TENANT, Channel
from tests.teams.desk import a_messenger, a_place
from tests.teams.entra import Entra, a_pem


def tokens_by(pem: str, entra: Entra) -> MsalTokens:
    """With which Bedside speaks, where the certificate of the sign-in is trusted."""
    cloud = replace(CLOUDS["commercial"], login_url=entra.url)
    session = requests.Session()
    session.trust_env, session.verify = False, str(entra.bundle)
    trusting = partial(msal.ConfidentialClientApplication, http_client=session)
    return by_certificate(APP_ID, pem, TENANT, cloud, trusting)


async def test_a_certificate_gets_a_token_with_which_bedside_then_speaks(tmp_path: Path, channel: Channel):
    pem, certificate = a_pem()
    async with Entra(tmp_path, certificate) as entra, a_messenger(tokens_by(pem, entra)) as messenger:
        await messenger.post(a_place(channel), WORKING, "k1")
        await messenger.post(a_place(channel), WORKING, "k2")

    (assertion,) = entra.assertions  # the token is kept until shortly before it ends
    assert (assertion["iss"], assertion["sub"]) == (APP_ID, APP_ID)
    assert assertion["scope"] == "https://api.botframework.com/.default"
    shown = base64.urlsafe_b64decode(assertion["x5t"] + "==")
    assert shown == certificate.fingerprint(SHA1())
    assert {call["auth"] for call in channel.calls} == {"Bearer from-entra"}


async def test_another_certificate_is_refused_and_told_by_a_code(tmp_path: Path):
    _, certificate = a_pem()
    stranger, _ = a_pem()
    async with Entra(tmp_path, certificate) as entra:
        tokens = tokens_by(stranger, entra)
        with pytest.raises(TokenUnavailable, match=r"^invalid_client$"):
            await asyncio.to_thread(tokens)
