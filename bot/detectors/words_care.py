"""What being in care looks like in words: procedures, conditions, parts of the body, units, drugs, turns."""

PROCEDURES = frozenset(
    (
        "ablation abortion admission aligner aligners amputation amputations anesthesia angiogram "
        "angioplasty appendectomy arthroscopy augmentation autopsy bandage biopsies biopsy bipap birth "
        "births bloodwork botox brace braces bypass c-section caesarean cataract cataracts cath catheter "
        "cesarean chemo chemotherapy childbirth colonoscopy commitment compressions concentrator "
        "consultation contraception cpap cpr crutches ct defib defibrillator dentures detox diagnosis "
        "dialysis discharge ecg echo echocardiogram ecmo eeg ekg embryo endoscopy enema epidural eval "
        "evaluation explant extraction facelift feeding-tube filler fillers g-tube graft grafts hearing-aid "
        "hearing-aids hospice hysterectomy implant implants incision incubator infusion infusions "
        "intubation isolette iud iv ivf lab-results labs lap-band laparotomy lasik liposuction mammogram "
        "mammography mastectomy miscarriage mri mrn nicu ob operation oxygen pacemaker palliative pathology "
        "pet picu post-op postop postpartum pre-op pregnancy pregnant prenatal preop procedure prognosis "
        "prosthesis prosthetic psych-hold radiation radiotherapy readmission recovery rehab rehabilitation "
        "relapse remission replacement restraint restraints resuscitation retainer rhinoplasty root-canal "
        "scan scans sedation shock-therapy shunt sleeve staples stent stents sterilization stitches "
        "stress-test suppository surgeries surgery surgery's sutures trach tracheostomy transfer "
        "transfusion transplant transplanted treatment treatments triage tuck tummy-tuck ultrasound valve "
        "valves vasectomies vasectomy veneers vent ventilator wheelchair whitening wound x-ray x-rays xray"
    ).split()
)
"""What is done to people."""
CONDITIONS = frozenset(
    (
        "abscess abscessed acne addicted addiction adhd afib aids alcoholism allergy als alzheimer's "
        "alzheimers amputated anaphylactic anaphylaxis anemia aneurysm angina anorexia apnea appendicitis "
        "appendix arrest arrhythmia arthritis asthma autism benign bipolar bleed bleeding blindness "
        "botulinum botulism breech bruise bulimia bunion burned burns burst cancer carcinoma cavities "
        "cavity celiac cellulitis chlamydia cirrhosis clap clot clots cocaine colitis coma comatose "
        "concussion constipation copd crohn's cyst cystic deaf delirium dementia depressed detachment "
        "diabetes diabetic diagnosis dialysis-dependent dislocated drunk dvt ebola eczema edema embolism "
        "emphysema endometriosis epilepsy fentanyl fever fibrillation fibrosis fistula flatlined fracture "
        "fractured frostbite fungus gallbladder gallstone gallstones gangrene gastroschisis glaucoma "
        "glioblastoma gonorrhea gout gsw gunshot heart-attack heatstroke hematoma hemorrhage hemorrhoids "
        "hepatitis hernia heroin herpes hiv hypertension hypothermia ibs incontinence incontinent "
        "infarction infected infection infections infertile infertility insomnia insulin-dependent jaundice "
        "kidney-stone kidney-stones legionnaires lesion leukaemia leukemia lump lupus lymphoma malaria "
        "malignant measles melanoma meningitis menopause metastasis metastatic meth mi mrsa ms mumps "
        "neuropathy nodule od opioid osteoporosis overdose overdosed pancreatic paralysed paralysis "
        "paralyzed paraplegia parkinson's parkinsons pe perforated pneumonia poisoning polyp polyps "
        "preeclampsia premature preterm previa psoriasis psychosis psychotic ptsd pulseless quadriplegia "
        "rabies rash relapse relapsed rupture ruptured sarcoma scald schizophrenia sciatica sclerosis "
        "scoliosis seizure seizures self-harm sepsis septic shingles sober spasm sprain sprained stabbing "
        "std stemi sti stillbirth stillborn sting stroke subdural suicidal suicide syndrome syphilis "
        "tachycardia tb tuberculosis tumor tumour unconscious undetectable vaginismus wart warts withdrawal"
    ).split()
)
"""What ails them."""
BODY = frozenset(
    (
        "acl ankle aorta arm arteries artery bac back belly bilirubin bladder bone bowel bowels bp brain "
        "breast breasts calf cervix chest chin collarbone colon cornea corneas cortex creatinine cuff disc "
        "ear ears elbow eye eyelid eyes face feet femur fibula finger fingers foot freckle glucose groin "
        "gums gut hand hands heart hemoglobin hip hips jaw kidney kidneys knee leg legs ligament limb limbs "
        "liver lung lungs marrow mcl meniscus mole moles nail nails neck nerve nose optic ovaries ovary "
        "pancreas pelvic pelvis platelets potassium prostate pulse rash retina rib ribs rotator scalp "
        "scaphoid shin shoulder sinus sinuses skin skull spine spleen stomach stump teeth tendon testicle "
        "testicles testosterone thigh throat thumb thyroid tibia toe toes tongue tonsils tooth ucl "
        "urinating urine uterus vein veins vertebra wrist"
    ).split()
)
"""Parts of the body, and what is measured in it."""
UNITS = frozenset(
    (
        "ambulance annex bassinet bay bed beds bedside cardiology cath-lab ccu chair chopper clinic corner "
        "corridor cot curtain dermatology desk ed er er's floor gurney gym gynecology hallway helicopter "
        "helipad hospice icu incubator isolette l&d lab lobby maternity micu morgue nephrology neuro "
        "neurology nursery obs oncology or ors ortho orthopedics pacu paediatrics pediatrics peds pillow "
        "pod porthole postop practice psych psychiatry pulmonary rehab-gym resus room sicu step-down "
        "stepdown stretcher suite table tele telemetry theater theatre trauma unit urology waiting-room "
        "ward wing"
    ).split()
)
"""Where they lie, sit or wait."""
DRUGS = frozenset(
    (
        "adderall antibiotics antidepressant ativan buprenorphine chemo-drug dilaudid drops epi epinephrine "
        "epipen gabapentin heparin inhaler insulin ketamine lacquer lasix levothyroxine lexapro lithium "
        "lozenges med medication medications meds methadone misoprostol morphine naloxone narcan oxycodone "
        "ozempic percocet pill pills plan-b prep pressors propofol prozac semaglutide seroquel statin "
        "steroid steroids suboxone tacrolimus tamoxifen tpa truvada valium viagra vicodin warfarin xanax "
        "zoloft"
    ).split()
)
"""What they take."""
CLINICAL_VERBS = frozenset(
    (
        "aborted admitted airlifted amputated bandaged biopsied bled cardioverted casted catheterized coded "
        "coding convalescing defibrillated delivered detoxed diagnosed dialyzed discharged drained "
        "evacuated examined excised extubated hemorrhaged hospitalized immunized implanted infused injected "
        "intubated life-flighted lifeflighted medevaced medicated miscarried numbed operated overdosed "
        "pinned readmitted reattached recovering rehabbing relapsed resected restrained resuscitated "
        "revived sedated seized shocked stabilized stented stitched sutured swallowed transfused "
        "transplanted treated triaged unplugged vaccinated weaned"
    ).split()
)
"""Admitted, discharged, diagnosed."""
ARRIVALS = frozenset(
    (
        "arrived arrives bring brought came carried checked checks comes coming crawled dropped drove flown "
        "goes hobbled landed leaves left limped presented referred returned rolled rushed sent showed shows "
        "staggered strolled stumbled transported turned visited visits waddled walk-in walked walks went "
        "wheeled"
    ).split()
)
"""How they come and go."""
OUTCOMES = frozenset(
    (
        "alive ambulating awake bald bedridden better breathing comeback conscious cranky critical cured "
        "dead deceased died dies discharged dying eating fine frail gone groggy grumpy healed healing home "
        "improving kicking loopy mended mending moving passed recovered recovering rehabbing remission "
        "responsive resting smiling squeezed stable survive survived survives talking thriving unresponsive "
        "walking weak wiggled worse"
    ).split()
)
"""How it turned out."""
LIFE_VERBS = frozenset(
    (
        "buried care caring closed cut deliver fitted fixed gave held helped kept lose losing lost meet met "
        "opened operate pumped rebuilt removed repaired replaced sat save saved saving seen stitched take "
        "took transferred treat treating worked"
    ).split()
)
"""What a team does for somebody."""
INJURIES = frozenset(
    (
        "accident ambushed assaulted attacked atv avalanche beaten bit bitten burned chainsaw choked "
        "choking collapse collapsed collision combine crash crashed crushed dragged drown drowned drowning "
        "ejected electrocuted exploded explosion faint fainted fall fallen falls fell fire fireworks "
        "fishhook flood four-wheeler gored hit impaled jellyfish jumped kicked lawnmower lightbulb mauled "
        "motorcycle nail-gun overdose passed-out pileup pinned poisoned rattlesnake rescue rescued rollover "
        "scalded scooter shooting shot stabbed stabbing struck stung swallowed thrown tornado tractor "
        "trampled trapped wreck wrecked"
    ).split()
)
"""What befell them."""
SOFT_CARE = frozenset(
    (
        "anxiety appeal appointment appt bite broke broken burn cast chart charts check-up checkup claim "
        "claims cleaning code codes consult contacts copay covid crown crowns deductible delivery denial "
        "denials depression disease disorder dose drain drip exam exams file filling follow-up glasses "
        "group hold holds ill illness influenza intake labor labour lift pain panel prep prescription "
        "reaction record records referral refill refills results rsv rx sample samples scans scar scars "
        "scope screen screening session sessions sick slot sore splint staph stay swelling test tests "
        "therapy torn tube visit visits walker wound wounds"
    ).split()
)
"""Words of care that mean other things as well."""
FACILITY = frozenset(
    (
        "ambulance campus center centre clinic dental department emergency facility hospice hospital house "
        "nursing office pharmacy practice program shelter surgery-center urgent"
    ).split()
)
"""What the whole house is called."""
