"""An administrator follows docs/teams.md: from nothing to a first review, with every check of Teams on."""

import asyncio
import zipfile
from pathlib import Path

import pytest

from tests.cli import CommandLine
from tests.stories.test_fresh_start import serving
from tests.stories.test_teams_playground import ITS_TENANT, in_a_browser, type_and_send
from tests.teams.channel import APP_ID, TENANT, Channel
from tests.teams.entra import Entra
from tests.teams.playground import Playground

SELFIE = "Best selfie with a patient on the ward today!"
SECRET = "the-secret-of-the-app"
MERCY = "https://mercy.example"


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.mark.browser
async def test_the_guide_leads_from_nothing_to_a_first_review(line: CommandLine, tmp_path: Path):
    async with Channel() as channel, Entra(tmp_path, secret=SECRET, channel=channel) as entra:
        channel.its_tenant = ITS_TENANT
        line.environ |= {
            "MicrosoftAppId": APP_ID,
            "MicrosoftAppTenantId": TENANT,
            "MicrosoftAppPassword": SECRET,
            "BEDSIDE_TEAMS_OPENID_METADATA_URL": f"{entra.url}/openid",
            "BEDSIDE_TEAMS_LOGIN_URL": entra.url,
            "BEDSIDE_TEAMS_SERVICE_HOSTS": "127.0.0.1,localhost",
            "REQUESTS_CA_BUNDLE": str(entra.bundle),
            "BEDSIDE_DATA": str(line.data),
        }
        doctor = await asyncio.to_thread(line.process, "doctor")
        packed = await asyncio.to_thread(
            line.process, "teams", "package", "--organization", "Mercy Hospital", "--website", MERCY,
            "--privacy", f"{MERCY}/privacy", "--terms", f"{MERCY}/terms", "--out", str(tmp_path / "app.zip"),
        )  # fmt: skip
        with serving(line) as (_, address):
            channel.bot_url = f"{address}/api/messages"
            async with Playground(f"{channel.base}/shim") as playground:
                await first_review(playground, tmp_path)
            log = await asyncio.to_thread(line.process, "log", "show")

    assert (doctor.returncode, packed.returncode) == (0, 0)
    assert [part in doctor.stdout for part in (b"ok   Microsoft's keys", b"ok   our token")] == [True, True]
    assert zipfile.is_zipfile(tmp_path / "app.zip")
    assert (b"block" in log.stdout, b"selfie with" in log.stdout) == (True, False)


async def first_review(playground: Playground, tmp_path: Path) -> None:
    """What the guide says to send, and what then stands there."""
    async with in_a_browser(playground) as page:
        await type_and_send(page, SELFIE)
        await page.get_by_text("■ Block").last.wait_for()
        await page.screenshot(path=tmp_path / "first.png")
