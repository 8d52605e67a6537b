"""Which words of a complaint come back in a reply, beyond what everybody says.

"Waiting" and "the front desk" are themes and come back harmlessly. A name, a procedure, a quoted word, a
run of the writer's own words would tell that the reply is about this writer.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.model import Draft
from bot.page import Page

RUN = 5
"""So many words in a row, taken over, are the writer's and not everybody's."""

WORD = re.compile(r"[a-z][a-z'’-]*[a-z]|[a-z]")
_CAPITAL = re.compile(r"\b([A-Z][a-zé'-]+)\b")
_QUOTED = re.compile(r'"([^"\n]{1,200})"')
LONGEST = 20_000
"""Characters of a complaint in which quotations and runs are looked for; words, in all of it."""

LITTLE = frozenset(
    """a about after again all also am an and any anyone anybody are as at be because been before best but
    by call can come could day did do does doing down each easy even ever every everyone everybody
    feel for from get give glad go good great had hard has have he hear help her here him his how i
    in into is it its itself just keep know least less like listen little long look made make many
    matter matters may me mean more most much must my need never next no nobody not nothing now of
    off on once one only open or other others our ours out over own people person place please
     put read really right said same say see she should so some somebody someone something
    sorry such take talk tell than thank thanks that the their them then there these they thing
    things think this those through time to too try turn until up us use very want was way we well
    were what when where which while who whom why will with without word words work works would
    write yet you""".split()
)  # fmt: skip
THEMES = frozenset(
    """bill billing bills building charge charges clean comment comments cost costs desk doctor doctors fee
    fees food friendly front garage kind kindness lobby nurse nurses office parking phone phones portal
    price prices quick room rooms rude rudeness schedule scheduling staff team teams wait waiting waits
    website""".split()
)  # fmt: skip
"""What many complaints are about: it is nobody's name, wherever it stands, and no detail."""
PARTICULAR = frozenset(
    """visit visits appointment appointments surgery surgeries procedure procedures operation biopsy scan
    mri x-ray xray ct ultrasound colonoscopy endoscopy mammogram exam examination test tests result
    results lab labs dose dosage prescription refill refills medication medications meds medicine
    pill pills shot shots injection injections vaccine infusion transfusion chemo chemotherapy
    radiation dialysis therapy session sessions treatment treatments diagnosis diagnosed referral
    consult consultation admission admitted discharged epidural iv catheter stitches sutures cast
    brace braces crown crowns filling fillings implant implants veneers retainer cleaning extraction
    canal hip knee shoulder spine neck lung lungs kidney liver thyroid foot leg arm wrist ankle
    elbow breast prostate tumor cancer rash infection fever fracture wound sore sores stroke seizure
    pregnancy pregnant birth delivery labor miscarriage abortion transfer embryo ivf cycle cycles
    copay deductible balance invoice account chart charts specimen sample dentures filler botox
    laser swab pacemaker stent bypass hernia gallbladder appendix tonsils cataract cataracts
    glaucoma lasik tooth teeth molar gums jaw anesthesia sedation diabetes diabetic insulin asthma
    depression anxiety bipolar adhd autism hiv aids herpes chlamydia hepatitis covid flu pneumonia
    sepsis mrsa ulcer ulcers arthritis migraine migraines epilepsy dementia alzheimer's parkinson's
    rehab detox methadone suboxone opioid overdose hospice wheelchair walker oxygen ventilator
    mother mom mum father dad husband wife son daughter baby brother sister grandmother grandma
    grandfather grandpa uncle aunt""".split()
)  # fmt: skip


def echoed(reply: str, complaint: str) -> Iterator[str]:
    """The words of ``complaint`` that ``reply`` repeats and should not."""
    page = _folded(complaint)
    said = frozenset(_words(page.text))
    back = _words(_folded(reply).text)
    yield from (word for word in back if word in said and word in PARTICULAR)
    shared = {word for word in back if word in said} - LITTLE - THEMES
    if shared:
        yield from sorted(shared & {word.lower() for word in _names(page.typed)})
        quoted = {word for match in _QUOTED.finditer(page.text[:LONGEST]) for word in _words(match[1])}
        yield from sorted(shared & quoted)
    for at, length in runs(back, _words(page.text[:LONGEST])):
        yield " ".join(back[at : at + length])


@lru_cache(maxsize=4)
def _folded(text: str) -> Page:
    return Page(Draft(text))


def _words(text: str) -> list[str]:
    return WORD.findall(text)


def _names(typed: str) -> Iterator[str]:
    """Words that are written like names: with a capital; at the start of a sentence, too, to be sure."""
    return (match[1] for match in _CAPITAL.finditer(typed))


def runs(reply: list[str], complaint: list[str], length: int = RUN) -> Iterator[tuple[int, int]]:
    """Where ``length`` words in a row are taken over from the complaint, unless all of them are everybody's.

    Each as the place of its first word in ``reply``, and the length.
    """
    theirs = {tuple(complaint[at : at + length]) for at in range(len(complaint) - length + 1)}
    for at in range(len(reply) - length + 1):
        run = tuple(reply[at : at + length])
        if run in theirs and len(set(run) - LITTLE) >= 2:
            yield at, length
