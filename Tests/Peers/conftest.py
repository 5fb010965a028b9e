"""A real server process, and speech made by Coda's own synthesiser: no lent data is needed."""

import os
import pathlib
import re
import subprocess
import wave

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CODA = os.environ.get("CODA_BINARY", str(ROOT / ".build/release/coda"))


@pytest.fixture(scope="session")
def server():
    """The port of a server that is ready; it must end by itself on SIGTERM, with status 0."""
    process = subprocess.Popen([CODA, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True)
    port = None
    for line in process.stdout:
        found = re.search(r"ws://[^:]+:(\d+)/", line)
        if found:
            port = int(found.group(1))
            break
    assert port, "the server ended before it was ready"
    yield port
    process.terminate()
    assert process.wait(timeout=15) == 0


@pytest.fixture(scope="session")
def speech(tmp_path_factory):
    """Gives 16 kHz PCM16 of a sentence."""
    folder = tmp_path_factory.mktemp("speech")

    def say(text, voice="rms"):
        path = folder / f"{abs(hash((text, voice)))}.wav"
        if not path.exists():
            subprocess.run([CODA, "say", text, "--voice", voice, "-o", str(path)], check=True)
        with wave.open(str(path)) as wav:
            assert (wav.getframerate(), wav.getnchannels(), wav.getsampwidth()) == (16000, 1, 2)
            return wav.readframes(wav.getnframes())

    return say


@pytest.fixture
def question(tmp_path):
    """A spoken question, beside which nothing else lies."""
    path = tmp_path / "question.wav"
    subprocess.run([CODA, "say", "what time is it", "--voice", "rms", "-o", str(path)], check=True)
    return path
