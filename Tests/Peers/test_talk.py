"""`coda talk`: typed through pipes, and spoken through a PulseAudio server whose devices are pipes of sound."""

import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import time

import pytest

from conftest import CODA
from program import ENGINE, MEMBERS, NETWORK, OK, OnTerminal, coda


def test_typed_lines_are_answered_in_order():
    done = coda("talk", "--text", input="what is 17 times 23\n\nmy name is sam\nwhat is my name\n")
    assert done.returncode == OK and done.stderr == ""
    answers = done.stdout.splitlines()
    assert len(answers) == 3 and "391" in answers[0] and "Sam" in answers[2]


def test_the_last_line_needs_no_end():
    assert "42" in coda("talk", "--text", input="what is 6 times 7").stdout
    assert coda("talk", "--text", input="").stdout == ""


def test_typed_lines_give_objects():
    done = coda("talk", "--text", "--json", input="hello\nwhat is 2 plus 2\n")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [set(result) for result in results] == [MEMBERS] * 2
    assert [result["input"] for result in results] == ["hello", "what is 2 plus 2"] and "4" in results[1]["reply"]


def test_typed_lines_reach_a_server(server):
    for address in (f"ws://127.0.0.1:{server}", f"127.0.0.1:{server}", f"http://localhost:{server}/"):
        done = coda("talk", "--text", "--server", address, "--key", "any", input="what is 6 times 7\n")
        assert done.returncode == OK and "42" in done.stdout, done.stderr


def test_no_server_is_explained():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"ws://127.0.0.1:{taken.getsockname()[1]}"
        done = coda("talk", "--text", "--server", address, input="hello\n")
    assert done.returncode == NETWORK and "127.0.0.1" in done.stderr and "check that the server runs" in done.stderr
    assert done.stdout == ""


def test_a_server_that_says_no_is_explained(server):
    done = coda("talk", "--text", "--server", f"ws://127.0.0.1:{server}/nowhere", input="hello\n")
    assert done.returncode == NETWORK and "404" in done.stderr


def test_a_typed_conversation_on_a_terminal():
    terminal = OnTerminal([CODA, "talk", "--text"])
    terminal.read_until("You:  ")
    terminal.type("what is 6 times 7\n")
    terminal.read_until("Coda: ")
    assert "42" in terminal.read_until("You:  what is 6 times 7\r\nCoda: 6 times 7 is 42.\r\nYou:  ")
    terminal.type("\x04")
    assert terminal.finish()[1] == OK


def test_ctrl_c_ends_a_typed_conversation():
    terminal = OnTerminal([CODA, "talk", "--text"])
    terminal.read_until("You:  ")
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.finish()[1] == OK


def test_without_devices_there_is_an_honest_line(tmp_path):
    environment = os.environ | {"PULSE_SERVER": f"unix:{tmp_path}/none", "HOME": str(tmp_path), "ALSA_CONFIG_PATH": "/dev/null"}
    done = coda("talk", env=environment)
    assert done.returncode == ENGINE
    for part in ("PulseAudio", "ALSA", "coda talk --text"):
        assert part in done.stderr
    listed = coda("talk", "--list", env=environment)
    assert listed.returncode == OK and listed.stdout.count("none") == 2


needs_sound = pytest.mark.skipif(
    not all(map(shutil.which, ["pulseaudio", "pactl", "paplay", "parec"])), reason="PulseAudio and its tools are not installed")


@pytest.fixture
def sound(tmp_path):
    """A sound server: what is played to the sink `mouth` is heard by the source `microphone`; `speaker` goes nowhere."""
    address = f"{tmp_path}/sound"
    environment = os.environ | {"PULSE_SERVER": f"unix:{address}", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    modules = [
        f"module-native-protocol-unix auth-anonymous=1 socket={address}", "module-null-sink sink_name=speaker",
        "module-null-sink sink_name=mouth", "module-remap-source master=mouth.monitor source_name=microphone",
    ]
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm"] + [f"--load={module}" for module in modules]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 20
    while b"microphone" not in subprocess.run(["pactl", "list", "short", "sources"], env=environment, capture_output=True).stdout:
        assert time.monotonic() < end and process.poll() is None, "PulseAudio does not start"
    yield environment
    process.terminate()
    process.wait(timeout=20)


class Conversation:
    def __init__(self, environment, *words):
        self.environment = environment
        command = [CODA, "talk", "--input", "pulse:microphone", "--output", "speaker", *map(str, words)]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr.readline().startswith("Speak")

    def say(self, path):
        subprocess.run(["paplay", "--device=mouth", path], env=self.environment, check=True, timeout=60)

    def end(self):
        self.process.send_signal(signal.SIGINT)
        output, errors = self.process.communicate(timeout=20)
        assert self.process.returncode == OK, errors
        return output


@pytest.fixture
def spoken(tmp_path):
    def make(text):
        path = tmp_path / "spoken.wav"
        subprocess.run([CODA, "say", text, "--voice", "rms", "-o", str(path)], check=True)
        return path

    return make


@needs_sound
@pytest.mark.parametrize("place", ["here", "server"])
def test_a_spoken_conversation(sound, spoken, request, place):
    words = [] if place == "here" else ["--server", f"ws://127.0.0.1:{request.getfixturevalue('server')}"]
    conversation = Conversation(sound, *words)
    speaker = subprocess.Popen(
        ["parec", "--device=speaker.monitor", "--format=s16le", "--rate=16000", "--channels=1", "--raw"], env=sound, stdout=subprocess.PIPE)
    conversation.say(spoken("what is seventeen times twenty three"))
    heard = conversation.process.stdout.readline()
    assert heard.startswith("You:  ") and "seventeen" in heard
    assert conversation.process.stdout.readline() == "Coda: 17 times 23 is 391.\n"
    # The answer was played: the speaker's monitor holds speech.
    loud = 0
    while loud < 4000:
        piece = speaker.stdout.read(3200)
        loud += sum(abs(sample) > 1000 for sample in struct.unpack("<1600h", piece))
    speaker.terminate()
    speaker.wait()
    assert conversation.end() == ""


@needs_sound
def test_speech_interrupts_the_answer(sound, spoken):
    conversation = Conversation(sound)
    conversation.say(spoken("what can you do"))
    assert "what can you do" in conversation.process.stdout.readline()
    conversation.say(spoken("what is seventeen times twenty three please"))
    answer = conversation.process.stdout.readline()
    assert answer.endswith("[interrupted]\n") and "15%" not in answer, "only what was heard is kept"
    assert conversation.process.stdout.readline().startswith("You:  ")
    conversation.end()


@needs_sound
def test_a_wrong_device_is_explained(sound):
    done = coda("talk", "--output", "pulse:nowhere", env=sound)
    assert done.returncode == ENGINE and "nowhere" in done.stderr and "--list" in done.stderr
    listed = coda("talk", "--list", env=sound).stdout
    assert "pulse:microphone" in listed and "pulse:speaker " in listed
