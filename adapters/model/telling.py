"""One sentence about the model for the operator; nothing of a model is loaded for it."""

from collections.abc import Sequence

from adapters.settings import Settings
from bot.model_calls import Mode


def told_model(settings: Settings, switches: Sequence[tuple[str, Mode]] = ()) -> str:
    """Who is asked, where, and for whom."""
    if settings.model_name is None:
        given = settings.model_key is not None or settings.model_url is not None
        return "none: BEDSIDE_MODEL does not say which model to ask" if given else "none"
    if not settings.model:
        return "none: neither OPENAI_API_KEY nor OPENAI_BASE_URL is set"
    where = settings.model_url or "https://api.openai.com/v1"
    own = ", ".join(f"{tenant}: {mode.value}" for tenant, mode in switches)
    others = f", but {own}" if own else ""
    return f"{settings.model_name} at {where}; privacy switch: {settings.model_privacy}{others}"
