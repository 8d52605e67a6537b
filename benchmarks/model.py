"""What a language model costs in time, against a stand-in on loopback; not what a model knows.

``python -m benchmarks.model`` prints a section; into ``benchmarks/MODEL.md`` with ``--write``.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import httpx

from adapters.database.engine import open_database
from adapters.database.migrate import migrate
from adapters.model.adviser import Books, OpenAIAdviser
from adapters.model.books import AbilitiesInMemory, UsageInMemory
from adapters.model.plan import Plan
from bot.model_calls import Ending, Mode
from tests.adapters.test_model_adviser import an_asked
from tests.endpoints import Behaviour, after, an_endpoint, hangs, says
from tests.stories.test_model import TEXT, a_stage

Row = tuple[str, str, str, bool]
HERE = Path(__file__).parent
NONE = {"findings": []}


def an_adviser(url: str, **plan: object) -> OpenAIAdviser:
    made = Plan("m", lambda: None, url, **plan)  # type: ignore[arg-type]
    return OpenAIAdviser(made, Books(UsageInMemory(), AbilitiesInMemory()), b"k" * 32)


async def overhead(calls: int) -> Row:
    """Our own time over a bare request with the same body and answer, half of the calls faster than told."""
    async with an_endpoint(says(NONE)) as endpoint:
        adviser = an_adviser(endpoint.url)
        await adviser.warm()
        asked = [an_asked(f"{TEXT} Number {number}.") for number in range(calls + 5)]
        ours, bare = [], []
        for one in asked:
            start = time.perf_counter()
            (told,) = await adviser.ask([one], Mode.LOCAL, adviser.limit())
            ours.append(time.perf_counter() - start)
            assert told.ending is Ending.OK
        async with httpx.AsyncClient(trust_env=False) as client:
            for body in list(endpoint.journal):
                start = time.perf_counter()
                await client.post(f"{endpoint.url}/chat/completions", json=body)
                bare.append(time.perf_counter() - start)
        await adviser.close()
    over = 1000 * (median(ours[5:]) - median(bare[5:]))
    return ("own overhead over the bare request", f"{over:.1f} ms", "10 ms", over <= 10)


async def hanging() -> Row:
    async with an_endpoint(hangs) as endpoint:
        adviser = an_adviser(endpoint.url)
        await adviser.warm()
        took = []
        for number in range(5):
            asked, start = an_asked(f"{TEXT} Number {number}."), time.perf_counter()
            (told,) = await adviser.ask([asked], Mode.LOCAL, adviser.limit())
            took.append(time.perf_counter() - start)
            assert told.ending is Ending.TIMEOUT
        await adviser.close()
    low, high = min(took), max(took)
    return ("a model that hangs", f"{low:.2f} to {high:.2f} s", "3.0 s ± 0.2", 2.8 <= low <= high <= 3.2)


async def fifty() -> Row:
    async with an_endpoint(after(0.4, says(NONE))) as endpoint:
        adviser = an_adviser(endpoint.url)
        await adviser.warm()
        asked = [an_asked(f"{TEXT} Number {number}.", f"w{number}") for number in range(50)]
        start = time.perf_counter()
        limit = adviser.limit()
        told = await asyncio.gather(*(adviser.ask([one], Mode.LOCAL, limit) for one in asked))
        took = time.perf_counter() - start
        await adviser.close()
    answered = sum(one[0].ending is Ending.OK for one in told)
    most = endpoint.most_at_once
    said = f"{most} at once at most, {answered} answered, all known after {took:.2f} s"
    return ("50 drafts at once, 0.4 s an answer", said, "8 at once, 3.2 s", most <= 8 and took <= 3.2)


async def healthy() -> Row:
    behaviours: list[Behaviour] = [hangs] * 8
    async with an_endpoint(*behaviours, says(NONE)) as endpoint:
        adviser = an_adviser(endpoint.url, interactive_s=1.0, at_a_time_each=8)
        await adviser.warm()
        asked = [an_asked(f"{TEXT} Number {number}.", f"w{number}") for number in range(31)]
        await asyncio.gather(*(adviser.ask([one], Mode.LOCAL, adviser.limit()) for one in asked[:30]))
        adviser._breaker.clear()
        start = time.perf_counter()
        (told,) = await adviser.ask(asked[30:], Mode.LOCAL, adviser.limit())
        took = 1000 * (time.perf_counter() - start)
        await adviser.close()
    return ("after 30 hanging calls", f"{told.ending.value} in {took:.0f} ms", "ok", told.ending is Ending.OK)


async def answered(*behaviours: Behaviour) -> tuple[float, float]:
    """From an event to the rules' answer, and to the last word, in seconds: the middle of ten."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bedside.db"
        migrate(url)
        database = open_database(url)
        first, last = [], []
        async with a_stage(database, *behaviours, patience_s=3.0) as stage:
            for number in range(10):
                start, key = time.perf_counter(), str(number)
                await stage.send(key, f"{TEXT} Number {number}.")
                while not stage.is_answered(key):
                    await asyncio.sleep(0.002)
                first.append(time.perf_counter() - start)
                while not stage.is_over(key):
                    await asyncio.sleep(0.01)
                last.append(time.perf_counter() - start)
                stage.adviser._breaker.clear()
        await database.close()
    return median(first), median(last)


def loaded(command: str) -> bool:
    """Whether a process that does this has openai loaded in the end."""
    code = f"import sys\n{command}\nprint('openai' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return told.stdout.strip().endswith("True")


async def measured() -> list[Row]:
    rows = [await overhead(40), await hanging(), await fifty(), await healthy()]
    without, _ = await answered(says(NONE))
    with_hang, over = await answered(hangs)
    slower = with_hang - without
    rows.append(
        (
            "draft to the rules' answer, model hangs",
            f"{1000 * with_hang:.0f} ms; {1000 * without:.0f} ms with one that answers",
            "unchanged",
            slower <= 0.05,
        )
    )
    rows.append(
        (
            "draft to the last word, model hangs",
            f"{over:.2f} s",
            "3.0 s ± 0.2 after it",
            over - with_hang <= 3.2,
        )
    )
    core = loaded("import bot.service, adapters.cli, adapters.bootstrap, adapters.server")
    rows.append(
        ("openai loaded by the core, the command line, the server", "yes" if core else "no", "no", not core)
    )
    return rows


def section(rows: list[Row]) -> str:
    head = (
        "## The language model\n\n"
        "`python -m benchmarks.model` (2026-11-27, a quiet machine, two cores, openai 3.57), against a\n"
        "stand-in in the same process. What a model knows is not measured here.\n\n"
        "| what | measured | bar | holds |\n| --- | --- | --- | --- |\n"
    )
    return head + "".join(f"| {a} | {b} | {c} | {'yes' if d else 'no'} |\n" for a, b, c, d in rows)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true", help="write it to benchmarks/MODEL.md")
    options = parser.parse_args()
    text = section(asyncio.run(measured()))
    print(text)
    if options.write:
        (HERE / "MODEL.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
