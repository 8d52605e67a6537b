"""The tables that are ours: a module for each part of Bedside that keeps something."""

from adapters.database.tables.base import metadata, written
from adapters.database.tables.desk import draft_text, register, review_case, submission
from adapters.database.tables.digests import digest_organization, digest_sent, digest_week, subscription
from adapters.database.tables.log import beginning, checkpoint, decision, legal_hold, once
from adapters.database.tables.model import model_ability, model_switch, model_usage
from adapters.database.tables.own import personal, pillar
from adapters.database.tables.platforms import kept_card, slack_installation, slack_oauth_state
from adapters.database.tables.policy import policy_rules, policy_version
from adapters.database.tables.web import pending_answer, session, signing_in
from adapters.database.tables.work import conversation, inbox, outbound, pace

__all__ = [
    "beginning",
    "checkpoint",
    "conversation",
    "decision",
    "digest_organization",
    "digest_sent",
    "digest_week",
    "draft_text",
    "inbox",
    "kept_card",
    "legal_hold",
    "metadata",
    "model_ability",
    "model_switch",
    "model_usage",
    "once",
    "outbound",
    "pace",
    "pending_answer",
    "personal",
    "pillar",
    "policy_rules",
    "policy_version",
    "register",
    "review_case",
    "session",
    "signing_in",
    "slack_installation",
    "slack_oauth_state",
    "submission",
    "subscription",
    "written",
]
