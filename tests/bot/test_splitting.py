"""A text is cut at its sentences, and not a character of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from bot.splitting import packed, sentences

TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(
        st.sampled_from(["Dr. Lee came. ", "Why? ", "\n\n", "No end", "…  ", "Ünï 🧵! ", "\ufeff", "a.b.c "])
    ).map("".join),
)


@given(TEXTS)
def test_joined_the_sentences_are_the_text_again(text: str):
    assert "".join(sentences(text)) == text


@given(TEXTS, st.integers(1, 80))
def test_joined_the_posts_are_the_text_again_and_each_one_fits(text: str, most: int):
    posts = packed(sentences(text), lambda post: len(post) <= most)

    if posts is not None:
        assert "".join(posts) == text
        assert all(len(post.strip()) <= most for post in posts)


def test_a_sentence_stays_whole_after_an_abbreviation_and_inside_a_link():
    text = "Dr. Lee wrote it. Read https://hospital.org/a.b?c=1 first. Then come!"

    assert sentences(text) == (
        "Dr. Lee wrote it. ",
        "Read https://hospital.org/a.b?c=1 first. ",
        "Then come!",
    )


def test_as_few_posts_as_they_fit_into():
    assert packed(("One. ", "Two. ", "Three."), lambda post: len(post) <= 9) == ("One. Two. ", "Three.")


def test_a_sentence_that_is_too_long_alone_is_not_cut():
    assert packed(("One. ", "A sentence that is far too long."), lambda post: len(post) <= 9) is None
