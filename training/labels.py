"""What the reader learns to name: categories, the verdict they call for, and what it leaves to rules."""

from typing import Final

DRAFTS: Final = ("post", "reply")
REVIEWS: Final = ("review",)
KINDS: Final = (*DRAFTS, *REVIEWS)
"""Kinds of text; drafts and reviews have a network each."""

BLOCK: Final = (
    "phi.name",
    "phi.date",
    "phi.age90",
    "phi.contact",
    "phi.mrn",
    "phi.location",
    "phi.image",
    "phi.relationship",
    "phi.story",
    "phi.sensitive",
    "prof.intoxication",
    "prof.drugs",
    "prof.unlawful",
    "prof.profanity",
    "prof.offensive",
    "coi.mnpi",
    "coi.campaign",
    "coi.review_solicit",
    "claim.misinformation",
    "claim.offlabel",
    "claim.embargo",
    "legal.labor",
    "legal.confidential",
    "legal.antitrust",
    "crisis.freeze",
    "reply.strike_back",
    "reply.legal_threat",
    "reply.incentive",
    "reply.admission",
    "reply.asks_phi",
    "triage.legal",
    "triage.safety",
    "triage.threat",
    "triage.selfharm",
    "triage.discrimination",
    "triage.privacy",
    "triage.media",
    "triage.employee",
    "triage.fraud",
    "triage.abuse",
    "triage.emergency",
)
REVISE: Final = (
    "phi.image_check",
    "prof.alcohol",
    "prof.attire",
    "prof.profanity_censored",
    "topic.political",
    "topic.religious",
    "topic.social",
    "coi.undisclosed",
    "coi.endorsement",
    "claim.unsubstantiated",
    "claim.stat_unsourced",
    "claim.outdated",
    "claim.quote",
    "legal.copyright",
    "privacy.self",
    "strategy.off_pillar",
    "strategy.tone",
    "reply.blame",
    "reply.sarcasm",
    "reply.conditional_apology",
    "reply.defensive",
    "reply.overpromise",
    "reply.no_offline",
    "triage.fake",
    "triage.staff_named",
)
THEMES: Final = (
    "theme.wait_time",
    "theme.billing",
    "theme.courtesy",
    "theme.communication",
    "theme.clinical",
    "theme.access",
    "theme.facility",
    "theme.pain",
    "theme.discrimination",
    "theme.privacy",
    "theme.discharge",
    "theme.digital",
    "theme.praise",
)
CATEGORIES: Final = BLOCK + REVISE + THEMES
VERDICTS: Final = ("ok", "revise", "block")

# Counting and case are exact rules' work; an uncased encoder cannot even see them.
LEFT_TO_RULES: Final = ("platform.", "a11y.")


def verdict_of(categories: set[str]) -> str:
    """The verdict that ``categories`` call for; platform and accessibility advice counts as ok."""
    if categories & set(BLOCK):
        return "block"
    return "revise" if categories & set(REVISE) else "ok"
