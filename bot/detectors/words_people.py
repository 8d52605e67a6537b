"""Who people are, by the words for them: kin, callings, staff, those in care, and first names.

A small list written for this project; one signal among several, never proof of anything.
"""

KIN = frozenset(
    (
        "aunt auntie bestie boyfriend bride brother brother-in-law buddy caregiver carer classmate cousin "
        "dad daddy daughter daughter-in-law ex-boyfriend ex-girlfriend ex-husband ex-wife father "
        "father-in-law fiance fiancee foster friend girlfriend godfather godmother gram gramps gran "
        "grandbaby grandchild granddaughter grandfather grandkid grandma grandmother grandpa grandparent "
        "grandson granny groom hubby husband mama mamma mom momma mommy mother mother-in-law mum nana "
        "neighbor neighbour nephew niece pal papa parent partner roommate seatmate sibling sister "
        "sister-in-law son son-in-law spouse stepdad stepdaughter stepfather stepmom stepmother stepson "
        "sweetheart uncle widow widower wife"
    ).split()
)
"""Relatives and other kin."""
MEN = frozenset(
    (
        "adult angel baby bloke boy bystander caller camper centenarian champ chap child couple customer "
        "cutie drifter driver dude elder family fella fellow fighter first-grader freshman gal gentleman "
        "girl guy hiker hitchhiker hon honey household individual infant kid kiddo kindergartener "
        "kindergartner lad lady lass legend ma'am madam man matriarch miracle missus munchkin newborn "
        "newlywed nonagenarian octogenarian orphan passenger patriarch peanut pedestrian person preemie "
        "preschooler princess quintuplet regular runaway senior septuagenarian sir somebody someone "
        "sophomore stranger survivor teen teenager toddler triplet trouper twin vet veteran visitor warrior "
        "woman youngster youth"
    ).split()
)
"""A person, by age, state or standing."""
CALLINGS = frozenset(
    (
        "accountant actor actress alderman ambassador anchor angler archbishop architect artist astronaut "
        "athlete attorney auctioneer author autoworker babysitter baker ballerina bandleader banker barber "
        "barista barkeep baron bartender bassist beautician beekeeper billionaire biologist bishop "
        "blacksmith blogger boxer brewer brewmaster bricklayer broadcaster broker builder bullrider burglar "
        "bus-driver busboy butcher butler cabbie captain carpenter cashier catcher cattleman celebrity "
        "cellist champion chauffeur cheerleader cheesemaker chef chemist choir choirmaster choreographer "
        "cleaner clerk closer clown coach cobbler colonel comedian commissioner composer conductor "
        "congregant congressman congressperson congresswoman constable contractor convict cook cop corporal "
        "councillor councilman councilor councilwoman counsel courier cowboy cowgirl crossing curator "
        "custodian cyclist dairyman dancer deacon dean deejay defendant delegate deputy detective developer "
        "diver dj dockworker drummer electrician engineer entertainer entrepreneur farmer felon ferryman "
        "fiddler firefighter fireman fisherman fishmonger florist footballer forester founder gambler gamer "
        "gardener general goalie goalkeeper golfer governor grad graduate greengrocer grocer groundskeeper "
        "guitarist gymnast hairdresser harpist heir heiress homemaker hunter huntsman icon imam influencer "
        "inmate inspector inventor ironworker jailer janitor jockey journalist judge juror keeper kicker "
        "king landlord landscaper lawyer legislator librarian lieutenant lifeguard liftie linebacker "
        "lineman linesman lobbyist lobsterman locksmith logger longshoreman lottery-winner lumberjack "
        "machinist magician magistrate maid mailman manicurist marathoner marine mariner marshal mason "
        "mayor mechanic millionaire miner minister mister model mogul monk mover musician nanny novelist "
        "nun officer official organist outfielder oyster painter parishioner pastor peddler philanthropist "
        "photographer pianist pilot pipefitter pitcher plaintiff plasterer player plumber podcaster poet "
        "point-guard policeman policewoman politician postal postman postmaster preacher priest prince "
        "princess principal prisoner professor quarterback rabbi racer rancher ranger rapper realtor "
        "referee reporter retiree reverend rider robber rockstar roofer roommate rotarian rower runner "
        "sailor saleslady salesman saleswoman schoolteacher scoutmaster sculptor seamstress secretary "
        "senator sergeant shepherd sheriff shooter shopkeeper shortstop singer skater skier sniper "
        "socialite soldier soloist soprano sous-chef spokesman sportscaster sprinter staffer star "
        "steelworker steward stewardess stonemason streamer student stuntman stylist superintendent surfer "
        "surveyor suspect swimmer tackle tailor tattooist taxidermist teacher tenor tiler trainer trapper "
        "treasurer trooper trucker trumpeter tuba tutor tycoon umpire undertaker usher valedictorian "
        "veterinarian vicar violinist vlogger wagoner waiter waitress warden watchmaker weathergirl "
        "weatherman welder winemaker woodworker worker wrangler wrestler writer yodeler youtuber zookeeper"
    ).split()
)
"""What people do outside your building."""
STAFF = frozenset(
    (
        "administrator administrators aide aides anaesthetist anesthesiologist anesthesiologists applicant "
        "applicants apprentice architect attending audiologist auditor auditors author awardee biller "
        "biomed board boss candidate candidates cardiologist caseworker ceo cfo chair chairman chairperson "
        "chairwoman chaplain chief chiropractor chro cio clinician clinicians cmo cna cnas cno co-founder "
        "coder coders cofounder colleague colleagues consultant consultants contractor coo coordinator "
        "counsellor counselor counselors coworker crew crews custodial dentist dentists dermatologist "
        "dietitian director directors dispatcher do doc docs doctor doctors donor donors doula dr educator "
        "electrician employee employees ems emt emts epidemiologist executive executives facilities faculty "
        "fellow-physician founder geneticist gynecologist honoree hospitalist hospitalists housekeeper "
        "housekeepers hygienist hygienists instructor intern interns interpreter interpreters investigator "
        "janitorial keynote leader leaders leadership lpn manager managers matron md medic medics mentee "
        "mentor midwife midwives navigator nephrologist neurologist nominee np nurse nurses nutritionist "
        "obstetrician officer-in-charge oncologist optometrist orderlies orderly ot ots paediatrician "
        "panelist paramedic paramedics pathologist pathologists pediatrician perfusionist pharmacist "
        "pharmacists phlebotomist phlebotomists physician physicians physicist physio physios podiatrist "
        "porter porters preceptor predecessor president provider providers psychiatrist psychologist "
        "radiologist radiologists receptionist recipient-of recruiter registrar registrars researcher "
        "researchers resident-physician rn scheduler scientist social-worker sonographer speaker speakers "
        "spokesperson staff statistician student-nurse successor supervisor surgeon surgeons surveyor team "
        "teams tech technician technicians technologist techs therapist therapists trainee trainees trustee "
        "trustees urologist vendor vendors vice volunteer volunteers vp"
    ).split()
)
"""Who works in it."""
IN_CARE = frozenset(
    (
        "addict admit alcoholic amputee beneficiary claimant client complainant consult deceased decedent "
        "diabetic discharge donor enrollee epileptic frequent-flier frequent-flyer guest hemophiliac "
        "inpatient member mom-to-be mother-to-be newcomer outpatient overdose paraplegic patient pt "
        "quadriplegic recipient referral relapse resident reviewer subscriber transplantee walk-in"
    ).split()
)
"""Who is cared for."""
PLURALS = frozenset(
    (
        "adults anybody anyone applicants babies callers caregivers children citizens clients community "
        "consumers customers donors everybody everyone families folks friends gentlemen guests guys humans "
        "infants kids ladies many members men most neighbors neighbours newborns nobody others parents "
        "patients people preemies pts public readers recipients residents seniors some strangers students "
        "survivors taxpayers teachers teenagers teens those toddlers veterans visitors voters women workers "
        "y'all"
    ).split()
)
"""People in general."""
HONORIFICS = frozenset(
    (
        "aunt auntie brother capt captain chief coach col deacon deputy father fr gov granny imam judge "
        "justice lt mayor miss mister mr mrs ms nana officer papa pastor principal rabbi rep rev sen sgt "
        "sister sr uncle"
    ).split()
)
"""What stands before a name."""
TITLES = frozenset(("dame doctor dr nurse prof professor sir").split())
"""What stands before a clinician's name."""
FIRST_NAMES = frozenset(
    (
        "aaron abby abdul abel abigail ada adam adela adele adrian agatha agnes ahmed aidan aisha alan "
        "albert alejandro alex alexander alexis alfred ali alice alicia alina allen alma alonzo alvin "
        "alyssa amalia amanda amara amber amelia amina amir amos amy ana andre andrea andrew andy angel "
        "angela angelo angie anita ann anna anne annette annie anthony antoine antonio april archie ariana "
        "ariel arlene arlo armando arnold arthur arturo asher ashley astrid audrey augusta aurora austin "
        "ava avery barb barbara barry beatrice becky bella ben benjamin bennie bernadette bernard bernice "
        "bert bertha bessie beth bethany betsy bettina betty beulah bev beverly bianca bill billie billy "
        "blake blanche bob bobby bonnie brad bradley brandon brayden brenda brent brett brian bridget "
        "brittany bruce bruno bryan caleb calvin camila camille candace cara carl carla carlos carly carmen "
        "carol carole caroline carolyn carrie casey cassandra catherine cathy cecil cecilia cedric celeste "
        "celia cesar chad chandra charlene charles charlie charlotte chelsea cheryl chester chloe chris "
        "christian christina christine christopher chuck cindy claire clara clarence clark claude claudia "
        "clayton clement clifford clint clyde cody colin colleen connie connor consuelo cora corey corinne "
        "cornelius courtney craig cristina crystal curtis cynthia daisy dale dan dana daniel daniela "
        "danielle danny daphne darlene darrell darren dave david dawn dean deanna deb debbie deborah debra "
        "dee delia delores delphine denise dennis derek derrick desmond devin diana diane diego dimitri "
        "dinah dolores dominic don donald donna dora doreen doris dorothy doug douglas doyle duane dustin "
        "dwayne dwight dylan earl ed eddie edgar edith edmund edna eduardo edward edwin eileen elaine "
        "eleanor elena eli elijah elise eliza elizabeth ella ellen ellie elliot elmer eloise elsie elvira "
        "emily emma emmanuel emmett enrique eric erica erik erin ernest ernesto esme esmeralda estelle "
        "esther ethan ethel eugene eugenia eunice eva evan evelyn everett ezra faith fatima faye felicia "
        "felipe felix fern fernando flora florence floyd fran frances francesca francis francisco frank "
        "franklin fred freddie frederick gabby gabriel gabriela gabrielle gail garrett gary gavin gayle "
        "gene genevieve geoffrey george georgia gerald geraldine gerard gertrude gilbert gina ginger ginny "
        "giovanni gladys glen glenda glenn gloria gordon graham greg gregory greta gretchen guadalupe "
        "guillermo gus gwen hal hannah harold harriet harry harvey hassan hattie hazel heather hector heidi "
        "helen helena henrietta henry herbert herman hilda hiram holly homer hope howard hubert hugh hugo "
        "ian ibrahim ida ignatius imani imelda ines ingrid ira irene iris irma irving isaac isabel isabella "
        "isaiah ivan ivy jack jackie jackson jacob jacqueline jade jaime jake jamal james jamie jan jane "
        "janelle janet janice jared jasmine jason javier jay jayden jean jeanette jeanne jeff jeffrey jen "
        "jenna jennifer jenny jeremiah jeremy jerome jerry jesse jessica jessie jesus jill jim jimmy jo "
        "joan joann joanna jocelyn jodi joe joel joey johanna john johnny jolene jon jonah jonathan jordan "
        "jorge jose josefina joseph josephine josh joshua josie joy joyce juan juanita judith judy jules "
        "julia julian juliana julie juliet julio june juniper justin kaitlyn kara karen karim karl kate "
        "katherine kathleen kathryn kathy katie katrina kay kayla keisha keith kelly ken kendra kenneth "
        "kenny kent kerry kevin khadija kim kimberly kirk kofi kristen kristin kristina kurt kwame kyle "
        "lakshmi lamar lance larry latoya laura lauren laurie lawrence leah lee leila lena leo leon leona "
        "leonard leroy leslie lester lewis liam lila lillian lily linda lindsay lindsey lionel lisa liz "
        "lloyd logan lois lola lonnie loretta lori lorraine lottie lou louis louise lucas lucia lucille "
        "lucy luis luke luna lupe lupita luther lydia lyle lynn mabel mack madeline madison mae maggie "
        "malcolm malik mamie marc marcella marcia marcus margaret margarita margie marguerite maria mariah "
        "marian marianne maribel marie marilyn mario marion marisol marjorie mark marlene marshall martha "
        "martin marty marvin mary mason mateo mathew matilda matt matthew maureen maurice mavis max maxine "
        "maya mckenzie megan mei melanie melinda melissa melvin mercedes meredith merle mia micah michael "
        "michele michelle miguel mike mikey mildred miles milo mina mindy minnie miranda miriam mitchell mo "
        "mohamed mohammed moira molly mona monica monique morgan morris moses muhammad muriel murray myra "
        "myrtle nadia nadine nancy naomi natalia natalie natasha nathan nathaniel neil nell nellie nelson "
        "nevaeh nia nicholas nick nicole nigel nina noah noel noelle nolan nora norma norman odell odette "
        "olga olive oliver olivia ollie omar opal oscar otis ottilie otto owen pablo paige pam pamela pansy "
        "pat patrice patricia patrick patsy patti patty paul paula pauline pearl pedro peggy penelope penny "
        "percy perry pete peter petra phil philip phillip phoebe phyllis pierre pilar polly preston "
        "priscilla priya quentin quincy rachel rafael raj ralph ramon ramona randall randy raquel rashid "
        "raul ray raymond rebecca reggie regina reginald rene renee rex rhonda ricardo richard rick ricky "
        "rita rob robert roberta roberto robin rocky rod rodney rodrigo roger roland roman ron ronald "
        "ronnie rory rosa rosalie rosalind rosario rose roseann rosemary rosie ross roxanne roy ruben ruby "
        "rudy russell ruth ryan sabrina sadie sally salma salvador sam samantha samir samuel sandra sandy "
        "sara sarah saul savannah scott sean sebastian selena serena sergio seth shane shannon sharon shaun "
        "shawn sheila shelby sheldon shelly sherri sherry shirley sidney silvia simon simone sofia solomon "
        "sonia sonya sophia sophie spencer stacey stacy stan stanley stella stephanie stephen steve steven "
        "stuart sue sunita susan susie suzanne sybil sydney sylvia tabitha tamara tammy tanisha tanya tara "
        "tasha tatiana taylor ted teddy teo teresa terrance terrence terri terry tess tessa thelma theo "
        "theodora theodore theresa thomas tiffany tim timothy tina toby todd tom tomas tommy toni tony "
        "tonya tracey traci tracy travis trevor trina trish trisha troy tyler tyrone ulysses ursula "
        "valentina valerie vanessa vera verna vernon veronica vi vicki vicky victor victoria vince vincent "
        "viola violet virgil virginia vivian vivienne wade walter wanda warren wayne wendell wendy wesley "
        "wilbur wilfred will willa willard william willie wilma winifred winston wyatt xavier yasmin "
        "yolanda yusuf yvette yvonne zach zachary zara zayn zoe zora"
    ).split()
)
"""Common first names."""
AMBIGUOUS_NAMES = frozenset(
    (
        "amber angel april art aurora austin bill carolina carter charlotte chase chester clay crystal "
        "daisy dale dallas dawn don drew earl faith fern florence frank franklin gene georgia ginger glen "
        "grace grant guy hazel holly hope houston hunter iris israel ivy jack jackson jade jay jordan joy "
        "june kent king lance lee lily lincoln logan luna madison mark marshall mason max may miles mo "
        "morgan nelson olive opal page paris pat patience pearl penny pete ray rich rob robin rocky rod "
        "rose ruby sandy savannah sky solomon spencer sue summer sydney taylor tracy trinity troy van "
        "victor victoria viola violet virginia warren will"
    ).split()
)
"""First names that are words, months or places as well."""
