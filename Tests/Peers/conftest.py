"""A real server process, and speech made by Coda's own synthesiser: no lent data is needed."""

import atexit
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import wave

import pytest

import realtime_record
from realtime_stage import Stage

realtime_record.install()

ROOT = pathlib.Path(__file__).resolve().parents[2]
CODA = os.environ.get("CODA_BINARY", str(ROOT / ".build/release/coda"))

# Tests share their machine with builds and browsers: who is let in must not depend on these. Admission has its own tests.
os.environ.setdefault("CODA_ADMISSION_ENABLED", "false")

# They share an account too, where nobody is named: what one says must not be known to the next, nor change how it is spoken to.
os.environ.setdefault("CODA_MEMORY_ENABLED", "false")
os.environ.setdefault("CODA_PERSONALITY_ENABLED", "false")

# What a person keeps, and how they set up their own Coda, is nothing to the tests.
HOME = tempfile.mkdtemp(prefix="coda-home-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
for place in ("CONFIG", "DATA", "STATE"):
    os.environ[f"XDG_{place}_HOME"] = f"{HOME}/{place.lower()}"


@pytest.fixture(autouse=True)
def every_event_is_right(request):
    """Whatever a test's client received must be the protocol's. `deviates` names what a test allows beyond the schemas."""
    record = realtime_record.Record([name for mark in request.node.iter_markers("deviates") for name in mark.args])
    token = realtime_record.current.set(record)
    yield
    realtime_record.current.reset(token)
    assert not record.problems(), "\n".join(record.problems())


@pytest.fixture(scope="session")
def stage(request, server, speech):
    """Where the scenarios of this run play."""
    tests = [getattr(item, "function", None) for item in request.session.items]
    stage = Stage(server, speech, [test.scenario for test in tests if hasattr(test, "scenario")])
    yield stage
    stage.end()


def pytest_configure(config):
    config.addinivalue_line("markers", "deviates(name): allows a deviation from the protocol's schemas")


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
    making = threading.Lock()

    def say(text, voice="rms"):
        path = folder / f"{abs(hash((text, voice)))}.wav"
        with making:
            if not path.exists():
                subprocess.run([CODA, "say", text, "--voice", voice, "-o", str(path)], check=True)
        with wave.open(str(path)) as wav:
            assert (wav.getframerate(), wav.getnchannels(), wav.getsampwidth()) == (16000, 1, 2)
            return wav.readframes(wav.getnframes())

    return say


@pytest.fixture
def ordinary():
    """The words that run a command as somebody who may not read and write everything: root becomes nobody."""
    if os.geteuid() != 0:
        return []
    words = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    if not shutil.which(words[0]):
        pytest.skip("root may do everything, and there is no setpriv (util-linux) to become somebody else")
    if subprocess.run([*words, CODA, "--version"], capture_output=True).returncode:
        pytest.skip("root may do everything, and nobody else may run Coda here: a folder above it is closed to others")
    return words


@pytest.fixture
def open_folder():
    """A folder that every user can enter, unlike tmp_path."""
    with tempfile.TemporaryDirectory(prefix="coda-open-", ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        yield folder
        # What is read-only could not be removed but by root.
        for place, _, _ in os.walk(folder):
            os.chmod(place, 0o755)


@pytest.fixture
def question(tmp_path):
    """A spoken question, beside which nothing else lies."""
    path = tmp_path / "question.wav"
    subprocess.run([CODA, "say", "what time is it", "--voice", "rms", "-o", str(path)], check=True)
    return path
