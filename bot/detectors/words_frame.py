"""The small words that say how a sentence hangs together, and every word's class as one letter.

A sentence becomes a short string of class letters, one a word, and a pattern over that string says who
does what: ``hbV`` is "he was admitted", ``owC`` "our ... who". The letters:

    i I, me         m my            w we, us        o our           h he, she       r her
    s his           y you           Y your          t they          j their         a a, an, one
    d the           x this, that    q a certain     b is, was       v has, had      f for
    z with          e in, on, at    g from          u of            l after, since  n not, never
    c who, whose    p if, anyone    > to, through
    K kin           M man, kid      O baker, mayor  S staff         P patient       Q plural people
    N first name    U other name    H Mr, Mrs       D Dr            ' somebody's    " staff's
    @ handle        # hashtag for somebody          & mail, link    0 years old     * an age past 89
    Z small number  % other figure  = a code        ^ a phone       ° time of day   ~ a year long past
    C surgery       G visit, tube   X condition     B body part     V admitted      R medicine
    A came in       E awake, died   L lost, saved   J crash, fell   W unit, bed     F hospital
    T day, month    k shop, school  ! in the news   1 only, first   I budget, board $ money
    - drill, doll   , pause         ? question      | sentence      . any other word
"""

from bot.detectors import words_care as care
from bot.detectors import words_people as people

_SMALL = {
    "i": "i i'm i've i'd i'll me myself im ive",
    "m": "my mine",
    "w": "we we're we've we'd we'll us ourselves",
    "o": "our ours",
    "h": "he he's he'd he'll she she's she'd she'll him himself herself",
    "r": "her hers",
    "s": "his",
    "y": "you you're you've you'd you'll u ya ye yourself thee",
    "Y": "your yours ur",
    "t": "they they're they've they'd they'll them themselves",
    "j": "their theirs",
    "a": "a an one another",
    "d": "the",
    "x": "this that these those that's",
    "q": "certain particular",
    "b": "is was are were be been being am isn't wasn't aren't weren't 's got gets getting get",
    "v": "has had have having hasn't hadn't haven't did does do didn't",
    "f": "for",
    "z": "with w/ w without",
    "e": "in on at inside onto upstairs downstairs outside by near under over up down out off back",
    "g": "from",
    "u": "of",
    "l": "after since before during until till while because post following when as",
    "n": (
        "not no never none nobody nothing don't doesn't can't cannot won't couldn't wouldn't "
        "shouldn't didn't without"
    ),
    "c": "who whose whom who's who'd who'll",
    ">": "to into through thru toward towards",
    "Z": (
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
        "half third second fourth both twice dozen"
    ),
    "0": "yo y/o yr-old old aged age",
    "k": (
        "street road lane avenue county creek hill lake river bridge school high church parish shop "
        "store diner bakery library lodge farm mill dealership barn market mall bar cafe restaurant "
        "theater parade rodeo team band choir league village town township neighborhood valley island "
        "route highway court courthouse station jail university college academy elementary middle "
        "kindergarten ballpark stadium arena gym fairgrounds grade"
    ),
    "p": (
        "if whether anyone anybody everyone everybody whoever whatever any every each someone's "
        "anyone's nobody's should would could might may please imagine suppose typical average "
        "usually often generally always"
    ),
    "T": (
        "today tonight yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday "
        "mondays tuesdays wednesdays thursdays fridays saturdays sundays morning afternoon evening "
        "night noon midnight dawn dusk weekend week month january february march april may june july "
        "august september october november december christmas easter thanksgiving halloween tue wed "
        "thu fri sat sun thurs tues mon jan feb mar apr jun jul aug sep sept oct nov dec am pm a.m "
        "p.m o'clock shift hours hour minutes minute days day weeks months year years spring summer "
        "fall autumn winter ago last moment now just this-morning supper lunch breakfast"
    ),
    "!": (
        "news viral famous tv headlines televised tabloids tmz podcast documentary channel cnn "
        "gofundme billboard celebrity newspaper paper reporter media vigil vigils tiktok youtube "
        "video"
    ),
    "1": (
        "only first last oldest youngest smallest biggest favorite favourite known remember rare "
        "rarest sole newest"
    ),
    "I": (
        "budget policy committee funding grant hiring training survey report data percent average "
        "median bill senate congress medicaid medicare legislation meeting agenda strategy plan "
        "margin staffing wages union contract vendor award awards congratulations congrats retirement "
        "retiring retired promoted appointed named joins joined welcome welcoming hired hire event "
        "register registration link website forum town gala luncheon conference summit keynote "
        "scholarship donation donations donate fundraiser volunteers residency class classes program "
        "programs campaign launch launched opening opens ribbon renovation construction parking "
        "cafeteria coffee cake menu audit quarter fiscal revenue annual dashboard metric metrics "
        "score rate rates percentage statewide nationwide guideline guidelines cdc fda study studies "
        "trial journal vaccine vaccines awareness month screening system systems software printer "
        "machine elevator boiler roof building"
    ),
    "-": (
        "drill drills mannequin mannequins manikin manikins dummy simulated simulation simulator "
        "composite composites invented fictional fictitious pretend scenario scenarios imaginary "
        "made-up phantom actor actors hypothetical exercise mascot puppet robot example dog cat horse "
        "goat ledger archive archives history historical museum century"
    ),
    "$": (
        "dollars owes owed bill billed balance invoice account payment paid collections insurer "
        "insurance insurers medicare medicaid claim policy"
    ),
}
_LARGE = (
    ("P", people.IN_CARE),
    ("K", people.KIN),
    ("S", people.STAFF),
    ("M", people.MEN),
    ("O", people.CALLINGS),
    ("Q", people.PLURALS),
    ("D", people.TITLES),
    ("H", people.HONORIFICS),
    ("V", care.CLINICAL_VERBS),
    ("J", care.INJURIES),
    ("X", care.CONDITIONS),
    ("C", care.PROCEDURES),
    ("B", care.BODY),
    ("R", care.DRUGS),
    ("W", care.UNITS),
    ("G", care.SOFT_CARE),
    ("A", care.ARRIVALS),
    ("E", care.OUTCOMES),
    ("L", care.LIFE_VERBS),
    ("F", care.FACILITY),
)


def _classes() -> dict[str, str]:
    known: dict[str, str] = {}
    for letter, words in _SMALL.items():
        for word in words.split():
            known.setdefault(word, letter)
    for letter, family in _LARGE:
        for word in family:
            known.setdefault(word, letter)
    for _, family in (_LARGE[0], _LARGE[1], _LARGE[3], _LARGE[4]):
        for word in family:
            known.setdefault(_plural(word), "Q")
    return known


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith("man"):
        return word[:-3] + "men"
    return word + "s"


CLASS_OF = _classes()
