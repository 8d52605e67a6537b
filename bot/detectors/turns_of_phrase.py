"""Turns of phrase that carry more than their words: care, fame, secrecy, permission, invention.

Each is one to four words. A sentence that has one gets its family's mark.
"""

from collections.abc import Iterator
from itertools import compress, count

CARE = """
on our table|on the table|on my table|rang the bell|ring the bell|rings the bell|ringing the bell
came in with|comes in with|walked in with|came to us|come to us|comes to us|came through our
pulled through|pulling through|made it home|going home|went home|sent home|headed home|heading home
goes home|on the vent|off the vent|off the tube|on oxygen|no pulse|back with us|back on the|been with us
is with us|are with us|still with us|here with us|stay with us|left with us|us since|under our care
in our care|in for his|in for her|in for a|was in for|is in for|in for detox|came in for|comes in for
coming in for|to surgery|in surgery|out of surgery|into surgery|after surgery|went into labor
into labour|in labor|in labour|water broke|water breaks|gave birth|was born|were born|born here|born at
born on|born in our|born to|months clean|years clean|days clean|clean since|sober since|got clean
got sober|tested positive|on the list|transplant list|against advice|medical advice|went ama
walked out of|rolled out of|moved in after|last chemo|last treatment|last round|round of chemo
rounds of chemo|final treatment|first treatment|the chart|life support|died in|died on|died at|passed on
passed away|saved his|saved her|saved a|saved the life|his life|her life|held his hand|held her hand
at the bedside|told him|told her|took off|took out|cut off|sewed up|found out|the diagnosis
diagnosed with|not going home|to live|last breath|left us|gone by|is awake|woke up|first steps
walking again|her feet|his feet|two new|new knee|new knees|new hip|new hips|new kidney|new heart
new liver|new lungs|new valve|new teeth|new smile|new ears|new nose|came out of|comes here|comes to our
sees us|saw us|seen us|seeing us|treated here|one of ours|one of our|one of mine|of ours|his stay
her stay|weeks post|months post|post op|discharged home|was admitted|got admitted|been admitted
stitched up|patched up|fixed up|didn't make|did not make|won't make it|never woke|long road|on her own
recovering from|getting better|feeling better|doing better|doing great|hanging in|is stable|is resting
in bed|from his bed|from her bed|hospital bed|his room|her room|our patient|my patient|chair by the
corner room|on the ward|on the unit|on the floor|in the chair|in our chair|in my chair|in the er
in the ed|in the icu|in the unit|months ago we|for the birth|birth of|due in|due date|weeks pregnant
expecting a|checked in|checked out|checks in|dropped off|brought in|wheeled in|flown in|airlifted to
transferred to|moved to|sent to|stopped breathing|heart stopped
"""
FAME = """
you know who|you know the one|y'all know|you all know|everyone knows|everybody knows|whole town
half the town|you saw|you all saw|y'all saw|may have seen|might have seen|you've seen|have seen him
have seen her|you'll remember|you'll know|you know him|you know her|know the one|remember the
remember that|on the news|in the news|from the news|the news|went viral|the viral|from tv|on tv|off tv
on channel|of channel|in the paper|the paper|the one with|the one who|the one from|the ones who
the ones with|that one|yes him|yes her|guess who|guess which|guess the|this town|in town|small town
only one|the only|a certain|first ever|in the county|in the state|in the valley|three counties
our very own|very own|everyone's favorite|everybody's favorite|prayers for|pray for|prayers to
praying for|family of|you've met|you have met|if you were|famous for|better known|known around|known to
used to run|who runs|runs the|owns the|drives the|coaches the|teaches at|coached at|plays for|sings at
works at the|sits on|the lady who|the man who|the woman who|the guy who|the fella who|the fellow who
the gentleman who|the kid who|the boy who|the girl who|last surviving
"""
HUSHED = """
no names|not naming|won't name|can't name|not saying who|can't say who|won't say who|say who
tell you who|can't tell you|could tell you|not supposed to|shouldn't be|shouldn't say|shouldn't tell
between us|our secret|but hipaa|hipaa but|if you know|if u know|u know u|you know what|that's all i'll
all i'll say|ask me how|know who it|can confirm|can't confirm|i can confirm|we can confirm|said it was
yes he|yes she|yes it's|no he|no she|never been|has never been|is not and|not a patient here|one of mine
i saw the|seen the scan|saw the scan|saw the chart|read the chart|seen the chart|looked it up|looked up
our records|guess whose|word is|little bird|hint|off the record|doesn't know i'm|doesn't know i
asked us not|said it was fine|said it's fine|he said i could|she said i could|said i could post
fine to share|ok to share|okayed on the|told me ok|says hi
"""
PUBLIC = """
if you|if your|if someone|if anyone|if a|when you|your doctor|your child|call 911|call or text
anyone who|everyone who|people who|patients who|families who|kids who|those who|no one|no patient
no patients|nobody's chart|can't discuss|cannot discuss|won't discuss|can't talk about|can't say more
we never|not ours to|hers to tell|his to tell|theirs to tell|never post|our own count|annual report
public file|sign up|open house|walk ins|no appointment|ask your|talk to your|screening starts|per cent
our count|medical examiner|all of them|the same for|for anyone|for everyone|any patient|every patient
each patient|a patient who|when a patient|a patient is
"""
INVENTED = """
a composite|composite of|made up|made her up|made him up|not a real|no real|isn't real|doesn't exist
don't exist|none of these people|changed everything|details changed|everything that could|a drill
the drill|our drill|volunteer actor|role play|teaching case|from a dozen|invented from|invented a
not a person|no such|nobody and|standardized patient|a simulation|in simulation|simulation lab|sim lab
training dummy|years ago in|a century|long dead|the ledger|the archive|the archives|our founder
founded in
"""
PERMITTED = """
with permission|gave permission|gave us|her permission|his permission|their permission
written permission|written consent|signed authorization|asked me to tell|asked us to|asked that we
asked to be named|wanted you to know|wants you to know|on file|the release|release form|signed form
in writing|own words|her own story|his own story|she chose|he chose|okayed this|approved this|read this
signed off|her signature|his signature|leave to tell|leave to say|agreed to|with her ok|with his ok
their written
"""
STAFFED = """
joined us|joins us|joining us|of service|years with us|with us for|retires|retired from|new chief
our new|employee of|nurse of|daisy award|works nights|worked here|who cleans|who leads|who founded
leads our|led the|led our|our own dr|our driver|our chef|his team|her team|first day|new hire
board certified|passed her|passed his|the board|residency|fellowship|named to|appointed|elected to
runs our|who runs our|in billing|in payroll|from billing|in facilities|in dietary|in pharmacy
from the lab|on nights|her shift|his shift|his retirement|her retirement|pinned|years as|taught us
trained|mentored|his badge|her badge|staff member|his crew|her crew|our staff
"""
OWN = """
my own|i was diagnosed|my surgery|my diagnosis|my knee|my hip|my cancer|my stroke|my heart|my kidney
my mother|my father|my dad|my mom|my wife|my husband|my son|my daughter|my brother|my sister
my grandmother|my grandfather|my psychiatrist|my doctor|i had my|i had a|i've had|i took
in recovery myself|i've been sober|i quit|i got my|i broke|i collapsed|i fell|i am a patient|for me
i live with
"""
NEWBORN = """
lb|lbs|pounds oz|weeks early|at 24 weeks|at 25 weeks|at 26 weeks|at 35 weeks|twins|triplets|quads|quints
baby boy|baby girl|it's a boy|it's a girl|a boy|a girl|first baby|new baby|grams|kilos|skin to skin
newborn|the baby|her baby|their baby|our baby
"""
MARKS = {
    "2": CARE,
    "3": FAME,
    "4": PUBLIC,
    "5": PERMITTED,
    "6": STAFFED,
    "7": OWN,
    "8": HUSHED,
    "9": NEWBORN,
    "~": INVENTED,
}


_Rest = tuple[tuple[tuple[str, ...], str], ...]


def _table() -> dict[str, dict[str, _Rest]]:
    """By the first word and the second (empty for a word by itself): what must follow, and the mark."""
    table: dict[str, dict[str, _Rest]] = {}
    for mark, phrases in MARKS.items():
        for phrase in phrases.replace("\n", "|").split("|"):
            words = tuple(phrase.split())
            if words:
                second = table.setdefault(words[0], {})
                key = words[1] if len(words) > 1 else ""
                second[key] = (*second.get(key, ()), (words[2:], mark))
    return table


_TURNS = _table()
_TURNS |= {word.capitalize(): second for word, second in _TURNS.items()}


def turns(words: list[str]) -> Iterator[tuple[int, str]]:
    """Where a turn of phrase begins in ``words``, and its mark; a first word may be a capitalized one.

    What ends a sentence is a word of its own here, so no turn goes from one sentence into the next.
    """
    last = len(words) - 1
    for at in compress(count(), map(_TURNS.__contains__, words)):
        second = _TURNS[words[at]]
        if at < last and words[at + 1] in second:
            for rest, mark in second[words[at + 1]]:
                if not rest or tuple(words[at + 2 : at + 2 + len(rest)]) == rest:
                    yield at, mark
        for _, mark in second.get("", ()):
            yield at, mark
