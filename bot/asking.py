"""Puts questions to a language model together. Pure: a text comes in as ``Redacted`` and in no other way.

One short list of rules a call; the texts travel as fields of a JSON object with a nonce, never among the
instructions.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot import model_answers as answers
from bot.model import Complaint, Draft, Finding, Kind, Outcome, Reply, Triage
from bot.model_calls import Prompt, Question, Task
from bot.policy import Guideline, PolicyPack
from bot.redaction import Redacted
from bot.replies import contact_of
from bot.reply_faults import contact_details, roles

MOST_RULES = 32
"""A list that is longer is followed less well."""

SPARED = frozenset({"do.search-yourself", "do.join-professional-groups", "do.use-features-well"})
"""Guidelines about habits: no single draft can go against them."""

ABOUT_REPLIES = (
    "law.never-confirm-a-patient",
    "dont.strike-back",
    "practice.calm-tone",
    "law.honest-reviews",
)
LONGEST_RULE = 220
LONGEST_TO_REWRITE = 5_000
"""Characters. A rewrite may have 1,500 tokens, about 6,000 characters, and three seconds."""


def own_words(pack: PolicyPack) -> tuple[str, ...]:
    """What the organization says of itself, which is no identifier of anybody."""
    told = pack.organization
    return (*contact_details(pack), *roles(pack), *map(str, told.get("roles", {}).values()))


def messages(question: Question, nonce: str, repair: str | None = None) -> list[dict[str, str]]:
    """The two messages of a call: instructions, and the data.

    Args:
        question: What is asked.
        nonce: Drawn anew for every call.
        repair: The code of what was wrong with the last answer, and nothing else of it.
    """
    prompt = question.prompt
    rules = "\n".join(f"- {rule_id}: {text}" for rule_id, text in question.rules)
    system = prompt.system.replace("{nonce}", nonce).replace("{rules}", rules)
    if repair is not None:
        system += "\n\n" + prompt.repair.replace("{code}", repair)
    data = {"nonce": nonce, **question.facts, **{name: text.text for name, text in question.texts.items()}}
    return [
        {"role": "system", "content": system},
        {"role": "user", "content": json.dumps(data, ensure_ascii=False)},
    ]


def rewritable(draft: Draft) -> bool:
    """Say whether a model has room to word all of ``draft`` anew; half an answer would be none."""
    return len(draft.text) <= LONGEST_TO_REWRITE


def instructions(question: Question) -> str:
    """What a text must not give away: the instructions, without the rules, which come from the pack."""
    return question.prompt.system.replace("{rules}", "").replace("{nonce}", "")


@dataclass(frozen=True, slots=True)
class Asker:
    """Puts the questions of one workspace together, from the pack and the prompts in use."""

    tenant: str
    prompts: Mapping[Task, Prompt] = field(repr=False)
    pack: PolicyPack

    def findings(self, draft: Draft, texts: Mapping[str, Redacted]) -> Question:
        """Which guidelines does this draft go against?"""
        known = _guidelines(self.pack, draft.kind)
        facts = {"kind": draft.kind.value, "outlet": draft.outlet.value, "picture": _picture(draft)}
        schema = answers.findings_schema(one.id for one in known)
        return self._question(Task.FINDINGS, texts, facts, _listed(known), schema, cacheable=True)

    def rewrite(self, draft: Draft, texts: Mapping[str, Redacted], findings: Sequence[Finding]) -> Question:
        """How would the author say this without what was found?"""
        points = dict.fromkeys((finding.guideline, _point(finding, self.pack)) for finding in findings)
        facts = {"kind": draft.kind.value, "outlet": draft.outlet.value}
        return self._question(Task.REWRITE, texts, facts, list(points)[:MOST_RULES], answers.rewrite_schema())

    def replies(
        self, complaint: Complaint, text: Redacted, triage: Triage, standing: Sequence[Reply]
    ) -> Question:
        """How may the organization answer, in the tones of ``standing``?"""
        known = [self.pack.guidelines[one] for one in ABOUT_REPLIES if one in self.pack.guidelines]
        facts = {
            "outlet": complaint.outlet.value,
            "tones": " ".join(reply.tone.value for reply in standing),
            "contact": contact_of(triage, self.pack) or "",
        }
        return self._question(Task.REPLIES, {"review": text}, facts, _listed(known), answers.replies_schema())

    def triage(self, complaint: Complaint, text: Redacted) -> Question:
        """Does a person have to look at this complaint?"""
        known = [one for one in self.pack.triage.get("signs", ()) if one["outcome"] == Outcome.ESCALATE]
        rules = [(one["category"], _short(f"{one['label']}. {one['why']}")) for one in known]
        schema = answers.triage_schema(one["category"] for one in known)
        return self._question(
            Task.TRIAGE, {"review": text}, {"outlet": complaint.outlet.value}, rules, schema
        )

    def _question(
        self,
        task: Task,
        texts: Mapping[str, Redacted],
        facts: Mapping[str, str],
        rules: Sequence[tuple[str, str]],
        schema: Mapping[str, Any],
        *,
        cacheable: bool = False,
    ) -> Question:
        return Question(
            self.tenant,
            self.prompts[task],
            texts,
            facts=facts,
            rules=rules,
            schema=schema,
            policy_version=self.pack.version,
            cacheable=cacheable,
        )


def _listed(guidelines: Sequence[Guideline]) -> list[tuple[str, str]]:
    return [(one.id, _short(f"{one.title}. {one.text}")) for one in guidelines]


def _guidelines(pack: PolicyPack, kind: Kind) -> list[Guideline]:
    """The guidelines that rules for drafts of this kind uphold, in the pack's order."""
    upheld = {
        rule.guideline.id
        for rule in pack.rules
        if rule.status == "active"
        and not rule.sorts_complaints
        and (not rule.surfaces or kind in rule.surfaces or rule.surfaces.isdisjoint({*Kind}))
    }
    known = (one for one in pack.guidelines.values() if one.id in upheld and one.id not in SPARED)
    return list(known)[:MOST_RULES]


def _point(finding: Finding, pack: PolicyPack) -> str:
    """What is to be mended, in the pack's own words: a finding's message may quote the draft."""
    guideline = pack.guidelines[finding.guideline]
    suggest = next((rule.suggest for rule in pack.rules if rule.id == finding.rule), None)
    helps = suggest if suggest and "{" not in suggest else guideline.text
    return _short(f"{guideline.title}. {helps}")


def _picture(draft: Draft) -> str:
    return {None: "unknown", True: "yes", False: "no"}[draft.context.has_media]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_RULE else flat[: LONGEST_RULE - 1] + "…"
