"""Outlets as people write them, the same wherever somebody picks one."""

from collections.abc import Iterable, Mapping

from bot.model import Outlet

OUTLET_NAMES: Mapping[Outlet, str] = {
    Outlet.LINKEDIN: "LinkedIn",
    Outlet.X: "X",
    Outlet.INSTAGRAM: "Instagram",
    Outlet.FACEBOOK: "Facebook",
    Outlet.THREADS: "Threads",
    Outlet.BLUESKY: "Bluesky",
    Outlet.YOUTUBE: "YouTube",
    Outlet.TIKTOK: "TikTok",
    Outlet.PRESS: "Press",
    Outlet.NEWSLETTER: "Newsletter",
    Outlet.INTERNAL: "Internal",
    Outlet.BLOG: "Blog",
    Outlet.WEBSITE: "Website",
    Outlet.GOOGLE: "Google",
    Outlet.YELP: "Yelp",
    Outlet.HEALTHGRADES: "Healthgrades",
}

REVIEW_SITES = (Outlet.GOOGLE, Outlet.YELP, Outlet.HEALTHGRADES)
"""Where the public writes, and nobody of ours but in reply."""
COMPLAINED_AT = (*REVIEW_SITES, Outlet.FACEBOOK)
"""Where public reviews of us stand."""
OUTLETS = tuple(outlet for outlet in Outlet if outlet not in REVIEW_SITES)
"""Where a post may appear."""


def outlet_name(value: str) -> str:
    """An outlet as people write it."""
    return OUTLET_NAMES[Outlet(value)] if value in set(Outlet) else value


def choices(outlets: Iterable[Outlet]) -> dict[str, str]:
    """What stands in a form for each of ``outlets``, and what people read there."""
    return {outlet.value: OUTLET_NAMES[outlet] for outlet in outlets}
