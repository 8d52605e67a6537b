"""The rules of every policy version that was in use, for whoever asks later by which ones was decided."""

from typing import Protocol

from bot.policy import PolicyPack
from bot.rules_version import rules_text


class KeptRules(Protocol):
    """Where rules are kept. Nothing changes or removes them: they hold no draft and nobody's account."""

    async def keep(self, pack: PolicyPack) -> None:
        """Keep the rules of ``pack`` by its versions, unless they are here already.

        Raises:
            BookUnavailable: They were not kept.
        """
        ...

    async def version_of(self, policy_version: str) -> str | None:
        """The rules version of a policy version; ``None`` where it was in use before rules were kept.

        Raises:
            BookUnavailable: Nobody can say now.
        """
        ...

    async def text_of(self, rules_version: str) -> str | None:
        """The rules as ``rules_text`` writes them: their version begins its SHA-256.

        Raises:
            BookUnavailable: Nobody can say now.
        """
        ...


class RulesInUse:
    """Of one pack alone, where there is no database."""

    def __init__(self, pack: PolicyPack) -> None:
        self._versions: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._take(pack)

    async def keep(self, pack: PolicyPack) -> None:
        """Know those of ``pack``, too."""
        self._take(pack)

    async def version_of(self, policy_version: str) -> str | None:
        """The rules version of a policy version; see the port."""
        return self._versions.get(policy_version)

    async def text_of(self, rules_version: str) -> str | None:
        """The rules; see the port."""
        return self._texts.get(rules_version)

    def _take(self, pack: PolicyPack) -> None:
        self._versions[pack.version] = pack.rules_version
        self._texts[pack.rules_version] = rules_text(pack.judging)
