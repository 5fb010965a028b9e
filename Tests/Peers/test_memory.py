"""A process that stores memories, killed or without room on its disk: nothing that it acknowledged is lost."""

import json
import resource
import signal
import sqlite3
import subprocess

from conftest import CODA


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
