"""Two people release a block together: does the first one's word count still, and are they two? Pure.

Where Bedside cannot know, the answer is no. Somebody whom only a directory vouches for is not looked up in
the pack: what the sign-in said is believed as long as a session lasts. And a person may have one account that
the pack names and another that it does not, so that two ids alone prove nothing.
"""

from datetime import datetime

from bot.approval import Refusal, Released
from bot.people import VOUCHED_FOR, DeskPolicy, Person


def first_of_two(by: Person, policy: DeskPolicy, at: datetime) -> Released:
    """What is remembered of the first of the two."""
    return Released(by.id, at, vouched=policy.release in by.vouched, subject=by.subject)


def still_counts(first: Released | None, policy: DeskPolicy, at: datetime) -> bool:
    """Say whether the first one may release a block now: by the pack, or by a sign-in of today."""
    if first is None:
        return False
    if policy.names(first.person) and policy.people[first.person].may(policy.release):
        return True
    return first.vouched and at - first.at <= VOUCHED_FOR


def not_two(first: Released, second: Person, policy: DeskPolicy) -> Refusal | None:
    """Why ``second`` may be the first one under another account; ``None`` where they are surely two.

    They are where the pack names both, or where one issuer knows both by accounts of their own.
    """
    if policy.names(first.person) and policy.names(second.id):
        return None
    one, other = first.subject.partition(" "), second.subject.partition(" ")
    if one[0] and one[0] == other[0] and one[2] != other[2]:
        return None
    return Refusal(
        "not_surely_two",
        f"Bedside cannot tell that {policy.named(first.person)} and you are two people. "
        "Both need to be named in the policy, or to sign in at the desk's page through your organization.",
    )
