"""Makes a language model of half a megabyte that knows nothing, and serves it with llama.cpp on loopback.

Run by ``.ci/llama`` with a Python of its own, which has ``gguf`` and ``xllamacpp``. It prints its address
and serves until its input ends.
"""

import string
import sys
import tempfile
from pathlib import Path

import gguf
import numpy as np
import xllamacpp

WIDTH, INNER, LAYERS, HEADS = 64, 128, 2, 4
CONTEXT = 32_768
BEGIN, END = 1, 2
KEY = "llama-lane"
JSON_PIECES = ('{"', '":', '","', '"}', "[]", "}]", '"]')
TEMPLATE = "{% for one in messages %}{{ one['role'] + ': ' + one['content'] + '\\n' }}{% endfor %}"


def vocabulary() -> list[tuple[str, float, gguf.TokenType]]:
    """Every byte and every printable sign of ASCII, so that a grammar can go on; some pieces of JSON."""
    kinds = gguf.TokenType
    special = [("<unk>", kinds.UNKNOWN), ("<s>", kinds.CONTROL), ("</s>", kinds.CONTROL)]
    bytes_ = [(f"<0x{byte:02X}>", kinds.BYTE) for byte in range(256)]
    signs = [*string.digits, *string.ascii_letters, *string.punctuation, "\u2581", *JSON_PIECES]
    unlikely = [(text, -1000.0, kind) for text, kind in (*special, *bytes_)]
    return unlikely + [(text, -1.0, kinds.NORMAL) for text in signs]


def write_model(file: Path) -> None:
    """A network of the family "llama" with weights drawn by chance, the same ones each time."""
    pieces, chance = vocabulary(), np.random.default_rng(7)
    writer = gguf.GGUFWriter(str(file), "llama")
    describe(writer, pieces)

    def drawn(name: str, *shape: int, without: int | None = None) -> None:
        values = chance.normal(0, shape[-1] ** -0.5, shape).astype(np.float32)
        if without is not None:
            values[without] = 0.0
        writer.add_tensor(name, values)

    def ones(name: str) -> None:
        writer.add_tensor(name, np.ones(WIDTH, np.float32))

    drawn("token_embd.weight", len(pieces), WIDTH)
    ones("output_norm.weight")
    drawn("output.weight", len(pieces), WIDTH, without=END)  # so that only a grammar brings it to an end
    for layer in range(LAYERS):
        for norm in ("attn_norm", "ffn_norm"):
            ones(f"blk.{layer}.{norm}.weight")
        for square in ("attn_q", "attn_k", "attn_v", "attn_output"):
            drawn(f"blk.{layer}.{square}.weight", WIDTH, WIDTH)
        for wide in ("ffn_gate", "ffn_up"):
            drawn(f"blk.{layer}.{wide}.weight", INNER, WIDTH)
        drawn(f"blk.{layer}.ffn_down.weight", WIDTH, INNER)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def describe(writer: gguf.GGUFWriter, pieces: list[tuple[str, float, gguf.TokenType]]) -> None:
    """What a server has to know of the network before it reads the weights."""
    writer.add_name("tiny")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_block_count(LAYERS)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(pieces))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list([text.encode() for text, _, _ in pieces])
    writer.add_token_scores([score for _, score, _ in pieces])
    writer.add_token_types([kind for _, _, kind in pieces])
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(BEGIN)
    writer.add_eos_token_id(END)
    writer.add_chat_template(TEMPLATE)


def serve(file: Path) -> xllamacpp.Server:
    """llama.cpp's own server, on a free port of loopback, for whoever shows the key."""
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(file)
    wanted.n_ctx = CONTEXT
    wanted.n_parallel = 2
    wanted.cpuparams.n_threads = 1  # two would wait for each other, spinning, where others need the cores
    wanted.hostnames = ["127.0.0.1"]
    wanted.port = 0
    wanted.api_keys = [KEY]
    wanted.ui = False
    return xllamacpp.Server(wanted)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bedside-llama-") as folder:
        file = Path(folder) / "tiny.gguf"
        write_model(file)
        server = serve(file)
        print(f"address {server.listening_address}", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
