"""The stand-alone verifier: whatever is done to an export is named, with the standard library alone."""

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.database import chain, verifier
from adapters.database.verifier import CHECKPOINT_LABEL, GENESIS, lines_of, signature_fits, verify_export
from adapters.keys import Ed25519Signer
from tests.adapters.decisions import REVIEWED, a_decision
from tests.fakes import FixedClock

SIGNER = Ed25519Signer(bytes(range(32)))
FORGER = Ed25519Signer(bytes(32))
NOW = FixedClock().now()

# RFC 8032, section 7.1, tests 1 to 3: secret key, public key, message, signature.
RFC_VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
]


def an_export(
    count: int = 7, every: int = 3, signer: Ed25519Signer = SIGNER, tenant: str = "mercy"
) -> list[str]:
    """The lines of an export without their ends: a header, entries, a checkpoint every so often and last."""
    lines, head, sealed = [], GENESIS, 0
    for seq in range(1, count + 1):
        entry, body = chain.seal(a_decision(tenant, details={"n": seq}), f"id{seq}", seq, head)
        head = entry.entry_hash
        lines.append(chain.entry_line(body, head))
        if seq % every == 0 or seq == count:
            lines.append(chain.checkpoint_of(tenant, seq, head, NOW, signer).line)
            sealed += 1
    header = chain.header_line(
        tenant,
        entries=count,
        head=head,
        checkpoints=sealed,
        every=every,
        keys=[signer.public_key],
        at=NOW,
        signer=signer,
    )
    return [header, *lines]


EXPORT = an_export()
# Where each entry stands: header, 1, 2, 3, checkpoint, 4, 5, 6, checkpoint, 7, checkpoint.
LINE_OF = {1: 1, 2: 2, 3: 3, 4: 5, 5: 6, 6: 7, 7: 9}
RAW = "".join(f"{line}\n" for line in EXPORT).encode()


def problems(lines: list[str], **more: object) -> list[str]:
    return verify_export(lines, **more).problems  # type: ignore[arg-type]


def problems_of(raw: bytes, folder: Path) -> list[str]:
    file = folder / "export.jsonl"
    file.write_bytes(raw)
    with file.open("rb") as opened:
        return verify_export(lines_of(opened)).problems


def without(*numbers: int) -> list[str]:
    return [line for number, line in enumerate(EXPORT) if number not in numbers]


# --- Ed25519


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_VECTORS)
def test_the_vectors_of_rfc_8032_fit(secret: str, public: str, message: str, signature: str):
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    assert private.public_key().public_bytes_raw().hex() == public
    assert private.sign(bytes.fromhex(message)).hex() == signature
    assert signature_fits(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature))
    assert not signature_fits(bytes.fromhex(public), bytes.fromhex(message) + b"x", bytes.fromhex(signature))


@settings(max_examples=40, deadline=None)
@given(
    seed=st.sampled_from([bytes(32), bytes(range(32)), b"\xff" * 32]),
    message=st.binary(max_size=200),
    at=st.integers(0, 511),
)
def test_any_flipped_bit_of_a_signature_is_judged_as_cryptography_judges_it(
    seed: bytes, message: bytes, at: int
):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key = private.public_key().public_bytes_raw()
    signature = private.sign(message)
    flipped = (int.from_bytes(signature, "big") ^ 1 << at).to_bytes(64, "big")

    assert signature_fits(key, message, signature)
    assert signature_fits(key, message, flipped) == _cryptography_says(key, message, flipped)


@settings(max_examples=40, deadline=None)
@given(key=st.binary(min_size=32, max_size=32), signature=st.binary(min_size=64, max_size=64))
def test_junk_for_a_key_or_a_signature_never_fits_and_never_fails(key: bytes, signature: bytes):
    assert signature_fits(key, b"message", signature) == _cryptography_says(key, b"message", signature)


def test_a_signature_with_the_group_order_added_is_refused():
    message = b"message"
    signature = bytes.fromhex(SIGNER.sign(message))
    order = 2**252 + 27742317777372353535851937790883648493
    larger = int.from_bytes(signature[32:], "little") + order

    assert not signature_fits(
        bytes.fromhex(SIGNER.public_key), message, signature[:32] + larger.to_bytes(32, "little")
    )


@pytest.mark.parametrize(
    ("key", "signature"), [(b"", bytes(64)), (bytes(32), b""), (b"\xff" * 32, bytes(64))]
)
def test_a_key_or_signature_of_the_wrong_size_does_not_fit(key: bytes, signature: bytes):
    assert not signature_fits(key, b"", signature)


def _cryptography_says(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


# --- What is done to an export


def test_an_untouched_export_is_whole():
    walk = verify_export(EXPORT)

    assert walk.problems == []
    assert (walk.entries, walk.checkpoints, walk.last) == (7, 3, 7)


@settings(max_examples=80, deadline=None)
@given(at=st.integers(0, len(RAW) - 1), bit=st.integers(0, 7))
def test_any_flipped_bit_is_named(at: int, bit: int, tmp_path_factory: pytest.TempPathFactory):
    changed = bytearray(RAW)
    changed[at] ^= 1 << bit

    told = problems_of(bytes(changed), tmp_path_factory.getbasetemp())

    line = RAW[:at].count(b"\n")
    entry = next((seq for seq, number in LINE_OF.items() if number == line), None)
    assert told
    if entry is not None and RAW[at : at + 1] != b"\n":
        assert any(f"Entry {entry} was changed" in sentence for sentence in told), told


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, len(RAW) - 1))
def test_an_export_that_ends_early_is_named_wherever_it_was_cut(
    at: int, tmp_path_factory: pytest.TempPathFactory
):
    assert problems_of(RAW[:at], tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("number", range(len(EXPORT)))
def test_any_removed_line_is_named(number: int):
    told = problems(without(number))

    assert told
    entry = next((seq for seq, line in LINE_OF.items() if line == number), None)
    if entry is not None:
        assert f"Entry {entry} was {'cut off' if entry == 7 else 'removed'}." in told


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(1, len(EXPORT))))
def test_any_other_order_of_the_lines_is_named(order: list[int]):
    shuffled = [EXPORT[0], *(EXPORT[number] for number in order)]

    assert bool(problems(shuffled)) == (shuffled != EXPORT)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(EXPORT) - 1), st.integers(0, len(EXPORT)))
def test_any_line_that_stands_twice_is_named(number: int, at: int):
    assert problems([*EXPORT[:at], EXPORT[number], *EXPORT[at:]])


def test_swapped_entries_are_named_and_no_other():
    swapped = list(EXPORT)
    swapped[LINE_OF[4]], swapped[LINE_OF[5]] = swapped[LINE_OF[5]], swapped[LINE_OF[4]]

    assert problems(swapped) == ["Entry 4 is out of order: it stands after entry 5."]


def test_a_removed_run_of_entries_is_named_as_a_run():
    assert "Entries 4 to 6 were removed." in problems(without(5, 6, 7, 8))


def test_a_tail_cut_off_is_named():
    told = problems(EXPORT[:8])

    assert "Entry 7 was cut off." in told


def test_an_entry_rewritten_with_a_fitting_hash_breaks_the_chain():
    entry, body = chain.seal(a_decision(verdict="ok"), "id2", 2, _hash(EXPORT[1]))
    forged = [*EXPORT[:2], chain.entry_line(body, entry.entry_hash), *EXPORT[3:]]

    assert problems(forged) == ["Entry 3 does not follow from entry 2: one of the two was replaced."]


def test_a_whole_history_rewritten_without_the_key_does_not_fit_its_checkpoints():
    rewritten, head = [EXPORT[0]], GENESIS
    for seq in range(1, 8):
        entry, body = chain.seal(a_decision(verdict="ok"), f"id{seq}", seq, head)
        head = entry.entry_hash
        rewritten.append(chain.entry_line(body, head))
        rewritten += [EXPORT[LINE_OF[seq] + 1]] if seq in {3, 6, 7} else []

    told = problems(rewritten)

    assert told[0] == (
        "One or more of the entries 1 to 3 were rewritten: the checkpoint signed then does not fit "
        "entry 3 as it stands."
    )
    assert len(told) == 3


def test_a_checkpoint_signed_by_somebody_else_is_named():
    forged = chain.checkpoint_of("mercy", 3, _hash(EXPORT[3]), NOW, FORGER).line

    (told,) = problems([*EXPORT[:4], forged, *EXPORT[5:]])

    assert told == "The checkpoint of entry 3 is signed with another key: forged, or the key was replaced."


def test_a_checkpoint_whose_signature_was_borrowed_is_named():
    body = chain.checkpoint_of("mercy", 3, _hash(EXPORT[3]), NOW, SIGNER).body
    forged = chain.Checkpoint(3, body, SIGNER.sign(body.encode())).line

    (told,) = problems([*EXPORT[:4], forged, *EXPORT[5:]])

    assert told == "The checkpoint of entry 3 is forged or changed: its signature does not fit."


def test_an_export_that_was_made_anew_with_another_key_is_found_by_the_pinned_key():
    forged = an_export(signer=FORGER)

    assert problems(forged) == []
    assert problems(EXPORT, pinned=[SIGNER.public_key]) == []
    assert problems(forged, pinned=[SIGNER.public_key])[0] == (
        "The header is signed with a key that is not the one you gave: the export is forged."
    )


def test_a_shorter_log_signed_anew_is_found_by_a_checkpoint_kept_elsewhere():
    kept = [EXPORT[-1]]
    cut_and_signed_anew = an_export(count=5)

    assert problems(cut_and_signed_anew) == []
    assert problems(EXPORT, kept=kept) == []
    assert problems(cut_and_signed_anew, kept=kept) == [
        "Entry 7 was cut off or removed: a checkpoint kept elsewhere seals it."
    ]


def test_a_rewritten_log_signed_anew_is_found_by_a_checkpoint_kept_elsewhere():
    entry, _ = chain.seal(REVIEWED, "other", 3, GENESIS)
    kept = [chain.checkpoint_of("mercy", 3, entry.entry_hash, NOW, SIGNER).line]

    (told,) = problems(EXPORT, kept=kept)

    assert "rewritten: a checkpoint kept elsewhere does not fit entry 3" in told


@pytest.mark.parametrize("line", ["", "junk", '{"checkpoint":{},"signature":""}', "é"])
def test_a_kept_checkpoint_that_is_none_is_named(line: str):
    assert problems(EXPORT, kept=[line])


def test_an_entry_of_another_tenant_is_named():
    other = an_export(tenant="saint-anne")

    assert "Entry 1 belongs to the log of another tenant." in problems([EXPORT[0], other[1], *EXPORT[2:]])


@pytest.mark.parametrize(
    "header",
    [
        '{"header":{},"signature":""}',
        '{"header":{"format":"bedside-log/1","public_keys":[1]},"signature":""}',
        '{"header":{"format":"bedside-log/1","public_keys":["zz"]},"signature":""}',
        '{"header":{"checkpoints":1,"entries":-1,"every":0,"format":"bedside-log/1","public_keys":["zz"]},"signature":"00"}',
        '{"header":[],"signature":""}',
        "null",
        "",
    ],
)
def test_a_header_that_is_none_is_named_without_a_stack_trace(header: str):
    assert problems([header, *EXPORT[1:]])


@pytest.mark.parametrize(
    "line",
    [
        '{"entry":{"seq":1e999},"hash":""}',
        '{"entry":{"seq":' + "9" * 5000 + '},"hash":""}',
        '{"entry":' + "[" * 100_000 + ',"hash":""}',
        '{"entry":{"seq":true},"hash":"x"}',
        '{"checkpoint":{"seq":[]},"signature":"zz"}',
        '{"checkpoint":7,"signature":"zz"}',
    ],
)
def test_junk_in_the_middle_is_named_without_a_stack_trace(line: str):
    told = problems([*EXPORT[:3], line, *EXPORT[3:]])

    assert told


def test_a_thousand_problems_are_told_and_the_rest_counted():
    junk = ['{"checkpoint":7,"signature":"zz"}'] * 1500

    told = problems([*EXPORT, *junk])

    assert len(told) == verifier.MAX_PROBLEMS + 1
    assert told[-1] == "And 501 more problems."


def test_every_problem_of_an_export_with_several_is_named():
    worse = list(EXPORT)
    worse[LINE_OF[2]] = worse[LINE_OF[2]].replace('"verdict":"block"', '"verdict":"okay!"')
    del worse[LINE_OF[5]]

    told = problems(worse)

    assert "Entry 2 was changed: its content does not fit its hash." in told
    assert "Entry 5 was removed." in told


# --- The command


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The file alone, by a Python that sees neither the project nor any installed package."""
    command = [sys.executable, "-I", "-S", verifier.__file__, *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, cwd="/")


def test_alone_it_says_whole_and_exits_with_0(files: Callable[..., Path]):
    done = run(files("export.jsonl", RAW))

    assert done.returncode == 0
    assert done.stdout.startswith(b"WHOLE. 7 entries and 3 checkpoints; head ")
    assert verifier.short(SIGNER.public_key).encode() in done.stdout
    assert run("-", stdin=RAW).returncode == 0


def test_alone_it_names_what_is_damaged_and_exits_with_1(files: Callable[..., Path]):
    done = run(files("export.jsonl", RAW.replace(b'"n":5', b'"n":6')))

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        b"Entry 5 was changed: its content does not fit its hash.",
        b"DAMAGED. 7 entries were read.",
    ]
    assert done.stderr == b""


def test_alone_it_takes_a_pinned_key_and_kept_checkpoints(files: Callable[..., Path]):
    export = files("export.jsonl", RAW)
    key = files("signing.pub", f"# Mercy, 2025\n{SIGNER.public_key}\n")
    other = files("other.pub", FORGER.public_key)
    kept = files("kept.jsonl", EXPORT[-1] + "\n")

    assert run(export, "--key", key, "--checkpoint", kept).returncode == 0
    assert run(export, "--key", other).returncode == 1


@pytest.mark.parametrize("content", [b"", b"\0\xff\xfe", b"\n\n\n", b"{" * 5_000_000, b"[]\n", RAW[:-1]])
def test_alone_it_names_any_junk_without_a_stack_trace(files: Callable[..., Path], content: bytes):
    done = run(files("junk", content))

    assert done.returncode == 1
    assert done.stderr == b""


def test_alone_it_exits_with_64_when_it_is_called_wrongly(files: Callable[..., Path], tmp_path: Path):
    export = files("export.jsonl", RAW)
    for arguments in (
        [],
        [tmp_path / "missing"],
        [tmp_path],
        [export, "--nonsense"],
        [export, "--key", tmp_path / "missing"],
        [export, "--key", files("short.pub", "abcd")],
        [export, "--key", files("empty.pub", "# nothing\n")],
        [export, "--checkpoint", files("binary", b"\xff\xfe")],
    ):
        done = run(*arguments)
        assert done.returncode == 64, arguments
        assert done.stderr
        assert b"Traceback" not in done.stderr


def test_it_imports_the_standard_library_and_nothing_else():
    tree = ast.parse(Path(verifier.__file__).read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [it.name for it in node.names]
        )
    }

    assert imported <= set(sys.stdlib_module_names)


def test_its_labels_keep_an_entry_a_checkpoint_and_a_header_apart():
    labels = {verifier.ENTRY_LABEL, CHECKPOINT_LABEL, verifier.HEADER_LABEL}

    assert len(labels) == 3


def _hash(line: str) -> str:
    parts = verifier.split(line, "entry", "hash")
    assert parts is not None
    return parts[1]
