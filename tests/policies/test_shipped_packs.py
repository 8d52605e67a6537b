"""Every shipped rule proves itself on its own examples, and says what it must say."""

import json
import re

import pytest

from bot.page import Page
from bot.policy import Rule
from bot.policy_examples import draft_of, failures, is_run
from bot.review import findings_of
from tests.packs import shipped

PACK = shipped()
GAP = re.compile(r"\{[a-z_]+\}")
RULES = [rule for rule in PACK.rules if rule.status != "off"]
CLAUSES = {f"D{n}" for n in range(1, 9)} | {f"N{n}" for n in range(1, 5)}


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_a_rule_finds_its_flags_and_lets_its_passes_go(rule: Rule):
    assert list(failures(PACK, [rule])) == []


def test_every_rule_says_why_with_a_source_and_how_to_fix_it():
    silent = [rule.id for rule in RULES if not rule.sources or not rule.why or not rule.suggest]

    assert silent == []


def test_every_do_and_dont_of_the_article_is_a_guideline():
    assert {guideline.clause for guideline in PACK.guidelines.values()} >= CLAUSES


def test_no_sentence_says_that_a_privacy_law_defines_unprofessional_content():
    told = json.dumps([[rule.message, rule.why, rule.suggest] for rule in PACK.rules]).lower()

    assert "hipaa defines" not in told


def test_sentences_are_short_enough_for_a_phone():
    long = [rule.id for rule in RULES if max(len(rule.message), len(rule.suggest or "")) > 240]

    assert long == []


def test_dress_is_not_judged_unless_an_organization_asks_for_it():
    article = shipped("article")

    assert all(rule.status == "off" for rule in article.rules if rule.category == "prof.attire")
    assert all(rule.status != "active" for rule in PACK.rules if rule.category == "prof.attire")


@pytest.mark.parametrize("rule", [rule for rule in PACK.rules if is_run(rule)], ids=lambda rule: rule.id)
def test_what_a_person_reads_has_no_gap_left_to_fill(rule: Rule):
    for example in rule.data["flags"]:
        draft, _ = draft_of(example)
        page = Page(draft)
        for finding in findings_of(rule, page, PACK.scan(page, complaint=rule.sorts_complaints)):
            assert not GAP.search(f"{finding.message} {finding.suggestion or ''}")
