"""People with roles in a Slack of our own, and what they press there."""

from collections.abc import Mapping
from typing import Any

from adapters.slack import actions
from bot.policy import PolicyPack
from tests.approvals import DESK
from tests.slack import ANN, a_click, a_dm, a_submission
from tests.slack_stage import Stage
from tests.web import the_pack

DANA, CARL, CLEO, OTTO = "U0DANA", "U0CARL", "U0CLEO", "U0OTTO"
_ACCOUNTS = {"ann": ANN, "dana": DANA, "carl": CARL, "cleo": CLEO, "otto": OTTO}


def a_desk_pack(**changes: Any) -> PolicyPack:
    """The small pack with the desk's people, known by their Slack accounts."""
    people = [
        {**person, "accounts": [f"slack:{_ACCOUNTS[person['id']]}"]} if person["id"] in _ACCOUNTS else person
        for person in DESK["people"]
    ]
    return the_pack(organization={"name": "Test", "desk": {**DESK, "people": people, **changes}})


def elements(message: Mapping[str, Any]) -> dict[str, Any]:
    """The buttons and lists of a message or a view, by what they say."""
    found = [element for block in message["blocks"] for element in block.get("elements", ())]
    found += [block["accessory"] for block in message["blocks"] if "accessory" in block]
    pressable = [e for e in found if e.get("type") in {"button", "static_select"}]
    return {(e.get("text") or e["placeholder"])["text"]: e for e in pressable}


def a_press(stage: Stage, message: Mapping[str, Any], label: str, *, reason: str = "", **more: Any) -> Any:
    """A press of the button ``label`` of ``message``, or a pick of ``reason`` in the list of that name."""
    element = elements(message)[label]
    value = element.get("value", "")
    stands = {name: message[name] for name in ("thread_ts",) if name in message and "container" not in more}
    click = a_click(element["action_id"], value, **more) | {"response_url": stage.slack.hook()}
    click["container"] |= stands | ({"message_ts": message["ts"]} if stands else {})
    click["actions"][0] |= {"block_id": _row_of(message, element), "text": element.get("text")}
    if reason:
        (option,) = [o for o in element["options"] if o["text"]["text"] == reason]
        click["actions"][0] = {
            "type": "static_select",
            "action_id": element["action_id"],
            "block_id": _row_of(message, element),
            "selected_option": option,
        }
    return click


def _row_of(message: Mapping[str, Any], element: Any) -> str:
    """The row that a button stands in; Slack names those that were sent without a name."""
    rows = [b for b in message["blocks"] if element in b.get("elements", ())]
    return str(rows[0].get("block_id", "Xy1")) if rows else "Xy1"


async def press(stage: Stage, message: Mapping[str, Any], label: str, **more: Any) -> None:
    """Press it."""
    await stage.client.interaction(a_press(stage, message, label, **more))


async def sent(stage: Stage, text: str) -> str:
    """Ann sends a draft, and hands its review to communications; returns the submission's id."""
    await stage.client.event(a_dm(text))
    await stage.settled(1)
    await press(stage, stage.slack.answers()[0], "Send to communications")
    await stage.settled(2)
    found = (await stage.decisions())[0].decision
    assert found.event == "sent"
    return str(found.details["submission"])


async def looks(stage: Stage, submission: str, user: str, channel: str = "") -> Any:
    """Somebody opens a submission, on the home tab or in a channel; returns the window."""
    click = a_click(f"{actions.LOOK}-0", f"show {submission}", user=user)
    click["container"] = {"type": "view", "view_id": "V0"}
    if channel:
        click["container"] = {"type": "message", "channel_id": channel, "message_ts": "1.5"}
    await stage.client.interaction(click)
    return stage.slack.views[-1]


def a_decision(
    view: Mapping[str, Any], user: str, decision: str, *, text: str | None = None, **reasons: str
) -> Any:
    """The form, sent: with what stands in it, or with other words."""
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        name, element = block["block_id"], block["element"]
        if element["type"] == "plain_text_input":
            values[name] = {"field": {"value": text if text is not None else element.get("initial_value")}}
        else:
            picked = decision if name == "decision" else reasons.get(name)
            values[name] = {"field": {"selected_option": {"value": picked} if picked else None}}
    return a_submission(
        view["callback_id"], values, view_id=f"V-{user}-{decision}", metadata=view["private_metadata"]
    ) | {"user": {"id": user, "username": "x", "name": "x", "team_id": "T000000001"}}
