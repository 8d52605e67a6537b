"""What should be there and is not."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.detectors.detector import Detector, Found
from bot.matching import compile_pattern
from bot.page import Page

Hits = tuple[tuple[int, int], ...]

_ROUTE = compile_pattern(
    r"\b\d{3}[-. ]\d{3,4}\b|[\w.+-]+@[\w-]+\.\w+|\b(?:dm|pm|dms|inbox|messenger)\b|\bmessages?(?: us| me|"
    r"\s+(?:here|our)|[.!]|$)|"
    r"\b(?:private|direct) (?:message|note|line)|\b(?:please|just|do|can|could|may|to|and|or|us|kindly|"
    r"would you|give us a) "
    r"(?:call|phone|email|e-mail|ring|reach|contact|write to|text)\b|\b(?:email|call|phone|ring|text|"
    r"contact|message|reach|dm) "
    r"(?:me|us|our|the)\b|\bby (?:phone|message|email|voice)\b|\b(?:visit|use) (?:our|the) (?:secure |"
    r"contact )?form|\b(?:llame|llamar|marque)\w*|\b(?:911|988)\b"
)
_PRAISE = compile_pattern(
    r"\b(?:five stars?|5 stars?|[45]/5|10/10|love[ds]?|loving|wonderful\w*|amazing|excellent|best|"
    r"kind(?:est|ness)?|great|fantastic|"
    r"thank(?:s| you)|lovely|awesome|saved|grateful|perfect|gentle|sweet(?:est)?|changed my life|recommend|"
    r"saints?|angels?|bless|"
    r"cheerful|patient with|proud|kudos|shout ?out|hero(?:es)?|caring|unhurried|nice|easy|warm(?:ed)?|"
    r"favorite|delightful|superb|gem|rock|"
    r"remembered|quick|friendly|fixing|laughing|caught|beautiful\w*|gorgeous|breeze|fun|hug(?:s|ged)?|sang|"
    r"sings|ty|thx|enjoy\w*|glad|happy|pleased|helpful|comfort\w*|welcoming|treasure)\b"
)
_COMPLAINT = compile_pattern(
    r"\b(?:not|no|wait(?:ed|ing)?|rude|bill(?:ed|ing)?|worst|terrible|awful|wrong|lost|hurts?|ignored|"
    r"refus\w+|charg\w+|fraud|"
    r"dirty|lied|mistake|error|collections?|1 star|one star|why|but|though|only|cold|missed|nobody|again|"
    r"disappoint\w*|smell\w*|"
    r"broken|late|never (?:again|call|got|show|answer|come|came))\b|n't\b"
)
_THANKS = compile_pattern(
    r"\b(?:made (?:our|my|the|a|us)|kind (?:note|words?|thing)|compliments?|five stars|(?:four|"
    r"4) stars gratefully|framed?|on the wall|"
    r"pass(?:ed|ing)? (?:it|this|that|your|them)|so pleased|so proud|delighted|congratulations|"
    r"thanks? (?:you )?for (?:the|this|such|these|lending|sharing) "
    r"(?:kind|generous|laugh|smile|great|lovely|shout|love|five|words)|high praise|warm note|lovely|"
    r"grin\w*|smile|laugh|love (?:this|hearing|your)|"
    r"you made|happily|read (?:it|this|him|her) (?:out|aloud)|show(?:n|ing)? the (?:whole )?(?:crew|team))\b"
)
_NOT_OURS = compile_pattern(
    r"\b(?:meant for|belong\w* to|another (?:business|clinic|office|practice|hospital)|"
    r"different (?:business|office|clinic)|wrong (?:door|page|place|business|"
    r"listing|address)|restaurant|we do(?:n't| not) (?:serve|sell|fix|repair|treat cats)|take credit|"
    r"human hospital|vets?|asked the (?:site|platform)|"
    r"told (?:yelp|google|facebook)|flagged it|pointed (?:google|yelp)|mistaken|mix-up of names|"
    r"right (?:dr|doctor|place|one)|next door|dental office|across the (?:street|road|hall|pier|lot|square)|"
    r"(?:doors?|blocks?|floors?) (?:down|along|up|over|away|above|below)|"
    r"an? (?:door|block|floor) (?:down|up))\b"
)


def _no_private_route(page: Page, hits: Hits, options: Mapping[str, Any]) -> Iterable[Found]:
    """A reply to a complaint names no private way to go on; thanks for praise and mix-ups need none."""
    if _ROUTE.search(page.text) or _NOT_OURS.search(page.text):
        return
    complaint = (page.draft.context.answering or "").lower()
    praised = len(set(_PRAISE.findall(complaint)))
    complained = len(set(_COMPLAINT.findall(complaint)))
    if praised > complained or (praised + complained == 0 and _THANKS.search(page.text)):
        return
    yield Found()


DETECTORS = (Detector("no_private_route", "a reply without a private way to go on", _no_private_route),)
