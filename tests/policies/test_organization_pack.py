"""How the sample organization layers over the article's pack."""

from bot.review import review
from tests.builders import a_draft
from tests.packs import shipped


def test_an_organization_adds_advice_of_its_own_and_accepts_words_until_a_day():
    pack = shipped()

    advice = review(a_draft("The playoffs were worth every late hour."), pack)
    accepted = review(a_draft("We are the best place to work in the state."), pack)

    assert [f.rule for f in advice.findings] == ["strategy.off_pillar.far-from-work"]
    assert advice.verdict == "ok"
    assert [item.rule for item in accepted.accepted] == ["claim.unsubstantiated.superlative"]


def test_an_organization_switches_a_rule_off_and_moves_a_limit():
    pack = shipped()
    text = "Open day! #One #Two #Three #Four #Five"

    assert pack.rule("strategy.tone.shouting").status == "off"
    assert not any(f.category == "platform.hashtag_count" for f in review(a_draft(text), pack).findings)


def test_the_organization_names_a_staffed_contact_for_each_theme():
    contacts = shipped().organization["contacts"]

    assert {c["theme"] for c in contacts} >= {"billing", "privacy", "clinical", "wait time"}
    assert all(c["phone"].startswith("555-01") for c in contacts)
