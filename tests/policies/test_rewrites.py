"""Every honest change that a shipped rule offers leads to a version that the same packs pass."""

import pytest

from bot.model import Verdict
from bot.policy import Rule
from bot.policy_examples import draft_of
from bot.review import review
from bot.safer import safer_version
from tests.packs import shipped

PACK = shipped()
REPLY, POST = "Please call our manager at 555-0160.", "The cafe opens at eight."
CHANGING = [rule for rule in PACK.rules if rule.status == "active" and rule.rewrite is not None]


def test_these_rules_offer_a_change():
    assert len(CHANGING) >= 20


@pytest.mark.parametrize("rule", CHANGING, ids=lambda rule: rule.id)
def test_a_change_that_is_offered_passes_the_same_review(rule: Rule):
    texts = []
    for example in rule.data["flags"]:
        around = REPLY if example.get("kind") == "reply" else POST
        draft, _ = draft_of({**example, "text": f"{example['text']} {around}"})
        safer = safer_version(draft, review(draft, PACK), PACK)
        if safer.text is not None:
            changed = type(draft)(safer.text, draft.kind, draft.outlet, draft.context)
            assert review(changed, PACK).verdict is Verdict.OK
            texts.append(safer.text)

    assert texts, f"no example of {rule.id} comes out clean"


@pytest.mark.parametrize(
    ("text", "kind", "safer"),
    [
        ("Studies show that naps make better nurses.", "post", "I believe that naps make better nurses."),
        ("We are so fucking proud of the night crew.", "post", "We are so proud of the night crew."),
        ("Our flu shots are here!!!! Come by.", "post", "Our flu shots are here! Come by."),
        ("PLEASE WASH YOUR HANDS before you visit.", "post", "Please wash your hands before you visit."),
        ("Read more about #nursesweek on our page.", "post", "Read more about #NursesWeek on our page."),
        ("Meet our world-class stroke team on Friday.", "post", "Meet our stroke team on Friday."),
        ("Hi Wanda, please call 555-0160.", "reply", "Thank you, please call 555-0160."),
        (
            "We are sorry if you felt that way. Please call 555-0160.",
            "reply",
            "We are sorry for the experience described here. Please call 555-0160.",
        ),
        (
            "We are sorry that your visit ran late. Please call 555-0160.",
            "reply",
            "We take what is described here seriously. Please call 555-0160.",
        ),
        (
            "Long lines are hard. It will never happen again. Please call 555-0160.",
            "reply",
            "Long lines are hard. We are working on this. Please call 555-0160.",
        ),
    ],
)
def test_a_change_says_less_and_nothing_new(text: str, kind: str, safer: str):
    draft, _ = draft_of({"text": text, "kind": kind, "outlet": "google" if kind == "reply" else "linkedin"})

    assert safer_version(draft, review(draft, shipped("article")), shipped("article")).text == safer
