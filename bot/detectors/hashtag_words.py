"""Words that hashtags are made of, to tell run-together words apart. Common words only, no names."""

from functools import lru_cache

WORDS = frozenset(
    """a about above access across act action active activity address administration advocacy advocate after
    again age aging ahead aid air alive all allied always ambulance america american amazing and another
    answer any anxiety app are around art asked at attending awards away aware awareness baby back bad bands
    beach beat beautiful become bed beds before behind being believe best better between beyond big bike
    birth birthing birthplace black blessed block blood blue board body bold bone book born brain brave
    breast breath breathe bright bring build building business busy but by call came camp can cancer cardiac
    care caregiver caregivers cares caring case cath catch celebrate celebration center ceo champion change
    changes changing charity check child children childrens choice choose church city class clean clinic
    clinical close clock cloud club code coffee college come coming commit common communication community
    compassion connect conference congrats congratulations cook cool count country county course courage
    cowboy cpr create crew crisis critical culture cure cut cutting cycle dad dads daily dance dare data
    date daughter day days deal dedicated dental dentist dentists design diabetes difference digital dignity
    dinner disability discharge discover diversity do doc docs doctor doctors does dog dogs doing done dont
    door down draw dream drive duty each early earth east easy eat ed education effort elder elders
    emergency emotional employee employees empower end endo energy engage engineer equality equity er ever
    every everyday everyone exam excellence expo eye eyes face facts fair faith fall families family farm
    father fear feel feels feet fellow fellowship fever fight fighter find fire first fit five flag flat
    flight floor flu focus follow food for force forever foundation four free freedom fresh friday friends
    from front fruit fun fund future gala game garden general gentle get giving give glad global go goals
    going gold golf good got grand grants grateful gratitude great green group grow growing growth guard
    guide hand hands happens happy hard hat have head heal healing health healthcare healthier healthy hear
    hearing heart hearts heat help helping her here hero heroes high hire hiring his history hold holiday
    home hope hospice hospital hospitals hot hour house how hug human humans hunger icu idea if impact
    improve in inclusion infection innovation inspire instagram instagood into is it its job jobs join
    journey joy july june just keep kids kind kindness knee know lab lake lakefront last laugh law lead
    leader leaders leadership learn learning leave left lets life light like line link listen little live
    lives local long look lose love loved loveour low lunch mad made magic magnet make makes making
    management march market matters may me meals mean med medic medical medicine medicaid medicare meet
    member memory men mental mentor mercy midwife midwives mile military mind minds mission mobile mom moms
    monday money month more morning mother motivation mountain mouth move movement my name national nature
    near need needs network never new news next nice nicu night nights nightshift no north not now number
    nurse nursery nurses nursing nutrition of off office old on oncology one only open operating opioid or
    orders organ ortho other our ours out outcomes over pain palliative paramedic parent parents park party
    path patient patients peace peer people perfect pet pharm pharmacist pharmacy phone physical physician
    physicians pick picnic pink place plan planet play please podcast policy power practice pray pregnancy
    prepared prevent prevention pride primary prize process program progress project promise protect proud
    proudto provider providers public purple purpose quality question questions quick quiet race radiology
    read ready real recovery recruitment red region rehab relief remember research researchers residency
    resident residents resilience respect rest results ride right rights rise road rock rocks rodeo room
    rose rounds rule run running rural safe safer safety same save saves saving say scan school science
    screen screening scrub scrubbed scrubs sea season senior seniors serve service sepsis share she shift
    shine shot shots show sick side sign simple six skill skills skin skinny sky sleep slow small smart
    smile smiles smoke snow so social solutions son song soul sound south space speak special spine spirit
    sports spring staff stage stairs stand standards star stars start starts state stay steps stigma stop
    storm story strategy street strength stress stroke strokes strong student students summer summit sun
    sunday sunrise support surgeon surgeons surgery surgical sweet table take talk teach teacher team teams
    teamwork tech technologist telehealth ten than thank thankful thanks that the their them there therapy
    they thing things think this three thursday time times tips to today together too top touch tough town
    training transfer transplant trauma travel treat trial tribute true trust truth try tuesday two under
    union unit united unity up us vaccinate vaccine vaccines value values van vein veterans vibes victory
    view village virtual vision visit voice volunteer volunteers vote wait walk wall want war warm warrior
    wash watch water way we wear wednesday week weekend weight welcome well wellbeing wellness west what
    when where white who whole why wild will win wing winter wise wish with woman women wonder word work
    worker workers working workplace world worth wow write year years yes yoga you young your yours youth
    zero zone""".split()
)
SHORT = frozenset(
    "a ad ai am an as at be by do ed er go he hi if in is it me my no of ok on or so to up us we".split()
)
"""Words of one or two letters that may stand inside a hashtag; others would split anything."""


@lru_cache(maxsize=512)
def apart(tag: str) -> tuple[str, ...]:
    """The words of ``tag`` (lower case), fewest first; empty where it cannot be told apart."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(tag)
    for end in range(1, len(tag) + 1):
        for start in range(max(0, end - 16), end):
            before = best[start]
            word = tag[start:end]
            if before is None or not ((word in WORDS and (len(word) > 2 or word in SHORT)) or word.isdigit()):
                continue
            if best[end] is None or len(before) + 1 < len(best[end] or ()):
                best[end] = (*before, word)
    return best[len(tag)] or ()


def with_capitals(tag: str) -> str | None:
    """``tag`` with a capital for each word; ``None`` where it has one word or cannot be told apart."""
    words = apart(tag.lower())
    return "".join(word.capitalize() for word in words) if len(words) > 1 else None
