"""The examples on the page, judged by the shipped pack: each shows what its title promises."""

from datetime import date

import pytest

from adapters.web.examples import EXAMPLES, Example
from bot.judging import judge
from bot.policy import PolicyPack
from tests.packs import shipped

DAY = date(2026, 3, 2)

PROMISES = {
    "Proud of a team": ("ok", set()),
    "A selfie on the ward": ("block", {"phi.image"}),
    "A claim too far": ("revise", {"claim.unsubstantiated"}),
    "Seven hashtags": ("revise", {"platform.hashtag_count"}),
    "An angry review": ("block", {"phi.relationship", "reply.blame"}),
    "A kind review": ("block", {"phi.relationship"}),
    "A picture for some": ("revise", {"a11y.alt_text"}),
    "A word for a vendor": ("revise", {"coi.undisclosed"}),
}


@pytest.fixture(scope="module")
def pack() -> PolicyPack:
    return shipped()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_an_example_shows_what_its_title_promises(example: Example, pack: PolicyPack):
    result, _ = judge(example.composer.command(DAY).draft, pack)

    verdict, categories = PROMISES[example.title]
    assert result.verdict == verdict
    assert categories <= {finding.category for finding in result.findings}


def test_at_least_one_example_has_a_safer_version(pack: PolicyPack):
    safer = [judge(example.composer.command(DAY).draft, pack)[1].text for example in EXAMPLES]

    assert any(safer)
