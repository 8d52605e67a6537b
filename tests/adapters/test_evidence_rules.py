"""By which rules was decided: kept for each policy version, on a fake and on both databases, and exported."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from adapters.database.kept_rules import SqlKeptRules
from adapters.evidence import evidence
from adapters.evidence_rules import NOT_KEPT
from adapters.kept_rules import KeptRules, RulesInUse
from bot.policy import PolicyPack, compile_pack
from bot.rules_version import rules_text
from tests.builders import NOON, a_decision, a_rule, pack_data
from tests.fakes import FixedClock, InMemoryDecisionLog

SQL = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def a_pack(version: str, *rules: Mapping[str, Any], **more: Any) -> PolicyPack:
    return compile_pack(pack_data(*rules, **more), version)


WIDGET = a_rule({"phrases": ["widget"]}, id="claim.source.widget", message="Where does {number} come from?")
FIRST = a_pack("hospital@1+aaa", WIDGET)
SOMEBODY_LEFT = a_pack("hospital@1+bbb", WIDGET, organization={"name": "H", "desk": {"people": []}})
STRICTER = a_pack(
    "hospital@1+ccc",
    WIDGET,
    a_rule({"phrases": ["gizmo"]}, id="claim.source.gizmo", severity={"default": "revise", "x": "block"}),
)


@pytest.fixture(params=["memory", *SQL])
def kept(request: pytest.FixtureRequest) -> KeptRules:
    if request.param == "memory":
        return RulesInUse(FIRST)
    return SqlKeptRules(request.getfixturevalue(request.param), FixedClock(NOON))


async def test_rules_are_kept_by_both_versions_and_however_often_they_are_the_same(kept: KeptRules):
    for pack in (FIRST, SOMEBODY_LEFT, STRICTER, FIRST):
        await kept.keep(pack)

    assert await kept.version_of("hospital@1+aaa") == await kept.version_of("hospital@1+bbb")
    assert await kept.version_of("hospital@1+ccc") == STRICTER.rules_version != FIRST.rules_version
    assert await kept.version_of("hospital@0+old") is None
    assert await kept.text_of(STRICTER.rules_version) == rules_text(STRICTER.judging)
    assert await kept.text_of("0" * 32) is None


async def exported(kept: KeptRules, *versions: str) -> zipfile.ZipFile:
    log = InMemoryDecisionLog()
    for version in versions:
        await log.record(a_decision(policy_version=version))
    made = evidence(log.export("local"), date(2026, 3, 1), date(2026, 3, 9), kept)
    return zipfile.ZipFile(io.BytesIO(b"".join([piece async for piece in made])))


def rows(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(name).decode())))


async def test_a_pack_names_the_rules_of_every_version_that_decided_and_says_which_were_not_kept():
    kept = RulesInUse(FIRST)
    await kept.keep(SOMEBODY_LEFT)
    await kept.keep(STRICTER)
    await kept.keep(a_pack("hospital@9+unused", a_rule({"phrases": ["never"]}, id="claim.source.never")))

    archive = await exported(kept, "hospital@0+old", "hospital@1+aaa", "hospital@1+bbb", "hospital@1+ccc")

    versions = {row["policy_version"]: row["rules_version"] for row in rows(archive, "policy-versions.csv")}
    assert versions == {
        "hospital@0+old": NOT_KEPT,
        "hospital@1+aaa": FIRST.rules_version,
        "hospital@1+bbb": FIRST.rules_version,
        "hospital@1+ccc": STRICTER.rules_version,
    }
    found = rows(archive, "rules-in-force.csv")
    assert [(row["rules_version"], row["rule"], row["severity"]) for row in found[:-1]] == [
        (FIRST.rules_version, "claim.source.widget", "default: block"),
        (STRICTER.rules_version, "claim.source.gizmo", "default: revise; x: block"),
        (STRICTER.rules_version, "claim.source.widget", "default: block"),
    ]
    assert found[0]["message"] == "Where does … come from?"
    assert found[-1]["message"] == f"hospital@0+old: {NOT_KEPT}"
    assert NOT_KEPT in archive.read("README.txt").decode()
    assert "not kept" in archive.read("evidence.html").decode()


async def test_the_rules_are_in_it_whole_and_their_name_proves_them():
    archive = await exported(RulesInUse(STRICTER), "hospital@1+ccc")

    (name,) = [name for name in archive.namelist() if name.startswith("rules/")]
    text = archive.read(name)

    assert name == f"rules/{STRICTER.rules_version}.json"
    assert hashlib.sha256(text).hexdigest().startswith(STRICTER.rules_version)
    assert json.loads(text)["rules"][1]["detect"] == {"phrases": ["gizmo"]}
    digests = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
    assert digests[name] == hashlib.sha256(text).hexdigest()


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "a\x1b[2J"])
async def test_what_a_rule_says_is_safe_in_a_table(text: str):
    pack = a_pack("hospital@1+ddd", {**WIDGET, "message": text})

    archive = await exported(RulesInUse(pack), "hospital@1+ddd")

    (row,) = rows(archive, "rules-in-force.csv")
    assert not row["message"].startswith(("=", "@"))
    assert row["message"].isprintable()
