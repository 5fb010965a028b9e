"""Coda against llama.cpp's own OpenAI server, with a model of random weights."""

import asyncio
import contextlib
import json
import pathlib
import re
import socket
import subprocess
import threading

import pytest
import websockets
from conftest import CODA
from test_latency import until
from test_metrics import serving

ROOT = pathlib.Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-llama" / "bin" / "python"
HERE = pathlib.Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    if not (ROOT / ".venv-llama" / "complete").exists():
        pytest.skip("llama.cpp's server is not built: make test-peers builds it, in some minutes")
    folder = tmp_path_factory.mktemp("llama")
    model = folder / "tiny.gguf"
    subprocess.run([PYTHON, HERE / "tiny_model.py", model], check=True)
    command = [PYTHON, "-m", "llama_cpp.server", "--model", model, "--host", "127.0.0.1", "--port", "0", "--n_ctx", "2048", "--n_threads", "1",
               "--cache", "true"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    limit = threading.Timer(60, process.kill)
    limit.start()
    try:
        said = []
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"Uvicorn running on (http://[\d.]+:\d+)", line):
                break
        assert found, "the server did not begin:\n" + "".join(said)
        limit.cancel()
        # What it says from here on must not fill the pipe.
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield found.group(1) + "/v1"
    finally:
        limit.cancel()
        process.terminate()
        process.wait(20)


def check(url, *more):
    return subprocess.run([CODA, "model", "check", "--url", url, "--model", "tiny", "--json", *more], capture_output=True, text=True, timeout=120)


def test_answers_stream_and_tokens_are_counted(server):
    done = check(server)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    for answer in (report["first"], report["second"]):
        assert 0 < answer["output_tokens"] <= 32 and answer["input_tokens"] > 20
    assert report["second"]["input_tokens"] > report["first"]["input_tokens"]


def test_the_text_form_says_the_same(server):
    done = subprocess.run([CODA, "model", "check", "--url", server, "--model", "tiny"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "First answer:" in done.stdout and "tokens read" in done.stdout and "Tool calls:" in done.stdout


class Relay:
    """Passes connections on up to the first piece of an answer, holds the rest back, and tells when the client hangs up."""

    def __init__(self, url):
        self.target = int(url.rsplit(":", 1)[1].split("/")[0])
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/v1"
        self.began = threading.Event()
        self.left = threading.Event()
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection(("127.0.0.1", self.target))
            threading.Thread(target=self.ask, args=(client, server), daemon=True).start()
            threading.Thread(target=self.answer, args=(client, server), daemon=True).start()

    def ask(self, client, server):
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                server.sendall(data)
        if self.began.is_set():
            self.left.set()
        self.close(client, server)

    def answer(self, client, server):
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                client.sendall(data)
                if b"data:" in data:
                    self.began.set()
                    # The client's end of the connection is the only one that is looked at from here on.
                    return
        self.close(client, server)

    @staticmethod
    def close(*ends):
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def test_an_answer_given_up_frees_the_server(server, tmp_path):
    relay = Relay(server)

    async def give_up(port):
        async with websockets.connect(f"ws://127.0.0.1:{port}/v1/realtime") as client:
            await client.send(json.dumps({"type": "session.update", "session": {"type": "realtime", "output_modalities": ["text"]}}))
            item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Count. " * 150}]}
            await client.send(json.dumps({"type": "conversation.item.create", "item": item}))
            await client.send(json.dumps({"type": "response.create"}))
            assert await asyncio.to_thread(relay.began.wait, 60)
            await client.send(json.dumps({"type": "response.cancel"}))
            assert (await until(client, "response.done"))[-1]["response"]["status"] == "cancelled"
            assert await asyncio.to_thread(relay.left.wait, 20), "the model's server was not hung up on"

    with serving(tmp_path, CODA_MODEL_URL=relay.url, CODA_MODEL_NAME="tiny", CODA_REPLY_MODE="llm") as coda:
        asyncio.run(give_up(coda.port))
    assert check(server).returncode == 0


def test_a_server_that_is_not_there_is_told():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        done = check(f"http://127.0.0.1:{place.getsockname()[1]}/v1")
    assert done.returncode != 0 and "cannot be reached" in done.stderr
