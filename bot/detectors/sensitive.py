"""Care that is guarded more closely: addiction, the mind, HIV, birth and reproduction, children."""

SENSITIVE = frozenset(
    "detox rehab sober sobriety clean relapse relapsed overdose overdosed addict addiction addicted "
    "alcoholic alcoholism withdrawal methadone "
    "suboxone buprenorphine fentanyl heroin opioid meth cocaine drunk psych psychiatric psychiatry "
    "bipolar depression suicidal suicide "
    "schizophrenia psychotic psychosis ptsd anorexia bulimia lithium lexapro zoloft prozac "
    "antidepressant seroquel hiv aids truvada prep syphilis "
    "gonorrhea chlamydia clap sti std undetectable pregnant pregnancy miscarriage miscarried abortion "
    "ivf embryo fertility infertility iud "
    "c-section postpartum labor labour delivered birth born newborn preemie preterm nicu l&d twins "
    "triplets quints baby infant toddler boy girl "
    "kid kids child children teen teenager teenage adolescent student grader kindergartner son "
    "daughter peds pediatric paediatric picu school "
    "transgender vasectomy memory dementia alzheimer's boys girls little".split()
)
