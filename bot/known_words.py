"""Everyday words of this field, and its acronyms. Written by ``training/known_words.py``."""

KNOWN = frozenset(
    """a abandoned abbey ablation able aboard abortion about above abroad abscess absence absolute
    absolutely abstract abstracts absurd abt abuela abuelita abuse accelerator accent accents accept
    accepted accepting access accessibility accessible accident accidentally accidents according
    accordingly accordion account accountability accountant accountants accounting accounts accreditation
    accredited accrediting accreditor accreditors acct accuracy accurate accusation accused ache aches
    acknowledge acknowledged acne acoustics acquired acres across act acted acting action actionable
    activated active activities activity actor actors acts actual actually actuary acuity acupuncture
    acupuncturist acute ad add added addict addiction adding address addressed addresses addressing adds
    adequate adjective adjectives adjourned adjust adjusted adjuster adjustment adjustments admin
    administration administrative administrator administrators admiration admire admission admissions
    admit admits admitted adolescent adolescents adopt adopted adoption adore adored ads adult adults
    advance advert advertise advertised advertisement advice advise advised adviser advises advisory
    advocacy advocate advocates aesthetician affair affairs affected affection affidavit affirming afford
    afraid after afternoon afternoons afters afterward afterwards again against age aged agencies agency
    agenda agent agents ages aggressive aging agitated ago agony agree agreed agreeing agreement agrees
    ahead aid aide aides aids ailment aim ain air aircraft airlift airline airplane airport airports airs
    airway airy aisle al alarm alarmed alarming alarms alas album alcohol alcoholic ale alert alerts
    algorithm aligner aligners alike alive all allegation allergic allergies allergist allergy alley
    alliance allotment allow allowance allowed allows almond almost alone along alongside aloud alphabet
    alphabetical already alright also altar alterations altered alternate alternatives alternator
    although altitude alto alumni always am amateur amazed amazing ambassador amber ambient ambition
    ambitious ambos ambulance ambulances amendment amnesty among amount amoxicillin ampersand ample
    amputation amputations amputee an anaesthesia anaesthetic anaesthetist anaesthetists analysis analyst
    analysts analyzer analyzers anatomy anchor and anecdote anesthesia anesthesiologist anesthesiologists
    anesthetic anesthetist angel angels anger angle angry animal animals ankle ankles annex annexe
    anniversary annotated announce announced announcement announcements announcer announces announcing
    annoy annoyed annoying annual anon anonymous anos another answer answered answering answers anthem
    anti antibiotic antibiotics antibody antique antitrust antlers ants anxiety anxious any anybody
    anyhow anymore anyone anyplace anything anytime anyway anyways anywhere apart apartment apartments
    aphasia apiece apnea apologetic apologies apologise apologised apologising apologize apologized
    apologizes apologizing apology apostrophes app apparently appeal appealed appealing appeals appear
    appeared appears appendix appetite applaud applauds applause apple apples applicant applicants
    application applications applied applies apply applying appointed appointment appointments appraisal
    appreciate appreciated appreciation apprentice appropriate approval approvals approve approved
    approves apps appt appts apricot apron aprons aquarium aquatic aqui arbitration arch archbishop
    archdeacon architect architects architecture archive archivist are area areas aren argue argued
    argues arguing argument arguments arithmetic arm armchair armed armor armory armrest arms around
    arrange arranged arrangement arrest arrested arrival arrivals arrive arrived arrives arriving arrow
    arrows arson art artery arthritic arthritis article artist artists as ashamed ashes ashtrays aside
    ask asked asking asks asleep asphalt aspirin assassin assault assaults assembly assessed assessment
    assessments assessor assigned assignment assistance assistant assistants assisted assists assoc
    associates association assume assumed assure assured asthma astray astronaut at ate atheist atheists
    atrial atrium attach attached attack attacked attacks attempt attend attendance attendances attendant
    attendants attended attending attendings attention attentive attic attitude attorney attorneys
    attributed au auction auctioneer audience audio audiologist audiologists audiology audit audited
    auditor auditorium auditors audits auger aunt auntie aunties aunts auth authentic author authority
    authorization authorized authors auths autism autistic auto autoclave automated automatic autumn
    auxiliary available average averaged averages avert averted aviary aviation avocado avoid avoided
    await awake award awards aware awareness away awayday awful awkward awning awnings axe axis babe
    babies baby bachelor back backdated backed background backing backlog backpack backs backside backup
    backups backward backwards bacon bacteria bad badge badges badly bag bagel bagels bagged bagpiper
    bags bailiff bait bake baked baker bakery bakes baking baklava balance balanced balances balcony bald
    baler ball ballad ballet ballfield ballgame balloon balloons ballot ballots ballpark ballroom balls
    balm ban banana band bandage bandages bands bandstand bang bangs banjo bank banker bankers banking
    banned banner banquet banshee baptisms baptized bar barbecue barber barbers barbershop barbershops
    barcode bare barely bargain bargaining bariatric barista bark barked barn barrel barrier barrow bars
    bartender base baseball based basement basements basic basically basin basket bass bassline bat batch
    batches bath bathe bathed bathes bathing bathrobe bathroom bathrooms baths bathtub bats batteries
    battery battle bay bays bc be beach bead beads beagle beaker beam beaming bean beanbag beans bear
    bearable beard bearing bears beat beaten beating beats beautiful beautifully beauty became because
    become becomes bed bedpan bedpans bedrail bedroom bedrooms beds bedsheet bedsheets bedside bedtime
    bee beekeeper beekeepers been beep beeped beeping beeps beer beers bees beet beetroot before
    beforehand beg began begged begging begin beginners beginning begins begonias begun behalf behave
    behaved behaving behavior behavioral behind beige being beings believable believe believed believes
    believing bell bells belly belong belonged belonging belongs beloved below belt belts bench benches
    bending bends beneath benefit benefits benign bent bereavement berth beside besides best bestie
    besties bet beta betray bets better betting between beverage beyond bf biased bib bicycle bicycles
    bid bidders bidding bids bifocals big bigger biggest bike bikes bikini bikinis bill billboard
    billboards billed biller billing bills bin binder binders bingo bins bio biography biology biomed
    biopsy biplanes bipolar bird birdbath birds birth birthday birthdays birthing births biscuit biscuits
    bishop bishops bit bite bites biting bits bitten bitter black blacked blackout blacksmith bladder
    blade blame blamed blames blaming blank blanket blankets blazer bleach bleachers bled bleed bleeding
    bleeds bleeped blender bless blessed blessing blew blind blinded blinds blink blinked blinking blinks
    blister blizzard bloating block blocked blockhead blocking blocks blog blond blonde blood bloodbath
    bloodmobile bloods bloodwork bloody bloom blouse blow blower blown blue blueberry bluegrass blues
    blunt blur blurred blurry board boarded boarders boarding boardroom boards boat boathouse boats
    boatyard bodies body boil boiled boiler boilers bold bollard bolt bolted bomb bond bonding bone bones
    bonus bonuses boo book booked bookie booking bookkeeper booklet bookmobile books bookshop boom
    booster boosters boot bootcamp booth booths boots border borders bore bored boredom boring born
    borough borrow borrowed borrower borrowing boss bosses bossing bossy bot both bother bothered
    bothering bothers bottle bottled bottles bottom bought bounce bouncy bound bourbon bow bowed bowel
    bowels bowl bowling bowls box boxed boxer boxers boxes boxing boy boyfriend boys bp bra brace braced
    bracelet bracelets braces bracket brag bragging braid braids brain brains brake brakes branch
    branches brand brass brats brave braver bravest brb breach bread break breakdown breaker breakfast
    breakfasts breaking breakroom breaks breakups breast breath breathe breathed breathes breathing
    breech breed breeze brevity brewery bribed bribes brick bricks bride brides bridge bridges brief
    briefcase briefing briefly brigade bright brighter brigid brilliant bring bringing brings brioche
    brisk brisket bro broad broadband broadcast brochure brochures broke broken broker bronze brooch
    brookline broom bros broth brother brothers brought brow brown brownie brownies browser bruise
    bruised bruises brunch brush brushed brushes brusque brutal brute btw bu bubble bubblegum bubbles
    bubs bucket buckets buckle bucks bud buddy budget budgets budgie buffet bug bugs build builders
    building buildings built bulb bulbs bull bulldozer bullet bulletin bullpen bullsh bully bump bumped
    bumper bumpers bumpy bums bun bunch bundle bundles bunion bunk bunker bunting buprenorphine burger
    burgers burglar burgundy burial buried burn burned burner burning burnout burns burnt burrito bursar
    burst bursting bury bus buses busiest business businesses busting busy but butcher butchered butchers
    butler butter butterflies butterfly button buttoned buttons buy buyer buying buys buzzed buzzer by
    bye bylaw bylaws bypass cab cabin cabinet cabinets cable cables cactus cafe cafeteria cage cake cakes
    calcifies calculator calculus calendar calendars calf caliche calipers call callback called caller
    callers calling calls calm calmed calmer calmly calories calves cam came camera cameras camp campaign
    campaigning campaigns camper campers campfire camping campus campuses can canal canals cancel
    canceled cancellation cancellations cancelled cancelling cancer cancers candid candidate candidates
    candle candles candor candour candy cane canes cannabis canned cannery cannon cannot canoe cant
    canteen cap capacity capes capital capitals capitol capped caps capsule captain captains caption
    captions car caramel carbon card cardboard cardiac cardigan cardigans cardio cardiologist
    cardiologists cardiology cards care cared career careers careful carefully caregiver caregivers
    careless carer cares caring carnation carnations carolers carols carousel carp carpal carpenter
    carpenters carpentry carpet carpets carpool carried carrier carries carrot carrots carry carrying
    cars cart cartilage carton cartoon cartoons carts carved carving case cases caseworker cash cashier
    casino casserole casseroles cast castle castor casts casualty cat catalog cataract cataracts catch
    catcher catches catching category catered caterer caterers catering caterpillar catfish cath
    cathedral catheter cats cattle caught cause caused causes cavities cavity cc ceilidh ceiling
    celebrate celebrated celebrities celebrity celery cell cellar cellist cellists cello cells cement
    census cent center centers centimetres central centre centrifuge cents century ceramic cereal
    ceremony certain certainly certainty certificate certificates certification certified chag chain
    chained chains chair chaired chairing chairman chairs chalked challenge chamber chambers champ
    champagne champion champs chance chances chandelier change changed changer changes changing channels
    chaos chaotic chap chapel chaperone chaplain chaplaincy chaplains chaps chapter chapters character
    charades charcoal charge charged charger chargers charges charging charity charm charmed charming
    chart charted charter charting charts chase chased chasing chat chats chatter chatting chatty cheap
    cheaped cheaper cheapest cheat cheating cheats check checkbook checked checker checkers checking
    checklist checkout checks checkup checkups cheek cheeks cheer cheered cheerful cheers cheese chef
    chemical chemist chemistry chemo chemotherapy cheque cheques chess chest chests chew chewed chewing
    chews chi chicken chickens chief chiefly chiefs child childcare childhood children chili chill
    chilled chiller chillers chilli chills chimney chin chins chip chipped chips chiro chiropractic
    chiropractor chiropractors chlorine chocolate choice choices choir choirmaster choke choking
    cholesterol choose choosing chop chose chosen chowder christened christening christenings chronic
    chuckle church churches churchyard chute cider cigar cigarette cigarettes cigars cinema cinnamon
    circle circled circles circling circuit circumcision circus cistern cite citizen citizens city civil
    civilly cking claim claimed claims clamp clamps clan clap clapped clapper claps clarity class classes
    classify classmates classroom clause claustrophobia claw clay clean cleaned cleaner cleaners cleanest
    cleaning cleanings cleans cleanse clear clearance cleared clearest clearly clears clementines clerk
    clerks clever click clicked clicks client clients climb climbed climber climbing climbs clinic
    clinical clinician clinicians clinics clip clipboard clipboards clipped clippers clips clock clocks
    clogs close closed closely closer closes closest closet closing closings closure closures clot cloth
    clothes clots cloud clouds cloudy clown clowns club clubhouse clubs clue clues clumsy cluster co
    coach coached coaches coaching coal coast coat coats cobbler cochlear cocoa coconut code coded
    codeine coders codes coding coffee coffin cohort coil coin coincidence coins cold colder coldness
    collapse collapsed collar collarbone colleague colleagues collect collected collecting collection
    collections collects college colleges colon colonoscopies colonoscopy colony color colored colorful
    coloring colors colour coloured colours column columnist columns coma combed combination combine
    combined combines come comeback comedian comers comes comfort comfortable comfortably comfy comic
    comin coming comma command commander commas commencement commend comment commentary comments
    commercial commercials commission commissioner commissioners commit committed committee committees
    commode commodity common commonest comms communication communications communion communities community
    commute comp compact companies companion company compare compared compares comparing comparison
    compass compassion compassionate compete competent competing competition competitive competitor
    competitors complain complained complaining complains complaint complaints complete completed
    completely complex compliance compliant complicated complications compliment complimentary
    complimented compliments composed composite composition compost compound compounded compounding
    compression compressions compressor compulsory computer computers comunidad con concentrator concern
    concerned concerning concerns concert concierge conclave conclusion conclusions concrete concussion
    condensation condition conditioning conditions condolence condolences condoms conduct conducted
    conductor cone cones conf conference conferences confess confessed confession confidence confidential
    confidentiality confirm confirmation confirmed confirms conflict confused confusing confusion
    congrats congratulate congratulated congratulations congregation congressman connect connected
    connection conscience consent consented consents consequences conservatory consider consideration
    considered console constable construction constructive constructor consul consult consultancy
    consultant consultants consultation consultations consulted consulting consults consumer contact
    contacted contacts contain contained contains content contents contest contested context continent
    contingency continue continued continues continuity contract contractor contractors contracts
    contralto contrast contributed contribution control controlled controller controls convenience
    convenient convention conversation conversations conversion convert conveyor conviction convinced
    cook cookbook cookbooks cooked cooker cookie cookies cooking cookout cooks cool cooled cooler coolers
    cooling cooperate cooperating cooperative coordinadora coordinator coordinators cop copay copays
    copied copier copies copy copying cord cordial cords corduroy core cork corkboard corn cornbread
    corneas corner cornfield coroner corporate corpse correct corrected correcting correction corrections
    corrects correspondence corridor corridors cos cosmetic cost costs costume cosy cot cots cotton couch
    couches cough coughed coughing coughs could couldn couldnt council councillors councilman
    councilwoman counsel counseling counselling counsellor counselor counselors count counted counter
    counterparts counters counties counting countries country counts county couple couples couplet coupon
    coupons courage couriers course court courteous courteously courtesy courthouse courtroom courtyard
    cousin cousins covenant cover coverage covered covering coverings covers cow coward coworker
    coworkers cows cox coy cozy cr crab crabs crack cracked cracker crackers cracking craft cranberry
    crane crap crash crashed crates craving cravings crawfish crawls crayon crayons crazies crazy creaks
    cream creamery creased create creative creche credentialing credentials credenza credit credited
    credits creed creeds creep crew crews crib cribbage cricket cried crier cries crime crimes criminal
    crisis crisps critical criticism critics crnas crockpot crocodile crocs croissant croissants crook
    crooked crooks crop cropped cross crossed crossing crossroads crossword crosswords croup crow crowd
    crown crowns cruel cruise crumb crushed crust crutch crutches cry crying crypto crystal crystals
    cubicle cue cuff cufflinks cuffs culprit culture cultures culvert cup cupboard cupcakes cups curb
    cure cured cures curiosity curious current currently curry curse cursed cursive curt curtain curtains
    curve cushion cushions cussing custard custodian custody custom customer customers customs cut cute
    cutlery cutoffs cuts cutters cutting cuz cyber cycle cycles cyst czar d da dad dads daffodils dahlias
    daily dairy dal dam damage damages damn damp dance danced dances dancing dane danger dangerous
    dangling dare dared dares dark darling darlings dartboard darts dashboard dashboards data database
    date dated dates dating daughter daughters dawn day daycare daylight days daytime de deacon dead
    deadline deaf deal dealer dealers dealership dealing deals dealt deans dear dearly dears death deaths
    debate debe debit debrief debt decade decades decaf deceased decedent decency decent decibels decide
    decided decides deciding decimal decimated decision decisions deck decks declared decline declined
    decoder decompressed decontamination decorations dedicate deductible deduction deed deeds deep deeper
    deer defamatory default defeated defend defendant defender defense defibrillator deficiencies define
    definition degree degrees del delay delayed delays delegation delete deleted deli delicious delight
    delighted delightful delirium deliver delivered deliveries delivering delivers delivery demand
    dementia demo democracy demolition demonstration demos denial denials denied denies denominators
    density dent dental dentist dentistry dentists denture dentures deny department departments depend
    depending depends deposed deposit deposition depositions depositors deposits depot depreciashun
    depreciation depression dept deputy derby derm dermatologist dermatology describe described describes
    describing deserts deserve deserved deserves design designated designation designed designer
    designing desk desks desktops despair despite dessert destroyed detail details detective detector
    detectors detour detox development device devil deviled dia diabetes diabetic diabetics diagnosed
    diagnosis diagram diagrams dial dialect dialed dials dialysis diaper diapers diaries diarrhoea diary
    dictate dictation dictionary did didn didnt die died diem dies diesel diet dietary dietician
    dietitian dietitians diff differ difference different differential differentials differently
    difficult difficulty dig digging digit digital digitalis digits dignity dilated dilation diligence
    dim dime dimmer dine dined diner dining dinner dinners dinosaur dinosaurs diocesan diocese dip
    diphtheria diploma dipped direct directed direction directions directive directly director directors
    dirt dirty disability disabled disagree disagreed disagrees disappoint disappointed disaster disc
    discharge discharged discharges discipline disclosed disclosure disco discomfort disconnected
    discount discounts discouraging discovered discovers discovery discreet discretion discretionary
    discrimination discs discuss discussed discussing disease disgrace disgruntled dish dishes dishwasher
    disks dislike dismissed disorder dispatch dispatcher dispatchers dispensary dispenser display dispute
    disputes disregard dissent dissented distance distress distribution district districts disturbs ditch
    divers diversion divert dividend division divorce divorced divorces diyas dizziness dizzy do doc dock
    docket docks docs doctor doctoral doctorate doctors document documentaries documentary documented
    documents dodgy does doesn doesnt dog dogs doi doing doll dollar dollars dolls domain dominoes don
    donate donated donation donations done donkey donor donors dont donut donuts doom door doorbell
    doorknob doors doorstep doorway dorm dose dosed doses dosing dot dots double doubled doubles doubt
    doughnut doughnuts doula doulas down downhill download downpour downstairs downtime downtimes
    downtown dozen dozens draft drafted drafts drag dragged dragging dragon drain drained drains drama
    dramatic drank drape drapes draught draw drawer drawers drawing drawings drawn draws dread dreadful
    dreading dream dreamed dreaming dreams dress dressed dressing dressings drew dried dries drift drifts
    drill drilled drilling drills drink drinkers drinking drinks drip dripping drips drive driven driver
    drivers drives driveway driving droll drone drooling droopy drop dropped drops drove drowned drowning
    drug drugs drugstore drugstores drum drummer drummers drums drunk drunks dry dryer dryers drying
    drywall duck ducklings ducks dude due dues dug dull duller dulls dumb dummy dump dumped dumplings
    dumpster dumpsters dunk duplicate duress during dusk dust dusted duster duty dye dying e each eagle
    ear earlier earliest early earn earned earnest earning earnings earns earplugs earring earrings ears
    earth ease easier easily east easy eat eaten eating eats echo eclipse economy eczema edge edges
    edible edibles edit edited edition editor editors edits education educator ee eel effect effective
    effects efficient effort egg eggs eh eight eighteen eighth eighties eighty either el elastics elbow
    elbows elder elderly elders eldest elected election elections elective electric electrician
    electronic elephant elephants elevator elevators eleven eleventh elf eliminated eloquent else elses
    elsewhere em email emailed emailing emails embalmer embargo embargoed embarrass embarrassed
    embarrassing embarrassment embroidered embryo embryologists embryos emergencies emergency emeritus
    emoji emotional empanadas emperor employ employed employee employees employer employment employs
    emptied empties empty en encampment enclosed encourage encouraged encouragement encouraging encrypted
    end ended ending endings endocrinology endorse endorsed endorsements endoscopy endpoint ends enema
    enemy energy engaged engagement engine engineer engineering engineers engines engraving enjoy enjoyed
    enjoying enjoys enormous enough enquiries enrolled enrolling enrollment enter entered entering
    entertainment entire entirely entirety entitled entrance entrapment entries entry envelope envelopes
    environment environmental ep epidural episode equal equally equipment equity erase error errors es
    escalate escalation escape escaped escort escribirnos espanol especially espresso essay essays
    essentials est estaba established establishment estate estimate estimates et eternity ether ethics
    ethnic etiquette eulogy evac evacuation evaluation evaluations even evening evenings event events
    eventually ever every everybody everyone everything everywhere evicted evidence evidently ewe ex
    exact exactly exaggerate exam examination examine examined examiner example exams exceeded excellence
    excellent except exception exceptions exchange exchanged excited exclamation excuse excuses exec
    execs executive executives executor exemplary exemption exercise exercises exhibit exist existed
    exists exit exits expansion expect expectations expected expecting expects expense expensive
    experience experienced experiment expert experts expired explain explained explaining explains
    explanation explanations explosion expo export exposed exposure ext extend extended extension
    extensions extent extinguisher extra extract extraction extras extremely eye eyebrow eyebrows eyelid
    eyelids eyeliner eyes eyewash f fable fabric fabulous face faced faces facials facilitator facilities
    facility facing fact factor factory facts faculty fad fade faded fado fail failed failing fails
    failure failures faint fainted fainting faintly fair fairest fairground fairgrounds fairly fairness
    fairs fairy faith faithful faiths fake faking falafel fall fallen falling falls false fam fame
    families family famous fan fancy fanning fans fantasy far farewell farm farmer farmers farmhouse
    farms fashioneds fast fasted faster fastest fasting fat father fathers fatigue fault fav favor
    favorite favorites favour favourite fax faxed faxes fear feast feature fed federal fee feed feedback
    feeder feeders feeding feeds feel feeling feelings feels fees feet fell fella fellas fellow fellows
    fellowship felony felt female femur fence fences fentanyl fern ferns ferritin ferry ferryman
    fertility festival fetal fetch fetches fete fever fevers few fewer fiber fibre fibrillation fibroids
    fibromyalgia fiction fictional ficus fiddle fiddler fiddlers field fields fifteen fifth fifty fig
    fight fighter fighting fights figure figured figures file filed files filing filings fill filled
    filler filling fillings fills film filmed filming films filter filtered filters filthy final finalist
    finalists finally finals finance financed financial financials financing find finder finding findings
    finds fine finer fines finest finger fingernails fingerprints fingers fingertips finish finished
    finishes finishing fire firearms fired firefighter firefighters firehouse fireman fires firewood
    firework fireworks firing firm firmly firms firmware first firsts fiscal fish fishhook fishing fist
    fit fits fitted fitting five fives fix fixed fixes fixing flag flagged flagging flagpole flags flake
    flames flamingo flannel flash flashes flashlight flask flasks flat flatbed flatline flatmate
    flattered flavor flaw flawless flawlessly fleece fleet flew flex flexibilities flexible flickers
    fliers flies flight flights flinched flinches flinching flip flipped flirt flirted float floated
    floats flood flooded floods floor flooring floors flopped floppy florist floss flossed flossing flour
    flow flower flowers flown flu fluid fluids fluorescent fluoride flush flushed flushes flute flutes
    fly flyer flyers flying foam focus fog fogged foggy foil fold folded folder folders folding folds
    folk folks follow followed followers following follows fond fondly fondness font fonts food fool
    fooled fools foot footage football footnote footnotes footpath footprints footsteps for forbid
    forbidden forbids force forceps forearm forearms forecast forehead foreheads foreman forensic forest
    foretold forever forgave forged forget forgets forgetting forgive forgiven forgiveness forgives
    forgot forgotten forklift form former forms formula formularies formulary forth fortnight forty forum
    forward forwarded forwarding forwards foster fought foul found foundation founded founder founding
    foundry fountain four fours fourteen fourteenth fourth foxes foxtrot foyer fractions fracture
    fractures frame framed frames framing frank frankly fraud freckle freckles free freedom freelance
    freely freeze freezer freezers freezing freight frequent fresh freshman fret fridge fridges fried
    friend friendliest friendly friends friendship fries frighten frightened frightening frightens fringe
    frisked frog frogs from front frost frostbite frown frowned frowning froze frozen fruit fruitcake
    frustrating frustration fry fryer ft fudge fuel full fully fun functioning fund funded funding
    fundraiser fundraisers funeral funerals fungus funnier funnies funniest funny furious furnace
    furnaces furniture furry further fury fuse fuss fussing fussy futsal future futures fuzzy fyi
    gabapentin gadget gadgets gain gained gait gal gala gallbladder gallery gallons gallstone gallstones
    gals gambling game gamer games gang gap gaps garage garbage garden gardener gardeners gardening
    gardens garlic gas gasket gassed gastric gasworks gate gatekeeper gates gather gathered gauge gauze
    gave gavel geese gel gem gems gen gender genders general generally generation generations generator
    generators generic generosity generous genetic genius geniuses gent gentle gentleman gentlemen
    gentler gentlest gently gents geography geology geraniums geri geriatric geriatrics gestures get
    getaway gets getting ghost ghosts giant gift gifts gig giggle giggles giggling gin ginger giraffe
    girl girlfriend girls gist give given gives givetogether giving glad gladly glamorous glamour glaring
    glass glasses glaucoma glazed glenrow glitch glitter globe glorious glory glossary glove glovebox
    gloves glow glowing glucose glue glued gluten gnome go goal goalie goalkeeper goals goat goats gods
    goes gofund gofundme goggles going gold golden goldfish golf golfs gone gong gonna good goodbye
    goodbyes goodie goodness goodnight goodwill googled googly gooo goop goose gorgeous gossip got gotta
    gotten gout governance government governor governors gown gowns grab grabs grace gracias gracious
    grad grade grader graders grades grading grads graduate graduated graduates graduating graduation
    graft grafts grain gram grammar gran grand grandad grandbaby grandchild grandchildren granddad
    granddaughter grandfather grandkids grandma grandmas grandmother grandmothers grandpa grandparent
    grandparents grandson granite granny granola grant granted grants grapefruit grapes grapevine grass
    grateful gratefully gratis gratitude grave gravel gravity gravy gray great greatest greedy green
    greens greet greeter greeting greetings grew grey grid griddle grids grief grievance grievances
    grieve grieving grill grilled grim grin grind grinder grinding grinning grip gripe gripes grit
    gritting groaned groans grocer groceries grocery groggy groom gross grotto ground groundbreaking
    grounded grounds groundskeeper group grouper groups grout grow growing grown grows growth grudge
    grumble grumbling grumpy guacamole guarantee guaranteed guard guardian guards guess guessed guesses
    guessing guest guests guidance guide guideline guild guilt guilty guinea guitar gulls gum gumball
    gumboot gummies gummy gums gun gunpoint guns gunshot gurney gurneys guru gust gut guts gutted gutters
    guy guys gym gymnasium gyn gynecologist gyno h ha habit habits habla hablar hack hackers had hadn
    hadnt haggis haha haiku hail hair hairbrush haircut haircuts hairdresser hairdryer haired hairnet
    hairnets hairs halal half halfway halibut hall hallelujah halls hallway hallways halved halves ham
    hammer hammered hammock hamper hams hamster hand handbook handed handing handle handled handler
    handles handling handoff handoffs handout handover handrail handrails hands handshake handsome
    handwriting handwritten hang hangar hanged hanging hangnail hangs happen happened happening happens
    happier happiest happily happy hard harder hardest hardly hardship hardware harm harmattan harmed
    harmless harmonica harmony harms harness harp harpist harsh harvest has hasn hasnt hat hatch
    hatchback hate hated hates hats haul hauled hauling haunt haunted have haven havent having hawks hay
    hayloft hazard hazards he head headache headaches headband headed headgear heading headlight headline
    headlines headmaster headmistress headphones headquarters heads headscarf headset headwinds heal
    healed healer healing heals health healthcare healthier healthy hear heard hearing hearings hears
    hearse heart heartbeat heartbroken heartburn heartfelt hearts heat heated heater heaters heating
    heaven heavens heavier heavy heck heckle hedge heel heels heifer height held helicopter helicopters
    helipad hell hello helmet helmets help helped helper helpful helping helpings helpline helps
    hemoglobin hemolysis hemophilia hemorrhoids hen hence hens heparin hepatitis hepatologist her herd
    herdsman here hereby hernia hernias hero heroes heroic heron herons herpes herring hers herself hes
    hey hi hiccup hiccups hid hidden hide hides hiding high higher highest highlight highlighter
    highlights highway hijab hilarious hills hillsboro hilton him himself hinge hinges hint hints hip
    hips hire hired hires hiring his hissing histology historian historical history hit hits hitting hive
    hives hmm hoarding hoarse hobby hockey hog hoist hold holder holders holding holdout holds hole holes
    holiday holidays holler hollered hollers hols holy home homecoming homeless homes homework hon honest
    honestly honesty honey honeymoon honk honked honking honor honored honors honour honoured honours
    hood hoodie hook hooked hooks hoot hooves hop hope hoped hopeful hopefully hopes hoping horas
    hormones horn hornet horrible horror horse horses horseshoes horticulture hose hospice hospices
    hospital hospitalist hospitalists hospitalization hospitalized hospitals host hostage hosted hosting
    hosts hot hotel hotline hotter hour hourly hours house household households housekeeper housekeeping
    houses housing how however hrs hubby hubcap huddle huddles hug huge hugged hugging hugs hum human
    humanist humans humble humbled humblest humbly humility hummed humming humor humour hums hun hunch
    hundred hundreds hundredth hung hungover hungry hunt hunted hunting hunts hurricane hurried hurries
    hurry hurt hurting hurts husband husbands hush hushed hut hybrid hydrangea hydrant hydrate hydrated
    hydration hydrotherapy hygiene hygienist hygienists hymn hymnals hymns hyperbaric hypothetical
    hypothetically hysterectomy hysterical ice iced icing iconic icy idea ideas identical identified
    identifiers identify identity idiot idiots idk if iftar ignore ignored ill illegal illness
    illustration im image images imagine imagined imaging imam immaculate immigrant immigration immune
    immunity imo implant implanted implants importance important impossible impressed impression improve
    improved improvement improving in inbox inch inches incident incision incl include included includes
    including incognito income incomplete inconvenience incredible incubators incumbent indeed
    independent index indicated individual individually individuals indoors induction industry infant
    infants infected infection infections infectious infertility infirmary inflatable influencer
    influenza info inform informal informatics information informed infrastructure infusion infusions ing
    ingrown inhaler inhalers inherited initial initialed initialled initials inject injection injections
    injector injectors injured injuries injury ink inks innocent innovation inpatient inpatients inquest
    inquiries inquiry ins insanity inserts inside insides insisted insists insoles inspected inspection
    inspections inspector inspectors inspiration inspirational inspired inspiring installed instance
    instead instinct institution institutions instructed instruction instructions instructor instrument
    instruments insufferable insulin insult insulted insurance insured insurer insurers intact intake
    integration intelligence intend intended intends intensive intent intention intentions interaction
    intercom interest interested interesting interests interfaith interim intern internal internet
    interns interpret interprete interpreter interpreters interrogated interrogation interrupted
    interruptions interstate intervention interview interviewed interviewing interviews into intranet
    introduce introduced introduction invented inventory investigation investigations investigative
    investigator investigators investment investor investors invitation invite invited invocation invoice
    invoices involved involves ir iron ironed ironically ironing irons irony is ish islands isn isnt
    isolation issue issued it itch itches item itemised itemized items its itself ive ivermectin ivory
    ivy jab jabs jacket jackets jackhammer jail jam jammed jams janitor jar jars jaw jazz jealous jeans
    jello jelly jerky jersey jerseys jest jet jigsaw jingle jk job jobs join joined joining joins joint
    joints joke joked jokes joking jollof jot journal journalism journalist journalists journals journey
    joy joyful judge judged judgement judges judging judgment jueves jug jugs juice jump junior junk
    juror jury just justify kale karaoke karma kayak keen keep keeper keeping keeps keg kelpie kennel
    kept kerb ketamine kettle kettles key keyboard keyboards keyed keynote keynoted keypad keys kg kick
    kickback kicked kicker kicking kickoff kicks kid kidding kiddo kidney kidneys kids kill killed killer
    killing kills kiln kilos kin kind kinda kinder kindergarten kindest kindly kindness kinds king kings
    kiosk kiosks kiss kissed kisses kissing kit kitchen kitchens kites kits kitten knee kneecap kneel
    knees knew knife knit knitted knitters knitting knives knock knocked knocking knocks knot knots know
    knowing knowledge knowledgeable known knows koi kolaches kosher la lab label labeled labeling
    labelled labels laboratory labour labs laceration laces lack lacked lactation lad ladder ladders
    ladies ladle lads lady lag laid lake lamb lambs laminate laminated lamp lamps land landed landing
    landings landline landlord lands lanes langar language languages lantern lanterns lanyard lanyards
    lap lapse lapsed lapses laptop laptops large larger largest las lasagna lasagnas lasagne laser lasers
    lash lashes lass lassies last lasted lasting lasts latch late lately lateness later latest latex
    lathe latte laugh laughed laughing laughs laughter launch laundress laundromat laundromats laundry
    laureate lavender law lawful lawn laws lawsuit lawsuits lawyer lawyers lay laying layoffs lays lazy
    lb lbs le lead leader leaderboard leaders leadership leading leads leaf leaflet leaflets leak leaked
    leaking leaks lean leaned leaning leans leap learn learned learners learning learns learnt lease
    leased leases least leather leave leaves leaving lectern lecture lectured lectures led ledge ledger
    ledgers leech leek leeks left leftover leftovers leg legacy legal legally legend legendary legged
    leggings legislator legislators legislature legs leisure lemon lemonade lemons lend lender lenders
    lending length lens lenses lentil lentils leopard lesion less lesson lessons let lets letter
    letterhead lettering letters letting lettuce leukaemia leukemia level levels levy liability liaison
    liar liars libel liberals librarian libraries library lice licence licences license licensed licenses
    licensing lick licked licks lid lids lie lied lies lieutenant life lifeboats lifeguard lifeguards
    lifelong lifetime lift lifted lifter lifting lifts light lightbulb lighter lighthouse lighting
    lightly lightning lights like liked likely likes likewise lil lilac lilacs lilies limb limbo lime
    limerick limit limitations limited limits limp limped limping line linear lined linen linens lines
    lingers link linked links lino linoleum lip lips lipstick liquid liquids list listed listen listened
    listener listeners listening listens listing lists lit literacy literally literature lithium
    litigation litter little littlest live lived liver lives livestock livid living ll llama llamas lmao
    lo load loading loads loaf loan loaner loans lobbies lobby lobbying lobe lobster lobsterman local
    locals location locations lock lockdown locked locker lockers locking locks locksmith locs locum
    locums log logged logger logging login logins logistics logo logos logs lol lollipop lollipops
    loneliness lonely long longer longest longhand longshoreman loo look looked lookin looking looks
    loons loop loose loosened lorry los lose loser losers loses losing loss losses lost lot lots lottery
    loud louder loudest loudly lounge lousy love loved loveliest lovely lover loves loving low lower
    lowered lowering lowers lowest loyal loyalty lozenges luau luck lucky luge luggage lullaby lumbar
    lumber lump lumps lunch lunchbox luncheon lunches lunchroom lunchtime lung lungs lupus lure luxury
    lying lymphoma lyrics m ma machine machines machinist mad madam maddening made madeleine magazine
    magazines magic magician magnet magnets magnificent maiden mail mailbag mailbox mailboxes mailed
    mailer mailing mailman mailroom mails main mains maintenance major majority make maker makers makes
    makeup making malaria male mall malpractice mama mamas mammogram mammograms mammography man manage
    managed management manager managers manages mandatory mane mangoes manikin manned mannequin
    mannequins manner manners mantel manual manufacturer manuscript many map maples maps marathon
    marathoner marathons marble marbles marched marching margaritas margin margins marigolds marina mark
    marked marker markers market marketing marketplace marks marla marmalade marquee marriage marriages
    married marrow marry marshal martinis marvellous mascot mask masked masks mason massacre massage
    massive mast mastectomy master masterpiece masters mat match matched matches matching mate material
    maternal maternity mates math mathematics maths matron matrons mats matter mattered matters mattress
    mattresses maturity mauve may maybe mayn mayor maze me meal meals mean meaning means meant meantime
    meanwhile measles measure measured measures measuring meat meatless meatloaf mechanic mechanics med
    medal medals media median medians mediator medic medical medically medication medications medicinal
    medicine medicines medics meds meet meeting meetings meets megaphone meh melancholy melanoma
    melanomas melatonin melon melt melted member members membership memes memo memoir memorial memories
    memorized memory memos men menace mend mended mending menopause menorah mental mention mentioned
    mentioning mentions mentor mentors menu menus merciless merely merged merger mergers merit merry mesh
    mess message messages messenger met metal metals metaphor meter meters metformin meth methadone
    method methods metric metro mg mic mice microdose microdosing microphone microphones microscope
    microwave microwaved microwaves mid middle middlemen midnight midnights midwife midwifery midwives
    might migraine migraines mild mile mileage miles military milk milkman milkshake mill milligrams
    million min mince mind minded mindful minding minds mindset mine miner minibus minimum minister
    ministers ministry minor mins mint mints minus minute minutes miracle mirror mirrors miscarriage
    miserable mislabeled mislaid mislay misread miss missed misses missing mission mistake mistaken
    mistakes mister mitt mitten mittens mix mixed mixing mn mo mob mobile mocked mocktail mode model
    modeled models moderating moderator modern modest modifier module modules molar molars mold mole
    moles mom moment mommy moms mon monastery money monitor monitored monitoring monitors monkey monster
    month monthly months mood moods moon moons moonshine moor mop mopped mopping mops moral morale
    morbidity more mores morgue mornin morning mornings morons morphine mortality mortarboard mortgage
    mortified mortuary mosque mosquito most mostly motel moth mother mothers motion motivation motorcycle
    motto mould mountain mountains mouse moustache mouth mouths move moved movement mover movers moves
    movie moving mow mower mowing mph mtg much mud muddled muddy muffin muffins muffler mug mugs mule
    mules mum mums mural murder murdered murmur muscle museum mushroom mushrooms music musician must
    mustache mustn mute muted my myself mystery myth n nachos nada nag nagging nail nailed nails naked
    naloxone naltrexone name named names naming nan nana nanny nap napkin napkins nappy naps narcolepsy
    narcotics narrate narrow narrower nasal nasty nata nation national nations nationwide natural
    naturally nature naughty nausea navigator navigators near nearer nearest nearly neat neatest neatly
    necessary necessity neck necklace necks necktie need needed needing needle needles needn needs neg
    negative negotiable negotiate negotiation negotiations negotiator negotiators neighbor neighborhood
    neighbors neighbour neighbourhood neighbourly neighbours neither neonatal nephew nephews nephrology
    nerds nerve nerves nervous nest net nets network networking networks neuro neurologist neurology
    neurosurgeon neurosurgeons neutral never new newborn newborns newer newest news newsletter newspaper
    newspapers next ngl nice nicely nicer nicest nicked nickel nickname nicknames niece nieces night
    nightcap nightclub nightgown nightly nightmare nights nighttime nil nine nineteen nineteenth ninety
    ninth nite nitrous no nobody nocturnist nod nodded nodding nods noise noises noisy nominated
    nominating non nonagenarian noncompliant none nonpartisan nonprofit nonprofits nonsense nonverbal
    nook noon nope nor normal normally norovirus north nose nosebleed noses nostalgic nostril nosy not
    notary note notebook notebooks noted notepad notes nothing notice noticed notices noticing notified
    noun novel novelist novels now nowhere nudge nueve nuisance null numb numbed number numbered numbers
    numbing numerically nun nuns nurse nursed nursery nurses nursing nut nutritionist nuts nxt o oat oath
    oatmeal obituary object objection objects obliged oboe observation observe observed observer obsessed
    obstetric obstetrician obstetrics obvious obviously occ occasion occasions occupancy occupational
    occurred oclock octopus odd odds ode of off offence offended offer offered offering offers office
    officer officers offices official officially officials offline offs offside offsite often oh oil oils
    ok okay okayed okra old older oldest olds oleander olive ombudsman omfg on onboarding onc once
    oncologist oncology one ones onion onions online only ons onto onward ooh oops op open opened opener
    opening openings opens opera operate operated operates operating operation operations operative
    operator opinion opinions opioid opioids opponent oppose opposite ops opt optical optician option
    optional options optometrist optometrists or oral orange oranges orchards orchestra orchid orchids
    order ordered ordering orderlies orderly orders ordinary oregano org organ organist organization
    organizations organized organizer organizers organizing orientation ortho orthodontic orthodontist
    orthodontists orthopedic orthopedist orthopod other others otherwise otoscope otter otters ouch ought
    ounce our ours ourselves out outage outbreak outcome outcomes outdoor outdoors outfit outfits
    outgoing outlast outlasted outlasts outlet outline outlive outlived outlook outpatient output
    outranked outreach outs outside outsiders outsourcing outstanding outta outvoted outward oven over
    overall overbooked overcharged overdose overdue overflow overhead overheard overlap overload overlook
    overnight overpaid overpass overran overrated override overrides overruled overseas overtime
    overturned owe owed owes owing owl owls own owned owner owners ownership owning owns oximetry oxygen
    oyster oysters oz p pace paced pacemaker pacing pack package packages packed packet packets packing
    packs pad padded padding paddle paddles pads paediatric paediatrician paediatrics page paged pager
    pagers pages paid pain painful painless pains paint painted painters painting paints pair pairs
    pajamas pal palace pale pallet pallets palliative palm palms palpitations pals pamphlet pan pancake
    pancakes pancit pancreas pancreatic pane panel panels panic panicked panicking panoramic pantry pants
    paper paperback paperclip papers paperwork para parade paragraph paragraphs paralegal parallel
    paralyzed paramedic paramedics parasites parcel pardon parent parental parents parish parishes
    parishioner park parkas parked parking parks parole parrot parrots part partial participant
    participants participation particular particularly particulars parties parting partly partner
    partners partnership parts party pass passage passed passenger passengers passes passing passive
    passport password passwords past paste pasted pastel pasting pastor pastry pasty patch patched
    patches patent patents paternity path pathologist pathology paths patience patient patients patio
    patrol patted pattern patterns pause paused paved pavement paving paw pay paycheck paychecks payday
    payer payers paying payment payroll pays paywall paywalled peace peaceful peacefully peach peaches
    peaky peanut peanuts pear pears peas peasant peculiar pediatric pediatrician pediatricians peds pee
    peeing peek peel peeled peels peer peers pelican pelicans pellet pellets pelvic pen penalties penalty
    pencil pencilled pencils pending penguin penicillin peninsula penmanship pennies penny pens pension
    pensions peonies people pep peppermint peppermints peppers peptide per perceived percent percentage
    perfect perfectly performance performed perfume perfusion perfusionist perfusionists perhaps
    perinatal period periodontist perioperative perish perjury perk permanent permanently permission
    permit permits permitted permitting persistent person persona personal personalities personality
    personally persons perspective persuasive pertussis pet petition pets pew phantom pharma pharmacies
    pharmacist pharmacists pharmacy phase pheasant philosopher philosophy phlebotomist phlebotomists
    phlebotomy phone phoned phones photo photobombing photocopier photocopy photogenic photograph
    photographed photographer photographers photographs photography photos phrase phrases phuck phucking
    phuque physical physicals physician physicians physio physios physiotherapist pianist piano pic pick
    picked pickers picket picking pickleball picks pickup pickups picnic pics picture pictured pictures
    pie piece pieced pieces pier pierogi pies pig pigeon pigeons pigs pile pilgrim pill pillar pillow
    pillowcase pillowcases pillows pills pilot pilots pin pinch pinched pineapple ping pink pinky pinned
    pins pint pints pipe pipeline pipes pipette piping pirate pistol pit pitch pitcher pity pizza pizzas
    placard place placebo placed placement placenta places plaid plain plainly plaintiff plaits plan
    plane planet planned planning plans plant plantar planted planter planting plants plaque plasma
    plaster plastered plasterer plasterers plasters plastic plate platelets plates platform platoon play
    played player players playground playgroup playing playlist playlists plays plaza plea pleasant
    pleasantly please pleased pleasure pledge pledged plenaries plenty pliers plot plow plowed plows pls
    plug plugged plugs plum plumb plumber plumbers plumbing plums plunge plus pm pneumatic pneumonia po
    poach poaches poaching pocket pockets pod podcast podcaster podcasts podiatrist podiatrists podiatry
    podium pods poem poems poet poetry poets point pointed pointing points poison poisoning poke poker
    pole poles police policies policy polished polisher polishing polite politely political politician
    politics polka poll pollen polling polls polyp polyps pond ponds pong pontoon pony ponytail pool
    pools poor pop popcorn popped pops popsicle popsicles popular population por porch pork porridge
    portable portal portals porter porters portfolio portions portrait posed position positions positive
    possession possible possibly post postbox postcard postcards postcode posted poster posters posting
    postmaster postmistress postpartum posts posture pot potassium potato potatoes potholes potluck
    potlucks pouch pound pounds pour poured pouring pov poverty powder power powered ppl pr practical
    practically practice practiced practices practicing practise practised practises practising
    practitioner practitioners praise praised praises praising pram prawns pray prayed prayer prayers
    praying pre preached preacher preaches precautions preceptor preceptors precinct precisely
    predecessor predecessors predicted prediction preemie prefer preferably preferred prefers pregnancy
    pregnant pregunta prejudice premium premiums prenatal prep prepare prepared preparedness prescribe
    prescribed prescriber prescribers prescribes prescription prescriptions presence present presentation
    presented presenter presents preservation preserve president presidents press pressed presses
    pressing pressure pressured pressures pretend pretended pretending pretends prettier pretty pretzel
    pretzels prevented prevention prevents previous price priced prices pricing pride priest primary
    prime primer prince princess principal principle print printed printer printers printing printout
    prints prior priorities priority prison prisoners privacy private privately privilege privileged
    privileges prize prizes pro prob probability probably probation probe probiotic problem problems
    procedure procedures proceeds process processing procession proclamation procurement produce produced
    producer product production productive products profession professional professionally professors
    profile program programme programmer programs progress project projector prom promise promised
    promises promising promote promoted promotion prompt promptly pronoun pronounce pronounced pronouns
    pronunciation proof proofing proofread proofreader prop propane proper properly property proposal
    proposals proposed proposes propped propping prose prosecutor prostate prosthetic protect protected
    protection protects protein protest protesters protocol proud prouder proudest prove proved proven
    proverb proves provide provided provider province proving provost pruned psilocybin psst psych
    psychiatric psychiatrist psychiatrists psychiatry psychologist pub public publication publicity
    publicly publish published publisher publishes publishing pudding puddle puffed puffs pull pulled
    pulling pulls pulmonary pulmonologist pulse pump pumped pumping pumpkin pumpkins pumps pun punch
    punches punchline punctual punctuality punished punishment puns pupil pupils puppet purchase
    purchasing pure purely purple purpose purrs purse pus push pushed pushes pushing put puts putter
    putting putty puzzle pyjamas quack quad qualified qualify quality quarantine quarrel quarter
    quarterback quarterly quarters quartet quarts que queen queens question questionnaire questions queue
    queues quick quicker quickest quickly quid quiet quieter quietest quietly quilt quilting quilts
    quince quipped quit quite quitting quiz quizzed quorum quotation quote quoted quotes quoting r rabbi
    rabid rabies raccoon raccoons race racehorse races racing rack racket racks radar radiation radiator
    radio radiographers radiologist radiologists radiology radios raffle ragweed rail railing rails rain
    raincoat rained raining rains rainy raise raised raises raisin raising rake rally ramp ramps ran
    ranch random rang range ranges rangoli rank ranked ranking rankings ransom ransomware rant rapid rare
    rarely rash raspberry rate rated rates rather ratified rating ratings ratio ration ratios rattle
    rattled raw ray rays razor re reach reachable reached reaches react reaction read reader readers
    readiness reading readings readmission readmissions readout reads ready reaffirmed reagents real
    reality really rear reason reasonable reasons reassure rebooked rebuild rebuilt recall recalled
    recalls recap recapping receipt receipts receive received receives receiving recent reception
    receptionist receptionists recertification recess recessions recipe recipes recipient recipients
    recital recite recites reckless recline recliner recliners reclines recognise recognised recognize
    recognized recollection recommend recommendation recommendations recommended recommending recommends
    reconciled reconciles reconsider record recorded recorder recording records recount recounted recover
    recovered recovering recovery recruit recruiter recruiters recruiting recruitment recused recycling
    red redesign redesigned redesigning redeye redhead redness redo redone redrawn reds reduced reduction
    reeds reel reels ref referee reference references referral referrals referred referring refill
    refilled refills refinery refit reflect reflection reflective reflects reflex reflux reform refresh
    refreshed refreshments refrigerator refund refunded refunds refusal refuse refused refuses regard
    regarding regardless regards regatta regimen regiment region regional register registered registrar
    registrars registration registry regret regrets regrettable regrettably regretted regular regularly
    regulars regulator regulatory rehab rehearsal rehearse rehearsed reimbursement reindeer rejected
    rejection relabel relapse relapsed related relations relationship relative relatives relax relaxed
    relaxing relay relearned release released relented relevant relief relieved religion religious
    relocated reluctant remade remain remaining remains remark remarkable remarked remarks remember
    remembered remembering remembers remembrance remind reminded reminder reminders reminds remission
    remixed remodel remote removal remove removed remuneration rename renamed rendered renew renewal
    renewals renewed rent rental rented renting rents reopen reopened reopening reopens reorganised rep
    repainted repainting repair repaired repairman repairs repaves repayment repeat repeated repeating
    repeats replace replaced replacement replacements replaces replacing replay replied replies reply
    replying report reported reporter reporters reporting reports represent representation represented
    reps republic reputation request requested requests require required requires requisition reread
    reschedule rescheduled rescue research resembles resented reservation reserve reserved reservoir
    reset resets residence residency resident residential residents resignation resigned resilience
    resilient resolution resolved respect respected respectful respectfully respects respiratory respite
    respond responded responders response responses responsibility responsible rest restaurant
    restaurants rested restful resting restless restock restocked restore restored restroom restrooms
    rests result results resume resumed resumes resus resuscitation ret retail retailer retained retainer
    retainers retakes retention retina retire retired retirees retirement retires retiring retrained
    retreat retreats retrieval retriever return returned returning returns retyped reunification reunion
    reupholstered reuse reused reveal revenue reverse reversed review reviewed reviewer reviewers
    reviewing reviews revised revision revoked revolving revue reward rewrite rewriting rewritten rewrote
    rhetoric rheumatologist rhubarb rhymes rhythm rib ribbon ribbons ribs rice rich rid riddance riddle
    ride rider riders rides ridgeline ridiculous riding rifle rig riggers right rightly rights rigs rim
    ring ringer ringing ringleaders rings ringtone rink rinse rinsed riot rip ripe ripped rise rises risk
    risks risotto rite rival rivals river rm roaches road roadmap roads roadside roast roasted robbed
    robbery robe robes robot robotic robots rock rocking rocks rod rode rodeo rods role roles roll rolled
    roller rolling rollovers rolls roof roofer roofers roofing roofs rooftop room roommate roommates
    rooms rooster root rooting roots rope roped ropes rosary rose roses rosette roster rosters rot rota
    rotas rotate rotation rotator rotor rotors rotten rough roughly round roundabout rounded rounding
    rounds router routes routine row rowers rowing rows royalty rtd rte rub rubbed rubber rubbish rude
    rug rugs ruin ruined rule ruler rules ruling rum rummy rumor rumors rumour rumours run runaway rung
    runner runners running runny runs runway rural rush rushed rust rye s sack sacked sacks sacred
    sacristy sad saddle saddlery sadly safe safekeeping safely safer safest safety said sail sailboat
    sailing sailor sails saints sake salad salads salary sale sales salesman salesmanship saline salmon
    salon salons salsa salt salted salty salute saluted salutes salvation same sameach samosas sample
    sampled samples sand sandal sandals sandbags sanded sandwich sandwiches sane sang sanitizer sank
    sardines sari sash sassafras sat satay satellite satisfaction satisfied sauce sauna sausage save
    saved saves saving savings saw sawn saxophone say sayin saying says scaffold scaffolding scalded
    scale scales scalp scalpel scam scan scandal scanned scanner scanners scanning scans scar scare
    scared scarf scars scarves scary scene scenery scenes sceptic schedule scheduled scheduler schedulers
    schedules scheduling scheme scholarship scholarships school schoolgirl schoolmistress schools
    schoolteacher science scientific scientist scissors scold scolded scones scooter scooters scope
    scopes score scoreboard scorecard scored scores scoring scout scramble scrap scraped scraper scrapped
    scratch scratched scratching scream screamed screaming screams screen screened screening screenings
    screens screenshot screenshots screenshotted screw screwed scribe scribes script scripts scroll scrub
    scrubbed scrubs sculptor sculpture se sea seal sealant sealants sealed seals seam seamstress search
    searched seashell season seasons seat seated seating seats seaweed sec second secondary seconds
    secrecy secret secretary secrets section sections sector secure security sedated sedation sedative
    see seed seeded seeds seeing seek seeker seekers seeking seem seemed seems seen sees segment seismic
    seizing seizure seizures seldom selection self selfie selfies sell seller selling sells seltzer
    semaglutide semester seminar senators send sending sends senior seniors sense senses sensible
    sensitive sensor sensors sensory sent sentence sentenced sentences sentiment sentimental separate
    separately sepsis septic sequel sequins sergeant serial series serious seriously seriousness sermon
    serum serve served server serves service serviced services session sessions sestet set sets setting
    settings settle settled settlement settles settling seven seventeen seventh seventy several severance
    sew sewed sewing sewn sex sexual sexy sh shade shades shadow shadowing shadows shake shaken shakes
    shaking shaky shall shame shampoo shan shape shaped share shared shareholders shares sharing shark
    sharks sharp sharpen sharpened sharper sharpest sharps shave shaved shaves shaving she shearers
    shears shed sheep sheet sheets shelf shells shelter shelves sheriff sheriffs shes shift shifts shin
    shine shingles shiny ship shipped shipping ships shirt shirtless shirts shock shocked shoe shoebox
    shoelaces shoes shone shook shoot shooter shooting shop shoppers shopping shops short shortage
    shortages shortbread shortened shorter shortest shortly shorts shortstop shot shotgun shots should
    shoulder shoulders shouldn shout shouted shouting shoutout shouts shovel shovelled shovels show
    showed shower showers showing shown shows shred shredded shredder shrimp shrink shrug shrugged shrugs
    shut shuts shutter shutters shutting shuttle shuttles shy si siblings sick sicker sickest sickle
    siddurim side sideline sides sidewalk sideways sigh sighed sighing sighs sight sign signage signal
    signals signature signatures signed signer signing signs silence silent silicone sill silly silo
    silver sim similar simple simpler simply simulated simulation sin since sincere sincerely sing singer
    singers singing single sings sinister sink sinks sinus sinuses sip sir siren sirens sis sister
    sisters sit site sites sits sitter sitters sitting situation six sixteen sixth sixties sixty size
    sized sizes skate skateboard skates skeleton skeptic ski skill skilled skills skimmed skin skincare
    skinny skip skipped skipper skipping skirt skis skit skull sky slab slack slam slammed slap slapped
    sled sledding sleep sleeper sleepers sleeping sleeps sleepy sleet sleeting sleeve sleeves slept slice
    slices slick slid slide slides sliding slightly sling slip slipped slipper slippers slips sliver
    slogan slogans slope slot slots slow slowed slower slowest slowly slows sluggish sluice slur slurring
    slushies sly smacked small smaller smallest smart smartwatch smear smell smelled smells smile smiled
    smiles smiley smiling smoke smoked smokehouse smoker smokers smokes smoking smooth smoothie smuggled
    snack snacks snags snail snake snap snapped snaps snapshot sneak sneakers sneeze sneezed sniffles
    sniper snipped snippy snooker snore snored snores snoring snow snowbank snowed snowfall snowing
    snowmobile snowplow snows snub so soaked soap soaps sobbed sober sobriety soccer social socials
    societies society sock socket socks soda sodas sofa soft softball softer softly software soggy soil
    solarium sold soldier soldiers sole soles solicitor solicitors solid solo solved some somebody
    someday somehow someone someplace something sometimes somewhere sommeliers son song songs sonnet
    sonographer sonographers sonography sons soon sooner sophomore soprano sore soreness sores sorority
    sorrow sorrows sorry sort sorted sorts sought soul sound sounded sounds soup sour source sources
    sourdough sourdoughs sous south souvenir spa space spaced spacer spaces spaceship spacing spaghetti
    spam spaniel spanner spare sparkle sparkling spat speak speaker speakers speaking speaks special
    specialist specialists specials specialty species specific specifics specimen specimens spectacles
    speculate speech speeches speed speeds spell spelled spelling spellings spells spend spending spends
    spent spices spicy spiked spill spilled spilling spin spinal spine spines spins spiral spirit spirits
    spit spite spitting spleen splendid splint splinted splinter splints split spoil spoiled spoiler
    spoke spoken spokesperson sponge sponsor sponsored sponsoring sponsors spoon spoons spore sport
    sports spot spotless spotlight spots spotted spouse spouses sprain sprained spray sprayed spread
    spreadsheet spreadsheets spring springs sprinkler sprinklers sprint spy squad squadron square squares
    squash squat squeak squeaked squeaks squeeze squeezed squeezing squint squirrel squirrels squish ss
    stabbed stable stack stadium staff staffed staffer staffers staffing stage stages staggered stain
    stained stains stair staircase stairs stairwell stairwells stake stale stalked stall stalls stamp
    stamped stamping stamps stand standard standards standby standing stands standup stanzas stapled
    stapler star starch stare stared stares staring stars start started starter starters starting starts
    startup starve state stated statehouse statement statements states statin station stationery stations
    statistic statistically statistician statistics stats statue status statute stay stayed staying stays
    steadiest steady steak steaks steal stealing steam steamer steaming steel steelworker steep steeper
    steeple steered steering stem stenotype stent stents step stepdad stepdown stepped stepping steps
    sterile sterilization sterilizer stern steroids stethoscope stethoscopes stew steward stewed stick
    sticker stickers stickler sticks sticky stiff still stimulants sting stings stinks stipend stitch
    stitched stitches stitching stock stocked stocks stole stolen stoma stomach stone stoned stones stood
    stool stop stoplight stopped stopping stops stopwatch storage store stores storeys stories stork
    storks storm storms story storytelling storytime stout stove straight straightened straighter
    strained strange stranger strangers strangle strap strapped straps strategic strategy straw straws
    strays streaks stream streamers streaming streetlight streets strength strep stress stressful stretch
    stretched stretcher stretchers stretches strict strictly strike striker strikers strikes string
    stringer strings strip stripe striped stripes stripped strips strive stroke strokes stroller
    strollers strolling strong stronger struck structural structure struggle struggling stub stubborn
    stubbornness stubs stuck student students studied studies studio study studying stuff stuffed stump
    stung stunning stunt stupid stutter style su sub subject submarine submarines submit submitted
    subpoena subs subscribe subscriber subscribers subscription subsidy substance substation substitute
    subtitles suburbs subway succeeds success successful succession successor such suck sucks suction
    sudden suddenly sue sued sues suffer suffering sugar sugars suggest suggested suggestion suggestions
    suggests suicide suing suit suitcase suite suites suits sulk sulked sum summaries summary summer
    summers summit sun sunburn sunburned sunburnt sundown sunflower sung sunglasses sunk sunlight
    sunporch sunrise sunroom sunscreen sunset sunshine super superb superhero superintendent supermarket
    superusers supervise supervised supervision supervisor supervisors supper suppers supplement supplied
    supplier supplies supply support supporter supports suppose supposed suppressed sure surg surge
    surgeon surgeons surgeries surgery surgical surgicenter surname surnames surprise surprised surprises
    surveillance survey surveyed surveyor surveyors surveys survival survive survived survives surviving
    survivors sushi suspect suspected suspended suspicious suture swab swabbed swabs swallow swallowed
    swallowing swam swan swans swap swapped swapping swaps swear swearing swears sweat sweater sweating
    sweats sweaty sweep sweet sweetest sweetheart sweetie sweets swell swelled swelling swept swim
    swimming swims swimsuit swing swinging swipe swipes switch switchboard switched switches switching
    swore sworn symbol sympathetic sympathy symptom symptoms sync syndrome synergy syringe syringes syrup
    system systems t tab tabard table tables tablespoon tablet tabletop tablets tabs tack tackle taco
    tacos tact tag tagged tags tail tailbone tailgate tailor tailoring take takeaway takedown taken takes
    taking tale talent talk talked talker talking talks tall taller tally tamales tan tandem tangerines
    tank tanks tanning tap tape taped taper tapes tapped taps target targets tariff tariffs tarp tarts
    task taste tasted tasteful tastefully tastes tasting tattoo tattoos taught tax taxes taxi taxidermist
    taxis taxpayers tbh tch tea teach teacher teachers teaches teaching teal team teammate teams teamwork
    tear tears teaspoon teatime tech technician technicians technique technologist technologists techs
    tee teen teenager teenagers teens teeth teething tele telehealth telemetry telephone telephoned
    telepsychiatry television tell telling tells telly temp temper tempera temperature tempered template
    templates temporary temps tempted tempting ten tenant tenants tend tender tenderness tends tenfold
    tennis tenor tenors tens tense tent tentative tenth tents tequila term terminal termination terms
    terrible terribly terrific terrified terrifying terror terrorist tesla test tested tester testified
    testify testifying testimony testing testosterone tests tetanus text textbook textbooks texted
    texting texts thali than thank thanked thankful thanking thanks that thats thawed the theater theatre
    theatres theatrical theft their theirs them theme themes themselves then theory therapist therapists
    therapy there therefore theres thermal thermometer thermos thermostat these thesis they thick
    thickened thicker thief thigh thin thing things think thinking thinks thinner thinners third thirds
    thirsty thirteen thirtieth thirty this tho thong thorough those though thought thoughtful thoughts
    thousand thousandth thread threads threat threaten threatened threats three threshold threw thrice
    thrift thrilled thriving throat throats through throughout throughput throw throwing thrown throws
    thru thumb thumbs thumbtack thunder thunderstorm thurs thx thyme thyroid tia tick ticked ticker
    ticket tickets ticking tickle tickled ticks tide tidied tidy tie tied tier ties tight tightened
    tighter tiktok til tile tiles till tills tilt tilts timber time timed timeline timer times timesheets
    timetable timing tin tiniest tinkering tinnitus tins tinsel tiny tip tipped tippers tips tire tired
    tires tissue tissues titanium tithe title titled tmrw to toast toaster tobacco today toddler toddlers
    toddy todos toe toenail toes together toilet toilets token tokens told tolerable tolerance tolerate
    tolerated tolerating toll tomato tomatoes tombola tomorrow tone toner tongue tonight tonite tonnes
    tons tonsils too took tool toolkit tools tooth toothache toothbrush toothbrushes toothpaste top topic
    topics topped topper tops torch torches tore torn tornado torque tortoise torture tortured toss
    tossed total tote touch touched touches touching touchline tough tougher tour toured tourist tourists
    tournament tours tow toward towed towel towels tower towers town towns tox toxicologist toxin toy
    toys trace traced tracers track tracking tracks traction tractor tractors trade traded trades trading
    tradition traditional traditions traffic trail trailer trails train trained trainee trainer trainers
    training trains trampoline trans transcribed transcript transfer transferred transfers transfusion
    transgender transit transition transitions translate translator transmission transparency transplant
    transport transporter transporters transports trap trapeze trash trauma travel traveler travelers
    traveller travellers travelling travels tray trays treadmill treadmills treasure treasurer treasury
    treat treatable treated treating treatment treatments treats treble tree trees tremor triage triaged
    trial trialists trialling trials tribal tribute trick tried tries trifle trigger trim trimmed
    trimming trio trip triple triplets triplicate tripod tripped trips triumph trivia trois trolley
    trolleys trombone trombones trombonist troop trooper troopers trophies trophy troponin trouble trough
    trouser trousers trout truck trucker trucking trucks true truly trumpet trumpets trunk trunks trust
    trusted trustee trustees trusting trusts truth truthfully truths try trying tshow tub tuba tubas tube
    tubes tubing tubs tucked tues tug tugging tuition tulips tummy tumor tumors tumour tuna tune tuned
    tuner tunes tuning tunnel tunnels turban turbans turkey turkeys turn turnaround turned turning
    turnout turnover turnpike turns turquoise tutor tutorial tweet tweeted tweeting tweezers twelfth
    twelve twenties twentieth twenty twice twin twins twist twisted twitching two twos ty type typed
    types typewriter typical typing typo typos tyrant tyre tyres u ugh ugly ukulele ulcer ulcers
    ultrasound um umbrella umbrellas umpire ums un una unanimous unanimously unannounced unanswered
    unasked unavailable unbearable unbeatable unblinded uncertainty unchanged uncle uncles uncomfortable
    uncut undefeated under undercut undercuts underline underlined underneath underpass understand
    understanding understands understood undertaker undetectable undignified undo undoes undress
    undressed unedited uneventful unfair unfamiliar unfashionable unglamorous unheard unhittable
    unhurried unicorn uniform uniforms unimpressed union unions unit units universally universe
    university unkind unknown unlatched unlawful unless unlike unload unloaded unlock unlocked unlocks
    unmasked unmerged unnecessary unopened unpaid unpicked unplan unplanned unplug unplugged unpopular
    unprintable unprofessional unprompted unread unreadable unreal unrelated unremarkable unrestricted
    unsafe unsigned unsure untangled until unusual unveiled unwell unwind up upcode update updated
    updates upgraded upheld uphill upholstery uploaded upon upper upright ups upsell upset upside
    upstairs upstate uptake ur urgent urinals urine urn urologist urology urs us usable use used useful
    useless user username users uses using ustedes usual usually uterus utility utilization v vac
    vacancies vacancy vacation vaccinated vaccination vaccine vaccines vacuum vague valet valid validate
    validated validation valley value valued values valve valves vampire van vanilla vanished vanishing
    vanity vans vape variance various varnish varsity vary vascular vasectomy vasovagal vault ve vegan
    vegetable vegetarian vehicles veil veils vein veins velvet vende vending vendor vendors veneers
    venison venom vent ventilation ventilator ventilators venting vents verb verbally verbatim verbs
    verdict verification verified verify verse verses version versus vertigo very vest vestibule vests
    vet veteran veterans veto vets via vial vials vibe vibes vicar vice video videos view viewer viewing
    views vigil village villain villains vinegar vineyard vineyards vintner vinyl viola violation
    violence violet violin viral virtual virus viruses visa visas visible vision visit visited visiting
    visitor visitors visits vista vital vitamin vitamins vocabulary vodka voice voicemail voicemails
    voices volleyball volume volumes voluntary volunteer volunteered volunteering volunteers vote voted
    voter votes voting voucher vouchers vow vows vs vulnerable w wad waffle wage wages wagon waist
    waistcoat wait waited waiting waitlist waits waive waived waiver waivers wake wakes waking walk
    walked walker walkers walkie walking walkout walks wall wallet wallpaper walls walnut wand wander
    wandered wandering wanders want wanted wanting wants war ward warden wardrobe wards warehouse
    warfarin warm warmed warmer warmers warming warmly warms warmth warn warned warning warnings warrior
    wars wart warts was wash washed washer washers washes washing washroom wasn wasnt wasp wasps waste
    wasted wastes wastewater wasting watch watched watching watchmaker water watercolor watered watering
    watermark waters wave waved wavering waves waving wax waxed way ways we weak weakness weapon wear
    wearable wearing wears wearying weather weatherman web webcast webinar webinars website websites wed
    wedding weddings wedge wedged weds wee weed week weekday weekdays weekend weekends weekly weeks weep
    weeping weigh weighed weighing weighs weight weird welcome welcomed welcomes welcoming welded welder
    welding welfare well wellness welts went wept were weren western wet wetsuit whale whales what
    whatever whatsoever wheel wheelchair wheelchairs wheeled wheeler wheels wheeze wheezing when whenever
    where wherever whether which whichever while whining whiskey whisper whispered whispering whispers
    whist whistle whistleblower whistled whistles whistling white whiteboard whited whitening whiteout
    who whoever whole whom whomever whoops whos whose why wicked wicker wicket wide widely wider widow
    widowed widower widows wife wifi wig wiggle wigs wild will willing willpower wills win wince winced
    wind windbreakers window windowless windows winds windshield windward windy wine wing wings wink
    winked winking winner winners winning wins winter winters wipe wiped wiper wipes wiping wire wired
    wireless wires wiring wisdom wise wish wished wishers wishes witch with withdraw withdrawal withdrawn
    within without witness witnessed witnesses wives wizard wk wks wobble wobbly woke woken wolf woman
    womb wombs women won wonder wondered wonderful wondering wonders wonky wont wood wooden woodwork wool
    word wording words wore work workbench worked worker workers workforce working worklist workload
    workplace works worksheet workshop workshops workstation workup world wormer worms worn worried
    worries worry worrying worse worst worth would wouldn wouldnt wound wounds wove wow wrap wrapped
    wrapping wraps wreath wreaths wreck wrench wrestled wrestles wrestling wrinkles wrist wristband
    wrists write writer writers writes writing written wrong wrongful wrongly wrote xmas xo xray y ya
    yacht yachts yall yam yams yanked yard yards yarn yawn yawned yeah year yearly years yell yelled
    yelling yellow yes yesterday yet yo yoga yogurt you young younger youngest your yours yourself
    yourselves yous youth yr yrs yurts zero zip zipper zodiac zone zones zoning zoo zoom zucchini""".split()
)

RARE = frozenset(
    """abandonment abbot abdominal abolished abs absorb absorbing abused academia academic acceptable
    acceptance accession accessory accompanying accordance accountable accounted accusing accustomed ace
    ached achievement acid acquisition activation actress adapt adaptive adjusting adjutant admired
    admiring adorable adrenaline adulthood advanced advantages adventure adventures advertising aerospace
    affect affiliate afterlife agitation agricultural airfield airing airlines airplanes alderman align
    aligned allegations allegedly allowing ally alt alternative altogether aluminum ambassadors ambitions
    amended amounts amplifier analyses ancestor animated appalled apparent appliances apprenticeship
    approaches appropriations apt ar archer archers archery archived arctic aria ark armies articles
    artificial arts ass assassinated assassination assaulted assembled asset assign assignments assist
    associate astronomy asylum athletes atlas atmosphere attachment attempted attends attire attractive
    attracts audition authorities automatically aux avengers averaging avoiding ax backbone backstage
    backyard badger bail ballads bandit banged banging bankruptcy banners banning baptised baptism
    barbarians barefoot barge barges baritone barking barley barns baronet barre barrels basil basins
    basis basketball baskets bassist beaches bearings beau becoming beef beetle begs belief believers
    belongings betrayed biblical bien bile bilingual billion bind biologist blackmail blast blasting
    blindness blossom blowing blush blushed boiling bologna bolts bombed bomber bombs bonds bonnet booker
    boost botanical bounced bouncing boundaries boundary bounds bounty boutique bowler bracing brackets
    branded brands bravery bravo breadth breakup breasts breathless breaths breeds brew bribe britney
    broadcaster broadcasting broadcasts brows brushing buddies buds bullets bumps bundled bungalow
    bureaucracy burying bust busted buster butt buyers buzz buzzing cabbage cadence calculation calming
    canopy cans cantata cantor canvas capita captive caravan carnage carnival carriage cartel casting
    casual casualties catalogue catastrophe catchment caucus causing caution cave ceilings celebrating
    celebration cemetery centimeters centres centuries ch challenger challenging championed characters
    charitable chartered chases cheated cheering chick chihuahua childless chilly choked chopper chords
    choreographed choreography chores chorus chow chronology circulating circulation circumstances
    citation cities citing citrus civilian ck claiming clamped clapping clashes classic classified clawed
    claws clearer clearing cleavage clench clergy clothed clover cm coating cocaine cod cognitive coiled
    collaborative collective collisions comb combat commandos commended commitment committing compensated
    competence competes competitions compiled completes completing completion complexity comply component
    composer comprehensive compromise compromised concentration concession condemned condensed conducts
    confessions confirming confiscated confuse congregations consensus conservative considerable
    considerations considering considers consolidated consolidation conspiracy constant constantly
    constitutes container containing contempt contestant contingent contracted contraction controversial
    convent conversely converted convertible convicted convince convincing convoy coordinated cops
    cornered cornerstone correctional correctly correlation costly costumes councillor courses courts
    courtship cowboy cradle cramped crank crashes crate craters crawl creativity creatures creditors
    creeks creepy criminals crises crisp criteria critic critically crore crosses crowded crows cruelty
    cruises crush crushing cult cupping curl curls curriculum curved curves customary cyclist cyclists
    cylinder cylinders daisy damned dancer darker dealings debated debating debts decay decommissioned
    decor decorated decorative deeply def defamation defect defects defended defending deficit defined
    definitely definitions definitive deity deliberate demanding democratic demonstrate demonstrated den
    denomination departed depended dependence deployed deported depressed deputies desert deserted
    designate desperate destruction detached detachment detectives determination deux devastated
    developmental devoted devotion di diagnostic dictated differed differs din ding diplomacy dire
    directing directory directs disabilities disappear disappears disappointing disapproval discarded
    disciplined disclose discontinued discouraged discusses discussion discussions diseases disguise
    disguised disgusting dispatched disposal disqualified dissertation dissolve distillery distinguishes
    distract distressed distributed distributors distrust disturbance diver diversity diverted divide
    divides divinity documentation dolphin domains domes doubling doubts downloads drafting dragons
    draining dramas draped drastic dresses drifting dripped drones dropping dubbed duet dukes dunes
    durable dvd dwarf dyed dynamite eagles eased economics economist edged editorial educational
    efficiency ego eighteenth electronics elevation eligibility eligible elites elves emotionally
    emphasis employers enables encore encounter encounters encourages endless enemies energetic
    engineered engraved enriched enroll ensure entertained entertaining enthusiasm entourage entrepreneur
    envy epidemic equality era erased erection essential esteem estimated estuary eternal evaluated
    evenly evergreen evil exaggerated examinations excessive exciting exclude excused executed exempt
    exercising exhaust exhibition existence existing expanding expectation expedition expenses
    experiments exploring expose expressed expression extends external externally extinction extracted
    extraordinary eyed facial faction fading falcon falsely familiar famously fantastic fare farther
    fascinating fashion fashionable fashioned fatty faults favourites feared fearing feat feather
    feathers federally fellowships feminine ferries fifteenth fifties fin firearm fished fisherman fishes
    fists fitness flair flaps flashed flashing flatly flesh flexed flexibility flick flickered flickering
    flipping flirting floating flock flop flourish flowing fluent fluffy footballer forced forceful
    forces foreign formal format forums foundations fountains framework francais franchise fraternity
    freaking freed freshly fright frustrated fu fuck function functions fundraising funds funnel fur
    furiously gag gaining gains gall galley gallon gangs garde garments gasp gasped gearbox generated
    genome genre genuine genuinely geologist gesture giants gifted glance glands glee glide glowed goblin
    goin goldsmith goods goofy gore gorilla governed governments grabbed gradient grams grape graphics
    graphs graves grease greasy greater greed greenhouse greeted grenade grips groan groaning groin
    groove grumbled guarded guarding guides guitars gymnastics hacked hammering handcuffs handful
    handheld handicap handicapped handkerchief handy happiness harassment hare harmful hatred hazardous
    heartbreak heartland heaved heavenly heaviest heaving helium helm hem hemisphere heroin heroism
    hesitate hesitation hicks hideous highlighted hiking hiss hissed hm hometown homicide honorary hopped
    horizontal hormone hospitality hostel hottest hound hounds hovering howl howling hp huff huh humane
    humid hunger hunter hunters hurling hurrying identification identifies identifying identities
    ideological ideology ignoring illusion illustrated imagery imaginary immersion immortal impaired
    impatient impressions improper improvements incense inclined inclusion incoming incorrect increase
    independently indexed indications indictment indoor induced ineffective inequality inevitable
    inevitably inferior infinite inflammation influence informant informing informs ingredients inhaled
    inherit initiative injected injustice inland inmate inmates inn innings inscribed inscription
    insertion insisting inspect install institutional insufficient integrity interactions interface
    internally international interpreted interval intervene introduces invaded invention invest
    investigating investing invites invoked involve inward ionic ipad iran irritation iso isolated
    issuing ist italics jack jaguar je jeopardy jerked jewelry jogging jointly juicy jul jumped jumper
    jumping jumps junction jungle justification karate kat keepers kernel kilograms kilometers kilometre
    kilometres kite km knelt knighted knob lacks lagoon lance landscape landslide lang lao latter
    launched lava layer layers layout lecturer legends legislative legitimate lengths les lever leverage
    liable liberty libretto lieu lifeboat likeness limbs limitation limo linebacker lineman lineup
    linguist linguistics lining lion listings litre litres liturgical livelihood lively loaded lobbied
    locate lodged loft logic longtime lore lunatic lush machinery magistrate magnetic maid maintained
    maintains malice mandate mandated mandates manifest manifesto mansion mantra mapped markets marking
    marrying mart marvel marvelous mascara mater max mayoral mayors meanings measurement mediation
    medieval meditation medium melting memorable mentally mere merging mermaid messaging messed metadata
    metres mi mickey migrate milestone milling miners mini minnesota minority minors miracles mirrored
    mis miscellaneous missionaries missions mistress misunderstanding mit mixer moaned moaning mobility
    mock modeling moderate moderately molecule moments monk monsters moody morrow mortar motive motors
    mounts mourning mouthed mouthful movements mumbled murderers musica musicians mustard mutation
    mysterious nah namely narrative narrator nate naval ne neglected negotiated negotiating
    neighbourhoods newcomers newly nhs ni nightfall nightmares nightstand ninja nino nipple nitrogen
    noble nodes nomination nominees northbound notation notion novelty nowadays nudged nueva nutrient
    nutritional obesity obey obeyed objected objections obscene observers observing obstacle obtained
    occupation occupied occur offset offshore oldies ongoing onset openly opium opportunity opposed
    opposing opposition optics optimism optimistic ordained ordinance ordnance organised organising
    organism organizes organs original originals orphan outer outlets outnumbered outrage outrageous
    outright outset overlooked oversee ow ox paces packaging pageant painter paintings paisley papal
    parachute parades parcels parody parted participates partisan pas pastoral pasture patented patting
    pauses pausing pea peacock peaked pearls pedal pedestrian peeked peeking penguins pennant perfection
    perform performing performs personnel petitions petrol pharmaceutical phases philosophical phosphorus
    physicist physics pianos pierced piles piloted pinning pitched pitches pitching plank planner
    plastics platforms plausible playoffs plead pleaded pleading plotting plucked plunged plush poetic
    pointer pointless poisonous poking polar policeman policemen polo poorer popping portion portraits
    pose positioning posse possess possessed postage postal postponed pots poultry powerful powers prank
    preach preaching precise predict predictable predicting preface prefecture preference premier
    premises preparation preparations prepares preparing presenters preserved preserves presidential
    presumably presumed preventing preview primera procedural proceed proceeding proceedings processed
    producers produces prof programmed prohibited projects promo propellers prophecy props prosecuted
    protector protocols prototypes proudly provides providing ps psalms psychologists puff pulpit pulses
    punching punk puppy purchased pursuant pursuing puzzled qu qualifications qualifying quantity quest
    qui quintet rabbit radical radius raft rag rage raged ragged raid raided raids railroad railroads
    railways rainbow randomly ranks rap rat rations rattling rave reaching reacted reacts realism realize
    reasoning reassigned reassuring rebellion reborn receptions recognition recognizable reconciliation
    reconstruction recordings recreation recruited rector recurring recycled redesignated reelection
    refer referendum refers reflecting reflections refurbished regain regents registering registers
    regulated regulators reign reinforced rejecting relate releases relentless relevance reliable relieve
    relinquished relocation rely remake remedy reminding removing renaming renovated renovation
    reorganized repay replica repository representations represents reprint reprinted reproduce
    reproductive republican requirement requirements researcher researchers resemblance resemble residue
    resign resin resist resistant respectable responding responsive restart restarted restoration
    restrain restraint restrictions resurrected retracted reunited revenge revolt revolution revolver
    rewarded rhyme ridden ridges rifles rigged righteous ripping ripple risen rising roar robber robbers
    rocker rocket romance routed rubbing rubble rugby ruining rulers rumored runoff rushes rushing saber
    sac sacrificed safeguard saga sailors salaries sanitary sarcastically satisfactory scaled scaling
    scares scattered scented scholars scoop scotch scraping scripture scrolling seaside seasonal seater
    secured seeming sellers seminary sensation sentencing separates sequence sermons servant serving
    settlements sevens seventies severe sewer sexes sexually sha shadowed shady shaman shapes shareholder
    sheds sheer shell shelters shiver shivering shocking shoots shore shriek shrieked shuffle sibling
    sided sidewalks siege significance silenced silk simulator singled singles singular sinking sins
    sixteenth skating skinned skirts skyline slash slaughtered sliced slim slipping slit slopes sloppy
    slowing slump smack smashed smelling smug snakes snatched sniff sniffed snort snorted snuck sob sobs
    socialist socialists sociologist sockets softness soils solar sometime sonny soothe sorting sounding
    southbound soy spade spared spark spectacle spectrum speeding spice spider spiritual spirituality
    splash spokesman sporting spotting spreading spreads spun spying squared squinted stab stabbing
    stability stabilized stacked staged staggering staging stalking stanza staple staples stark startled
    starved starving stat statewide statues steals steamship steer sticking stigma stillness stockings
    stored stormed straightening strangled streamed strengths stressed stretching striking stroking
    stroll strolled strongly structurally struggled stumble stunts sturdy submission substances
    substantial substituted substitutes substitution successfully sucker suitable suited summons sums
    suns supplements supporters supporting supportive supposedly sur surely surplus surprisingly
    surrender surrendered surrounded suspension suspicion sustained swamp sweatshirt sweeps sweetly
    swings swollen sword swung syllables symbolic symphony symposium synod ta tai tales tam tanker tasks
    tattooed taxpayer tease technically teenage telenovela telescope temporarily temptation tended
    tenderly theologians theological theoretical theories thereafter thieves thighs thirst thirteenth
    thirties thou thousands thrash threaded threatens thriller throbbing throttle thumped thy tides
    tighten tightly tilting timely tinted tipping titles tomb tombstone ton tones tong topographic
    topping torpedo torpedoes torso totally totals towards toxic tracing tracked tracts trader trailing
    traitor traits tram trams transcription translation transparent trapped traveled travelled treatise
    treaty tremble tres triangle triangles tribunal tricky triumphant trolls troubled troubles
    tuberculosis tuck tumble tunic turbo turf twitch unaffected unaware unbelievable und uneasy uneven
    unfolded unfortunate unhappy unmarked unmarried unnamed unpleasant unreasonable unseen unused upbeat
    upgrade upward upwards urgency urges utilize vaguely vain valuable vanish variable varies vase vaults
    vegetables verbal versions vertical vessel viaduct victim victorian victory viewers villa villages
    violent violinist violins virgin virtues visitation vocal voiced void volcano volley volvo vomit
    vomiting voodoo vulgar vulnerability waistband walkway waltz wanna warns warped wary watches
    waterfall wavy weakened weaker wealthy weave weaver weeds weighted weights wellington wells whipped
    whisky whites whitish widen width wildlife windmill wishing wit wizards wo wolves woo worlds worm
    wounded wrestle xx yells yep zinc zombie""".split()
)

ACRONYMS = frozenset(
    """acl adhd aed ag ai als ama asl bx cdc ceo cfo cio cme cmo cms cna cno coo covid cpap cpr ct dea dj dm
    dmv dna dnr dob dsh dsmb dui ehr ekg ems emt ent eob er evs fda fy ged glp gp gps harbor hb hhs hipaa
    hiv hr hrsa hsa icu id ii iii ip iq irs iud iv ivf mmr mri mrn ms nda nejm nicu np ob ot pa pdf pgy
    psa pt px qr rn rsv rsvp sb spf tb tv uspstf va vfw vp wic wtf""".split()
)
