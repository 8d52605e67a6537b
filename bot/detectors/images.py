"""What an attachment may show: never judged by looking, but by what is said of it and what was checked."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.authorization import covers_pictures, standing
from bot.detectors.detector import Detector, Found
from bot.model import Context
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_SHOWS = re.compile(
    r"\b(?:patient'?s?|resident'?s|client'?s?|clients|resident in|child|children|newborns?|babies|"
    r"baby|infants?|toddler|incubator|bassinet|wristband|"
    r"bracelet|whiteboard|tracking board|patient board|names? (?:\w+ )?(?:visible|legible|readable|"
    r"cropped)|names? and|first names|initials|"
    r"surnames?|legible|readable|face visible|faces visible|face and|tattoos?|scars?|x-rays?|ct scan|"
    r"ecg|ekg|ultrasound|mri scan|chart note|dob|"
    r"date of birth|birth date|member id|label|signed|signature|handwritten|handwriting|voicemail|"
    r"voice memo|caller's voice|audio|stretcher|"
    r"torso|close-up|exam room|patient room|house number|plates? visible|wrist|monitor$|consultation "
    r"room|waiting room|(?:photos?|video|pictures?) of "
    r"(?:a|the|an|two|three|\w+) (?:man|woman|person|people|boy|girl|kid|couple|patient|resident)s?|"
    r"group photos|before-and-after|before and after|chin|"
    r"smile|projector slide|chat thread|screen with names|bullet)\b"
)
_CLINICAL = re.compile(
    r"\b(?:icu|nicu|picu|pacu|er|ed|or|emergency|operating|surgical|surgery|suite|ward|unit|infusion|"
    r"recovery|trauma|triage|nurses' station|cath lab|"
    r"lab|treatment|exam|bay|bays|bed|beds|corridor|hallway|pre-op|procedure|med room|reading room|"
    r"monitors?|screens?|gym|theatre|theater|clinic floor|"
    r"dialysis|chairs|stepdown|east|west|north|south|dental|centre|center|resus|control room)\b"
)
_HARMLESS = re.compile(
    r"\b(?:no (?:real )?(?:people|patients?|faces|labels|names|voices|houses|card|patient data|"
    r"photographs)|empty|mannequin|manikin|phantom|simulat\w+|demonstration|"
    r"demo|training|teaching model|plastic|printed model|staff (?:only|actors)|staff volunteer|"
    r"actors?|author's own|illustrations?|drawing of|graphic|"
    r"cartoon|sketch(?:es)?|before opening|closed for|text only|simulated|volunteer actors|permission "
    r"on file|releases? on file|museum|published|"
    r"blank|stock photo|rendering|map of|animated|hold music)\b"
)
_POINTS_AT = re.compile(
    r"\b(?:look at|swipe|before and afters?|behind (?:me|us|the)|photo|picture|pic|selfie|video|clip|"
    r"sound on|exhibit|zoom|screenshot|snap(?:ped)?|reel)\b"
)


def _shown(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Attachments said to show somebody in care or what names them, with neither check nor authorization."""
    said = _attached(page.draft.context)
    if said is None or not _SHOWS.search(said) or _HARMLESS.search(said):
        return
    context = page.draft.context
    stands = standing(page.draft)
    if stands in {"lapsed", "none"} or (context.privacy_check is not True and not _covered(context, stands)):
        yield _place(page)


def _covered(context: Context, stands: str) -> bool:
    if stands == "holds":
        return not context.authorizations or covers_pictures(context)
    return stands == "narrow" and covers_pictures(context)


def _unchecked(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """Attachments from where people are cared for, and no privacy check on record."""
    context = page.draft.context
    said = _attached(context)
    if said is None or context.privacy_check is True or _HARMLESS.search(said):
        return
    if context.privacy_check is False or _CLINICAL.search(said):
        if context.privacy_check is None and not _CLINICAL.search(said):
            return
        yield _place(page)


def _attached(context: Context) -> str | None:
    if not context.has_media or context.attachments is None:
        return None
    phrases = re.split(r"[;\n]", context.text.lower())
    told = [phrase for phrase in phrases if not _OTHER_MATTERS.match(phrase.strip())]
    return " ; ".join(told)


_OTHER_MATTERS = re.compile(
    r"(?:authori[sz]ations?|organization|disclosures?(?: register)?|freeze|incident|review|alt text|"
    r"captions)\b"
)


def _place(page: Page) -> Found:
    """Where the draft speaks of what is attached; often it does not, and nothing is pointed at."""
    match = _POINTS_AT.search(page.text)
    return Found(*page.sentence(match.start())) if match else Found()


DETECTORS = (
    Detector(
        "shown_in_media", "an attachment said to show somebody in care, unchecked and not authorized", _shown
    ),
    Detector(
        "media_unchecked", "an attachment from a clinical area with no privacy check recorded", _unchecked
    ),
)
