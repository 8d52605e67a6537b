"""Bedside shows Microsoft a secret, a certificate or a managed identity, whichever is set, and asks late."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA1

from adapters.teams.clouds import CLOUDS
from adapters.teams.credentials import TokenUnavailable, by_certificate, by_managed_identity, by_secret
from tests.teams.channel import APP_ID, TENANT
from tests.teams.entra import a_pem


class Asked:
    """Stands where MSAL's clients stand."""

    made: list[tuple[tuple[Any, ...], dict[str, Any]]]
    answer: dict[str, Any]

    def __init__(self, *args: Any, **more: Any) -> None:
        Asked.made.append((args, more))

    def acquire_token_for_client(self, **asked: Any) -> dict[str, Any]:
        Asked.made.append(((), asked))
        return Asked.answer


@pytest.fixture(autouse=True)
def _msal(monkeypatch: pytest.MonkeyPatch) -> None:
    Asked.made, Asked.answer = [], {"access_token": "t"}
    monkeypatch.setattr("msal.ConfidentialClientApplication", Asked)
    monkeypatch.setattr("msal.ManagedIdentityClient", Asked)


def test_nothing_is_asked_before_the_first_token_and_one_client_serves_all():
    tokens = by_secret(APP_ID, "s", TENANT, CLOUDS["gcchigh"])
    assert Asked.made == []

    assert (tokens(), tokens()) == ("t", "t")

    (args, more), *asks = Asked.made
    assert args == (APP_ID,)
    assert more["client_credential"] == "s"
    assert more["authority"] == f"https://login.microsoftonline.us/{TENANT}"
    assert [ask for _, ask in asks] == [{"scopes": ["https://api.botframework.us/.default"]}] * 2


def test_a_certificate_is_shown_with_its_thumbprint():
    pem, certificate = a_pem()

    by_certificate(APP_ID, pem, TENANT, CLOUDS["commercial"])()

    credential = Asked.made[0][1]["client_credential"]
    assert credential["thumbprint"] == certificate.fingerprint(SHA1()).hex()
    assert credential["private_key"] == credential["public_certificate"] == pem


def test_a_managed_identity_needs_no_secret():
    by_managed_identity(APP_ID, CLOUDS["commercial"])()

    assert Asked.made[0][0][0] == {"ManagedIdentityIdType": "ClientId", "Id": APP_ID}
    assert Asked.made[1][1] == {"resource": "https://api.botframework.com"}


def test_an_error_on_the_way_is_told_by_its_name_only():
    Asked.answer = {"error": "invalid_client", "error_description": "with a secret"}

    with pytest.raises(TokenUnavailable, match=r"^invalid_client$"):
        by_secret(APP_ID, "s", TENANT, CLOUDS["commercial"])()
