"""A process that stores memories, killed, or without room or leave to write on its disk: nothing that it acknowledged is lost."""

import asyncio
import json
import os
import resource
import signal
import sqlite3
import subprocess

import pytest
import websockets
from conftest import CODA
from program import INPUT, OK, coda
from test_latency import ask
from test_metrics import serving


def test_killed_processes_lose_nothing_they_acknowledged():
    done = subprocess.run([CODA, "bench", "memory", "--kills", "5", "--json", "-"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)["figures"]
    assert figures["kills"] == 5
    assert figures["acknowledged"] > 0
    assert figures["restart_ms.n"] == 5
    assert (figures["acknowledged_lost"], figures["forgotten_again_there"], figures["damaged_files"]) == (0, 0, 0)


def test_a_disk_without_room_is_told_and_loses_nothing(tmp_path):
    path = tmp_path / "memory.db"

    def small():
        # A file that may not grow beyond this fails as a full disk does.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    done = subprocess.run([CODA, "bench", "memory", "--writer", str(path)], capture_output=True, text=True, timeout=120, preexec_fn=small)
    assert done.returncode != 0
    assert "no space is left" in done.stderr
    acknowledged, removed = set(), set()
    for line in done.stdout.split("\n")[:-1]:
        if line[0] == "+":
            acknowledged.add(int(line[1:]))
        elif line[0] == "?":
            removed.add(int(line[1:]))
    assert len(acknowledged) > 100
    file = sqlite3.connect(path)
    assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    there = {row[0] for row in file.execute("SELECT id FROM memories")}
    assert acknowledged - removed <= there


async def typed(port, text):
    """The answer to a typed question."""
    async with websockets.connect(f"ws://127.0.0.1:{port}/v1/realtime") as client:
        await client.send(json.dumps({"type": "session.update", "session": {"type": "realtime", "output_modalities": ["text"]}}))
        response = (await ask(client, text))[-1]["response"]
        assert response["status"] == "completed"
        return response["output"][0]["content"][0]["text"]


# What may not be written, and what is said of it.
@pytest.mark.parametrize(
    ("closed", "complaint"),
    [
        ([".", "coda"], "could not be opened: Permission denied"),
        ([".", "coda", "coda/memory.db"], "may not be written"),
        (["coda/memory.db"], "may not be written"),
    ],
    ids=["folder", "folder and file", "file"],
)
def test_what_may_not_be_written_is_told_and_the_conversation_goes_on(ordinary, open_folder, closed, complaint):
    data = open_folder / "data"
    variables = dict(os.environ, CODA_MEMORY_ENABLED="true", HOME=str(open_folder))
    for place in ("CONFIG", "STATE", "CACHE", "DATA"):
        folder = open_folder / place.lower()
        folder.mkdir()
        folder.chmod(0o777)
        variables[f"XDG_{place}_HOME"] = str(folder)
    has_file = "coda/memory.db" in closed
    (data / "coda").mkdir()
    if has_file:
        assert coda("memory", "add", "I live in Leeds", env=variables).returncode == OK
    for path in [data / "coda", *(data / "coda").iterdir()]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    for path in closed:
        (data / path).chmod(0o555 if (data / path).is_dir() else 0o444)
    before = {path: path.read_bytes() for path in (data / "coda").iterdir()}

    done = coda("memory", "add", "I live in York", env=variables, before=ordinary)
    assert done.returncode == INPUT
    assert complaint in done.stderr and str(data / "coda/memory.db") in done.stderr, done.stderr

    with serving(open_folder, before=ordinary, **variables) as server:
        assert "42" in asyncio.run(typed(server.port, "what is 6 times 7"))
        assert asyncio.run(typed(server.port, "I live in York"))
        assert "nothing is remembered" in server.said() and complaint in server.said(), server.said()
    assert server.process.returncode == 0

    after = {path: path.read_bytes() for path in (data / "coda").iterdir()}
    assert {path: after.get(path) for path in before} == before
    if has_file:
        listed = coda("memory", "list", env=variables)
        assert "Leeds" in listed.stdout and "York" not in listed.stdout, listed.stderr
