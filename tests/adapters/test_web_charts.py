"""What is drawn is also said in words and in a table, and nothing is drawn where there is nothing."""

from adapters.web.charts import WIDEST, charts
from bot.figures import Figures, RuleFigures

FIGURES = Figures(
    (RuleFigures("a.b.c", met=9, waived=2, appealed=1), RuleFigures("a.b.d", met=4)),
    {"2026-03-02": {"ok": 3, "block": 1}, "2026-03-09": {"revise": 2}},
    hours=(0.5, 3.0),
    settled=(2.0,),
    endings={"taken_up": 1},
    themes={"wait_time": 4},
)


def test_every_chart_says_its_values_in_words_and_by_column():
    weeks, rules, waits, became, themes = charts(FIGURES)

    assert weeks.columns == ("ok", "revise", "block")
    assert [(bar.label, bar.told, bar.values) for bar in weeks.bars] == [
        ("2026-03-02", "3 ok, 1 block", (3, 0, 1)),
        ("2026-03-09", "2 revise", (0, 2, 0)),
    ]
    assert [(bar.label, bar.told) for bar in rules.bars] == [("a.b.c", "2 overruled, 1 appealed")]
    assert waits.columns == ("drafts", "public reviews")
    assert [bar.values for bar in waits.bars] == [(1, 0), (1, 1), (0, 0), (0, 0), (0, 0), (0, 0)]
    assert [(bar.label, bar.told) for bar in became.bars] == [("Taken up", "1 reviews")]
    assert [(bar.label, bar.told) for bar in themes.bars] == [("wait time", "4 reviews")]


def test_the_longest_bar_fills_the_width_and_parts_lie_side_by_side():
    for chart in charts(FIGURES):
        ends = [start + width for bar in chart.bars for _, start, width in bar.parts]
        assert max(ends) <= WIDEST + 0.2
        for bar in chart.bars:
            starts = [start for _, start, _ in bar.parts]
            assert starts == sorted(starts)


def test_nothing_is_drawn_of_nothing():
    assert charts(Figures()) == ()
