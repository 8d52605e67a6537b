"""Something to press: what it says, and the words behind it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """Something to click: what it says, and the words that somebody could type instead.

    ``reasons`` holds codes and labels to pick from; the picked code is added to the words. ``asks`` names a
    text that is to be written or pasted, which goes along with the words; ``hint`` says how it may be
    written, or what ``reasons`` are where they do not say why; ``sends`` is what the button says that sends
    it, where that is not the label.
    """

    label: str
    words: str
    reasons: tuple[tuple[str, str], ...] = ()
    grave: bool = False
    asks: str = ""
    hint: str = ""
    sends: str = ""

    @property
    def picking(self) -> str:
        """What is to be picked from ``reasons``, as the end of the label's sentence."""
        return f"{self.label}, {self.hint or 'because'}"

    @property
    def sending(self) -> str:
        """What the button says that sends the text."""
        return self.sends or self.label


def button_lines(buttons: Sequence[Button]) -> list[str]:
    """Buttons as whoever types would write them."""
    return [f"  {one.label}: {one.words}{_picked(one)}" for one in buttons if not one.asks]


def _picked(button: Button) -> str:
    """What stands for the code that is to be picked: one of ``reasons`` that are none goes by its name."""
    if not button.reasons:
        return ""
    return " REASON" if not button.hint else f" {'|'.join(code for code, _ in button.reasons)}"


def either(names: Sequence[str]) -> str:
    """One of several people, in words."""
    if not names:
        return "somebody whom the policy does not name yet"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
