"""Words that no reply to a public review may hold, by what is the matter with them.

They are asked of every reply: of a composed one as they stand (``reply_faults``), and of a person's own
with what excuses them there (``own_faults``).
"""

import re

_RELATION = (
    r"visits?|appointments?|stay|admission|time (?:with us|here)|care|treatments?|surger(?:y|"
    r"ies)|procedures?|operations?|exams?|scans?|tests?|results?|labs?|diagnos[ei]s|condition|"
    r"symptoms?|injury|pain|wait|prescriptions?|medications?|refills?|records?|charts?|files?|"
    r"accounts?|bills?|balances?|claims?|insurance|copays?|payments?|doctors?|physicians?|"
    r"surgeons?|nurses?|dentists?|providers?|therapists?|care team|room|baby|child|children|"
    r"sons?|daughters?|mothers?|fathers?|mom|dad|husband|wife|parents?|loved ones?|"
    r"family members?|relatives?|recovery|health|history|referrals?|discharge|follow-?up"
)
_WORDS: tuple[tuple[str, str], ...] = (
    ("relationship", rf"\byour (?:[a-z'-]+ ){{0,2}}(?:{_RELATION})\b"),
    (
        "relationship",
        r"\b(?:as|being|were|are|you're|became|remain|valued|former|current) (?:an? |our |"
        r"one of our )?(?:\w+ )?patients? (?:of ours|here|of this)|\bas (?:a|"
        r"our) (?:valued )?patient\b|\byou(?:'re| are| were) (?:a|our|not a|no) patient",
    ),
    (
        "relationship",
        r"\b(?:our|the|my) (?:records?|files?|charts?|schedules?|notes|system|logs?) (?:show|"
        r"indicate|say|confirm|do not|don't|have)",
    ),
    (
        "relationship",
        r"\b(?:no|any|find|found|have|locate) (?:\w+ )?records? (?:of|that|for|under)\b|"
        r"\baccording to (?:our|the) (?:records?|files?|chart)",
    ),
    (
        "relationship",
        r"\b(?:never|not|haven't|have not|hadn't|didn't) (?:been |ever )?(?:seen|treated|"
        r"a patient|met|saw|see|treat|visited) (?:you|here|with us|by us|our|us)?",
    ),
    (
        "relationship",
        r"\b(?:saw|seen|seeing|see|treat(?:ed|ing)?|serv(?:ed|ing)|helped|cared for|caring for|"
        r"looked after|examined|met|meet(?:ing)?|had|having|welcome[d]?|operated on|billed|told|"
        r"called|discharged|admitted|remember(?:s|ed)?) (?:you|him|her|them)\b",
    ),
    (
        "relationship",
        r"\byou (?:were|had|came|visited|saw|received|waited|signed|missed|arrived|left|asked for|"
        r"agreed|refused|spoke|called|chose|trusted|are (?:a|an|our|scheduled|registered|in our)|"
        r"have (?:a|an) (?:appointment|balance|account))\b",
    ),
    (
        "relationship",
        r"\b(?:trust(?:ing|ed)?|choos(?:e|ing)|chose|chosen|visit(?:ing|ed)?|com(?:e|ing) to|"
        r"came to) (?:us|our)\b",
    ),
    (
        "relationship",
        r"\b(?:your|the|at the|until the) next (?:visit|appointment|check-?up|session)\b|"
        r"\bsee you (?:at|in|on|next|again|soon)\b",
    ),
    (
        "relationship",
        r"\b(?:can|could|will|may|do) (?:not )?(?:confirm|deny|verify)\b|\bwe (?:confirm|"
        r"can confirm)\b",
    ),
    (
        "relationship",
        r"\b(?:during|at|after|before|from) (?:the|that|this|his|her|their) (?:visit|appointment|"
        r"stay|surgery|procedure|exam|admission)\b",
    ),
    (
        "admission",
        r"\b(?:our|my) (?:fault|mistakes?|errors?|failures?|negligence|oversight)\b|"
        r"\bwe (?:failed|messed up|dropped the ball|were wrong|were at fault|made (?:a|"
        r"an) (?:\w+ )?(?:mistake|error)|should(?:n't| not)? have|let (?:you|him|her|them) down|"
        r"mishandled|neglected)\b|\b(?:take|accept) (?:full |all )?(?:responsibility|blame)\b|"
        r"\b(?:was|were) (?:unacceptable|inexcusable)\b",
    ),
    (
        "conditional",
        r"\b(?:sorry|apologi[sz]e|apologies|regret)\b[^.!?]*\bif\b|\bif (?:you|anyone|anybody|"
        r"anything|we|this|there)\b[^.!?]*\b(?:sorry|apologi|regret|offend|upset)",
    ),
    (
        "promise",
        r"\b(?:guarantee|promise)[sd]?\b|\b(?:will|won't|shall) (?:never|not) happen\b|"
        r"\bnever happen again\b|\bwe(?:'ll| will) (?:fix|refund|reimburse|investigate|discipline|"
        r"retrain|fire|make (?:it|this|things) right|ensure|see to it|get to the bottom|correct)\b",
    ),
    (
        "incentive",
        r"\b(?:free|gift|discounts?|vouchers?|coupons?|refunds?|rewards?|complimentary|"
        r"waive[sd]?|(?<!take )(?<!taking )credit|raffle|compensat\w+|no charge|on the house)\b",
    ),
    (
        "incentive",
        r"\b(?:change|update|edit|remove|delete|revise|reconsider|take down) (?:your|this|the|"
        r"that) (?:review|post|rating|comment|stars?)\b|\b(?:take|taking) (?:this|that|it|them) down\b|"
        r"\b(?:dollars|percent) off\b",
    ),
    (
        "marketing",
        r"\b(?:award[- ]winning|state[- ]of[- ]the[- ]art|world[- ]class|industry[- ]leading|"
        r"number one|leading provider|best in|top[- ]rated|cutting[- ]edge|unmatched|"
        r"second to none|thousands of (?:happy|satisfied))\b|\bour (?:[\w-]+ ){1,4}(?:is|are) "
        r"(?:\w+ )?(?:the )?(?:shortest|best|fastest|finest|lowest|highest|cleanest|friendliest)\b",
    ),
    (
        "blame",
        r"\byou (?:should|must|ought|need to|failed|didn't|did not|never|refused|misunderst\w+|"
        r"forgot|seem|clearly|obviously)\b|\b(?:had you|as you (?:know|well know)|next time|"
        r"read the|calm(?:ed)? down|"
        r"your (?:own )?(?:attitude|behaviou?r|tone|fault|mistake|choice|problem))\b|"
        r"\bif you (?:had|hadn't|would have)\b|\bbefore you (?:trash|attack|judge|complain|post|write)\b",
    ),
    (
        "strike_back",
        r"\b(?:liars?|lying|lies|fake|false|untrue|dishonest|ridiculous|nonsense|troll|bitter|"
        r"pathetic|slander\w*|libel\w*|defam\w+|competitors?|rude person)\b",
    ),
    (
        "strike_back",  # not one ugly word in it, and meant to hurt all the same
        r"\b(?:funny|interesting|curious|amusing|odd|strange) (?:how|that)\b|"
        r"\b(?:some|certain) people (?:can(?:no|')t|cannot|just|never|will never|are never)\b|"
        r"\bpeople (?:who|that) (?:\w+ )?complain|\bgood luck\b|\belsewhere\b|"
        r"\bfind(?:ing)? (?:a|another|some other) (?:\w+ )?(?:place|practice|office|clinic|doctor)\b|"
        r"\bnot everyone (?:is|can|has|was)\b|\bglass houses\b|\byou know what they say\b|"
        r"\b(?:perhaps|maybe) (?:a|some|a little|more|less) (?:hobby|nap|manners|patience|kindness|"
        r"therapy|decaf|coffee|vacation|mirror|perspective)\b|"
        r"\bthis (?:is|was) (?:not|hardly) (?:that|feedback|honest|fair|helpful|true)\b",
    ),
    (
        "strike_back",  # disbelief: "Really? Two hours?", "Nobody waits that long here."
        r"(?:^|[.!?]\s+)(?!(?:any|have|questions?|concerns?|want|need|still|prefer|rather|thoughts)\b)"
        r"(?:[\w'-]+ ){0,2}[\w'-]+\?|"
        r"\b(?:nobody|no one) (?:else )?(?:ever )?(?:waits?|waited|pays?|paid|gets?|got|had|has ever)\b"
        r"[^.!?]{0,40}\bhere\b|"
        r"\b(?:nobody|no one) else (?:has |had )?(?:ever )?(?:complain|mind|object)\w*",
    ),
    ("legal", r"\b(?:attorneys?|lawyers?|lawsuits?|sue|suing|legal (?:action|team|counsel)|court)\b"),
    (
        "asks",
        r"\b(?:date of birth|full name|your name|social security|account number|record number|"
        r"member id|insurance (?:card|number)|phone number|email address)\b",
    ),
    (
        "date",
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march (?=\d)|"
        r"april|june|july|august|september|october|november|december)\b|\b(?:yesterday|"
        r"last (?:week|month|year|night))\b",
    ),
)
_RIGHTS = r"(?:interpret\w+|translat\w+|language (?:help|line)|captions?|itemi[sz]ed \w+|statements?)"
_FREE = r"(?:free(?: of charge)?|(?:at |for )?no (?:extra )?(?:charge|cost))"
OWED = re.compile(rf"\b{_RIGHTS}\b[^.!?]*\b{_FREE}\b|\b{_FREE}\b[^.!?]*\b{_RIGHTS}\b", re.IGNORECASE)
"""What everybody gets without paying by law or custom: saying so offers nothing to anybody."""
CHECKS = tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _WORDS)
