"""What an authorization on file allows: in force and wide enough, narrower, lapsed, or none."""

import re

from bot.model import Context, Draft, Outlet

_NARROW = re.compile(
    r"\bonly\b|\bexclud|\bno (?:story|health|diagnosis|medical|photo|face|image)|: none recorded|"
    r"\bscope: (?:photo|photograph|first name)\b(?!.{0,40}(?:story|social|website))"
)
_ALLOWED = re.compile(
    r"(?:written permission|permission[^;,]{0,40} on file|release[sd]?\b[^;]{0,30}on file|signed "
    r"releases|on file from|approv(?:al|ed)[^;]{0,30}(?:text|wording|in writing|on file)|"
    r"consent to this|signed by the employee|not needed)"
)
_EVERYWHERE = re.compile(
    r"all channels|any channel|social media|web\b|website|online|practice social|professional accounts"
)
_OUTLET_WORDS = {
    "linkedin": Outlet.LINKEDIN,
    "instagram": Outlet.INSTAGRAM,
    "facebook": Outlet.FACEBOOK,
    "tiktok": Outlet.TIKTOK,
    "newsletter": Outlet.NEWSLETTER,
    "brochure": None,
    "youtube": Outlet.YOUTUBE,
    "speech": None,
    "print": None,
}
_PICTURE = re.compile(
    r"photo|picture|video|image|portrait|face|footprint|recording|before.and.after|all channels"
)


def standing(draft: Draft) -> str:
    """``holds``, ``narrow``, ``lapsed``, ``none``, ``checked``, ``media checked`` or ``unsaid``."""
    context = draft.context
    text = context.text.lower()
    if context.answering is not None or not text:
        return "unsaid"
    if context.authorizations:
        if not context.authorized:
            return "lapsed"
        scopes = " ; ".join(
            item.scope.lower() for item in context.authorizations if item.holds(context.as_of)
        )
        return "narrow" if _narrow(scopes, draft.outlet) else "holds"
    if _ALLOWED.search(text):
        return "holds"
    if context.authorization_stated:
        return "none"
    if context.privacy_check:
        return "media checked" if context.has_media else "checked"
    return "unsaid"


def covers_pictures(context: Context) -> bool:
    """Say whether an authorization in force names pictures, sound or the like, or names no scope at all."""
    scopes = [item.scope.lower() for item in context.authorizations if item.holds(context.as_of)]
    return any(_PICTURE.search(scope) or not re.search(r"cover|scope", scope) for scope in scopes)


def _narrow(scope: str, outlet: Outlet) -> bool:
    if _NARROW.search(scope):
        return True
    named = [word for word in _OUTLET_WORDS if word in scope]
    if not named or _EVERYWHERE.search(scope):
        return False
    return all(_OUTLET_WORDS[word] is not outlet for word in named)
