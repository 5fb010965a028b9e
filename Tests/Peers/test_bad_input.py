"""What the command line says about bad input, and its exit status."""

import json
import os
import pathlib
import random
import socket
import struct
import subprocess

import pytest

from conftest import CODA
from program import INPUT, NETWORK, OK, USAGE, coda, write_wav


def broken(tmp_path, kind):
    path = tmp_path / f"{kind}.wav"
    good = write_wav(tmp_path / "good.wav", [0] * 16000).read_bytes()
    contents = {
        "missing": None,
        "empty": b"",
        "mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(2000),
        "zero_hertz": good[:24] + struct.pack("<I", 0) + good[28:],
        "text": b"this is no sound\n" * 50,
        "header_only": good[:20],
        "folder": "folder",
    }[kind]
    if contents == "folder":
        path.mkdir()
    elif contents is not None:
        path.write_bytes(contents)
    return path


@pytest.mark.parametrize("kind", ["missing", "empty", "mp3", "zero_hertz", "text", "header_only", "folder"])
@pytest.mark.parametrize("command", ["ask", "transcribe"])
def test_unusable_files_are_explained(tmp_path, command, kind):
    path = broken(tmp_path, kind)
    done = coda(command, path)
    assert done.returncode == INPUT, done.stderr
    assert str(path) in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1 and done.stderr.count(str(path)) == 1


def test_a_truncated_recording_is_answered_with_a_warning(question, tmp_path):
    path = tmp_path / "truncated.wav"
    path.write_bytes(question.read_bytes()[:-2000])
    done = coda("ask", path)
    assert done.returncode == OK
    assert "truncated.wav" in done.stderr
    assert "Coda:" in done.stdout


def test_silence_and_noise_get_a_true_answer(tmp_path):
    seeded = random.Random(1)
    silence = write_wav(tmp_path / "silence.wav", [0] * 32000)
    noise = write_wav(tmp_path / "noise.wav", [seeded.randint(-3000, 3000) for _ in range(32000)])
    for path in (silence, noise):
        done = coda("ask", "--json", path)
        assert done.returncode == OK, done.stderr
        result = json.loads(done.stdout)
        assert result["transcript"] == "" and result["reply"]


def test_a_port_in_use_is_explained():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = coda("serve", "--port", taken.getsockname()[1])
    assert done.returncode == NETWORK
    assert "in use" in done.stderr and "port" in done.stderr


def test_an_unwritable_answer_is_explained(question):
    done = coda("ask", question, "-o", "/no/such/folder/answer.wav")
    assert done.returncode == INPUT
    assert "/no/such/folder/answer.wav" in done.stderr


def test_nothing_is_left_behind(question):
    """A command writes only what it was asked to write."""
    folder = pathlib.Path(question).parent
    before = set(folder.iterdir())
    coda("ask", question, cwd=folder)
    assert set(folder.iterdir()) == before


@pytest.mark.parametrize(
    "words, hint",
    [
        ([], "coda serve"),
        (["serv"], "serve"),
        (["serve", "--prot", "1"], "--port"),
        (["serve", "--port"], "needs a value"),
        (["serve", "--port", "eighty"], "whole number"),
        (["serve", "--port", "99999"], "65535"),
        (["ask"], "WAV"),
        (["ask", "a.wav", "--text", "b"], "not both"),
        (["say"], "quotes"),
        (["say", "x", "--speed", "fast", "-o", "y"], "0.25"),
        (["say", "x", "--voice", "nobody", "-o", "/dev/null"], "slt"),
        (["bench", "everything"], "turn"),
        (["bench", "turn"], "--data"),
        (["ask", "--voice", "slr", "--text", "a"], "Did you mean slt"),
        (["ask", "--json=yes", "a.wav"], "takes no value"),
        (["say", "a", "-o", "b", "-o", "c"], "twice"),
        (["completion", "tcsh"], "fish"),
        (["help", "serv"], "serve"),
        (["talk", "--server", "wss://here"], "ws://"),
        (["talk", "--server", "ws://here:port"], "65535"),
        (["talk", "--json"], "--text"),
        (["talk", "file.wav"], "no files"),
    ],
)
def test_a_wrong_command_line_is_explained(words, hint):
    done = coda(*words)
    assert done.returncode == USAGE, done.stderr
    assert hint in done.stderr


@pytest.mark.parametrize("command", ["ask", "transcribe"])
def test_a_file_without_permission_is_explained(command, question, ordinary, open_folder):
    closed = open_folder / "question.wav"
    closed.write_bytes(question.read_bytes())
    closed.chmod(0)
    done = coda(command, closed, before=ordinary)
    assert done.returncode == INPUT and "ermission" in done.stderr and str(closed) in done.stderr


@pytest.mark.parametrize(
    "words",
    [["say", "hello"], ["say", "hello", "--json"], ["ask", "--help"], ["--version"], ["man"], ["completion", "bash"]],
)
def test_a_full_disk_is_not_passed_over(words):
    with open("/dev/full", "w") as full:
        done = subprocess.run([CODA, *words], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == INPUT
    assert "No space left" in done.stderr


def test_an_answer_that_finds_a_full_disk_is_explained():
    done = coda("say", "hello", "-o", "/dev/full")
    assert done.returncode == INPUT and "/dev/full" in done.stderr and "No space left" in done.stderr


def test_a_reader_that_leaves_early_is_no_failure():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([CODA, "say", "hello"], stdout=writing, stderr=subprocess.PIPE, timeout=60)
    os.close(writing)
    assert done.returncode == OK and done.stderr == b""
