"""Settings as a person meets them: files, the commands about them, and what they do to a server."""

import asyncio
import base64
import contextlib
import json
import os
import pty
import re
import signal
import subprocess

import pytest
from openai import AsyncOpenAI

from conftest import CODA, ROOT

# The settings' rates are those of PCM16: the published schema knows 24000 Hz only.
pytestmark = pytest.mark.deviates("pcm at 16000 Hz")

OK, USAGE, INPUT = 0, 2, 3


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    """No settings but those a test gives."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CODA_HOME", os.environ.get("CODA_HOME", str(ROOT / ".deps")))
    for name in [name for name in os.environ if name.startswith("CODA_") and name not in ("CODA_HOME", "CODA_BINARY", "CODA_TEST_DATA")]:
        monkeypatch.delenv(name)


def coda(*words, **variables):
    return subprocess.run([CODA, *map(str, words)], capture_output=True, text=True, timeout=60, env={**os.environ, **variables})


def shown(*words, **variables):
    done = coda("config", "show", "--json", *words, **variables)
    assert done.returncode == OK, done.stderr
    return {setting["path"]: setting for setting in json.loads(done.stdout)["settings"]}


@pytest.fixture
def settings(tmp_path):
    path = tmp_path / "my.yaml"

    def write(text):
        path.write_text(text)
        return path

    return write


MISTAKEN = """server:
  prot: 80
turn:
  minimum_silence_ms: 9000
  vad_aggressiveness: high
"""


def test_check_tells_every_mistake_with_its_place(settings):
    path = settings(MISTAKEN)
    done = coda("config", "check", path)
    assert done.returncode == INPUT
    assert done.stdout.splitlines() == [
        f'{path}:2:3: there is no setting "prot" in server; did you mean port?',
        f"{path}:4:23: turn.minimum_silence_ms must be a whole number from 32 to 2000 milliseconds, not 9000.",
        f'{path}:5:23: turn.vad_aggressiveness must be a whole number from 0 to 3, not "high".',
    ]
    assert done.stderr == f"coda: 3 mistakes in {path}.\n"
    mistakes = json.loads(coda("config", "check", "--json", path).stdout)["mistakes"]
    assert [(mistake["line"], mistake["column"]) for mistake in mistakes] == [(2, 3), (4, 23), (5, 23)]


def test_check_says_what_a_good_file_holds(settings):
    done = coda("config", "check", settings("preset: low-latency\nserver: {port: 0}\n"))
    assert done.returncode == OK and done.stderr == ""
    assert re.fullmatch(r".*my\.yaml is good: 2 of \d+ settings given, preset low-latency\.\n", done.stdout)


def test_a_missing_file_is_told(tmp_path):
    for words in (["config", "check", "no.yaml"], ["config", "show", "--config", "no.yaml"], ["serve", "--config", "no.yaml"]):
        done = coda(*words)
        assert done.returncode == INPUT
        assert "no.yaml: cannot be read: No such file or directory." in done.stderr + done.stdout
    assert coda("config", "check").returncode == INPUT
    assert coda("config", "check", tmp_path).returncode == INPUT


@pytest.mark.parametrize(
    "words, hint",
    [
        (["config"], "check, show, schema, example"),
        (["config", "chek"], "Did you mean check?"),
        (["config", "show", "a.yaml"], "too many files"),
        (["config", "check", "a", "b"], "too many files"),
        (["config", "show", "--confg", "a"], "--config"),
    ],
)
def test_a_wrong_command_line_is_explained(words, hint):
    done = coda(*words)
    assert done.returncode == USAGE and hint in done.stderr


def test_help_begins_with_examples():
    done = coda("config", "--help")
    assert done.returncode == OK and "Examples:" in done.stdout and "coda config check" in done.stdout
    assert "coda config example" in coda("--help").stdout


def test_serve_does_not_start_with_mistakes(settings):
    done = coda("serve", "--config", settings(MISTAKEN))
    assert done.returncode == INPUT
    assert done.stderr.count("my.yaml:") == 3
    done = coda("serve", CODA_TURN_THRESHOLD="2")
    assert done.returncode == USAGE
    assert "CODA_TURN_THRESHOLD: turn.threshold must be a number from 0.05 to 0.95" in done.stderr


def test_the_example_is_good_and_is_not_written_over_another_file(tmp_path):
    path = tmp_path / "example.yaml"
    assert coda("config", "example", "-o", path).returncode == OK
    assert coda("config", "check", path).returncode == OK
    assert path.read_text() == coda("config", "example").stdout
    again = coda("config", "example", "-o", path)
    assert again.returncode == INPUT and "is there already" in again.stderr


def test_the_schema_and_the_catalogue_agree():
    schema = json.loads(coda("config", "schema").stdout)
    known = shown()

    def walk(node, path=""):
        assert node["additionalProperties"] is False
        for name, member in node["properties"].items():
            if "properties" in member:
                yield from walk(member, f"{path}{name}.")
            else:
                yield path + name, member

    described = dict(walk(schema))
    assert set(described) == set(known)
    kinds = {"integer": int, "number": (int, float), "boolean": bool, "string": str, "array": list}
    for path, member in described.items():
        default = known[path]["default"]
        assert member["default"] == default and isinstance(default, kinds[member["type"]])
        assert len(member["description"]) > 20
        if "enum" in member:
            assert default in member["enum"]
        if "minimum" in member:
            assert member["minimum"] <= default <= member["maximum"]


def test_show_tells_values_with_their_sources(settings):
    path = settings("preset: low-latency\nturn:\n  barge_in_ms: 222\n  vad_aggressiveness: 2\n")
    known = shown("--config", path, CODA_PORT="81", CODA_TURN_BARGE_IN_MS="333", CODA_AUDIO_OUTPUT_LEAD_MS="70")
    facts = {name: (known[name]["value"], known[name]["source"]) for name in known}
    assert facts["preset"] == ("low-latency", f"{path}:1")
    assert facts["turn.minimum_silence_ms"] == (96, "preset low-latency")
    assert facts["turn.barge_in_ms"] == (333, "CODA_TURN_BARGE_IN_MS")
    assert facts["turn.threshold"] == (0.65, "vad_aggressiveness 2")
    assert facts["audio.output_lead_ms"] == (70, "CODA_AUDIO_OUTPUT_LEAD_MS")
    assert facts["server.port"] == (81, "CODA_PORT")
    assert facts["server.host"] == ("127.0.0.1", "default")
    assert known["turn.minimum_silence_ms"]["unit"] == "milliseconds"
    # The text form is a settings file with the same effect.
    text = coda("config", "show", "--config", path, CODA_TURN_BARGE_IN_MS="333").stdout
    assert coda("config", "check", settings(text)).returncode == OK
    assert shown("--config", path)["turn.barge_in_ms"]["value"] == 333


def test_what_coda_is_told_about_its_part_is_not_shown(settings):
    path = settings("reply:\n  instructions: never tell anyone about the cake\n")
    for words in (["config", "show"], ["config", "show", "--json"]):
        done = coda(*words, "--config", path)
        assert done.returncode == OK and "cake" not in done.stdout + done.stderr


def test_the_file_is_found_where_it_is_looked_for(tmp_path, settings):
    def source(**variables):
        return shown(**variables)["server.port"]["source"]

    assert source() == "default"
    home = tmp_path / ".config/coda/coda.yaml"
    home.parent.mkdir(parents=True)
    home.write_text("server: {port: 1}")
    assert source() == f"{home}:1"
    (tmp_path / "coda.yaml").write_text("server: {port: 2}")
    assert source() == "coda.yaml:1"
    path = settings("server: {port: 3}")
    assert source(CODA_CONFIG=str(path)) == f"{path}:1"
    assert shown("--config", "coda.yaml", CODA_CONFIG=str(path))["server.port"]["value"] == 2


def test_an_unknown_variable_is_a_warning():
    done = coda("config", "show", CODA_SERVER_PROT="1")
    assert done.returncode == OK
    assert "CODA_SERVER_PROT" in done.stderr and "CODA_SERVER_PORT?" in done.stderr


class Server:
    """A server process, and what it says on standard error."""

    def __init__(self, *words, **options):
        self.process = subprocess.Popen(
            [CODA, "serve", *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
        )
        self.port = None
        for line in self.process.stdout:
            if found := re.search(r"ws://[^:]+:(\d+)/", line):
                self.port = int(found.group(1))
                break
        assert self.port, self.process.stderr.read()

    def said(self, lines):
        """The next lines, beside those of sessions that began and ended."""
        said = []
        while len(said) < lines:
            line = self.process.stderr.readline().strip()
            if not line.startswith("coda: a session "):
                said.append(line)
        return said


@contextlib.contextmanager
def serving(*words, **options):
    server = Server(*words, **options)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.communicate(timeout=20)
    assert server.process.returncode == OK


def session(port, update=None):
    """The session object as the server tells it, after an update if there is one."""

    async def ask():
        client = AsyncOpenAI(api_key="unused", base_url=f"http://127.0.0.1:{port}/v1")
        async with client.realtime.connect(model="coda") as connection:
            event = await connection.recv()
            if update:
                await connection.session.update(session=update)
                event = await connection.recv()
            assert event.type in ("session.created", "session.updated"), event
            return event.session.model_dump()

    return asyncio.run(asyncio.wait_for(ask(), 30))


def test_sessions_begin_with_the_settings_and_clients_come_first(settings):
    path = settings(
        """
server: {port: 0}
audio: {input_rate_hz: 16000, output_rate_hz: 16000}
turn: {detection: silence, silence_duration_ms: 350, prefix_padding_ms: 120, threshold: 0.6, interrupt_reply: false}
synthesizer: {voice: rms, speed: 1.25}
reply: {instructions: be kind}
"""
    )
    with serving("--config", path, "--slots", "1") as server:
        begun = session(server.port)
        assert begun["instructions"] == "be kind"
        assert begun["audio"]["input"]["format"]["rate"] == begun["audio"]["output"]["format"]["rate"] == 16000
        assert (begun["audio"]["output"]["voice"], begun["audio"]["output"]["speed"]) == ("rms", 1.25)
        detection = begun["audio"]["input"]["turn_detection"]
        assert detection["type"] == "server_vad" and detection["interrupt_response"] is False
        assert (detection["threshold"], detection["prefix_padding_ms"], detection["silence_duration_ms"]) == (0.6, 120, 350)

        update = {"type": "realtime", "audio": {"input": {"turn_detection": {"type": "server_vad", "silence_duration_ms": 700}}}}
        detection = session(server.port, update)["audio"]["input"]["turn_detection"]
        assert (detection["threshold"], detection["prefix_padding_ms"], detection["silence_duration_ms"]) == (0.6, 120, 700)


def order_of_events(port, sound):
    """Which comes first for this sound and then an update of the session: the end of the turn or the update."""

    async def ask():
        client = AsyncOpenAI(api_key="unused", base_url=f"http://127.0.0.1:{port}/v1")
        async with client.realtime.connect(model="coda") as connection:
            await connection.input_audio_buffer.append(audio=base64.b64encode(sound).decode())
            await connection.session.update(session={"type": "realtime", "instructions": "x"})
            told = []
            async for event in connection:
                assert event.type != "error", event
                told.append(event.type.split(".")[-1])
                if told[-1] == "updated":
                    return told

    return asyncio.run(asyncio.wait_for(ask(), 30))


@pytest.mark.parametrize("milliseconds, ends", [(300, True), (800, False)])
def test_the_silence_that_ends_a_turn_is_a_setting(settings, speech, milliseconds, ends):
    path = settings(
        f"server: {{port: 0}}\naudio: {{input_rate_hz: 16000}}\n"
        f"turn: {{detection: silence, silence_duration_ms: {milliseconds}, starvation_ms: 10000}}\n"
    )
    # The voice ends with some silence of its own; half a second more is between the two settings.
    sound = speech("what time is it") + bytes(16000 * 2 // 2)
    with serving("--config", path, "--slots", "1") as server:
        told = order_of_events(server.port, sound)
    assert "speech_started" in told
    assert ("speech_stopped" in told) == ends


def spoken_bytes(port):
    """Bytes of sound in the answer to a typed question."""

    async def ask():
        client = AsyncOpenAI(api_key="unused", base_url=f"http://127.0.0.1:{port}/v1")
        async with client.realtime.connect(model="coda") as connection:
            content = [{"type": "input_text", "text": "hello"}]
            await connection.conversation.item.create(item={"type": "message", "role": "user", "content": content})
            await connection.response.create()
            size = 0
            async for event in connection:
                assert event.type != "error", event
                if event.type == "response.output_audio.delta":
                    size += len(base64.b64decode(event.delta))
                if event.type == "response.done":
                    return size

    return asyncio.run(asyncio.wait_for(ask(), 30))


def test_the_rate_of_spoken_answers_is_a_setting(settings):
    path = settings("server: {port: 0}\naudio: {output_rate_hz: 16000}\n")
    with serving("--config", path, "--slots", "1") as server:
        slow = spoken_bytes(server.port)
        settings("server: {port: 0}\naudio: {output_rate_hz: 24000}\n")
        server.process.send_signal(signal.SIGHUP)
        server.said(2)
        fast = spoken_bytes(server.port)
    assert slow > 10_000 and abs(fast / slow - 1.5) < 0.02


def test_a_hang_up_reads_the_settings_again(settings):
    path = settings("server: {port: 0}\naudio: {input_rate_hz: 16000}\n")
    with serving("--config", path, "--slots", "1") as server:
        assert session(server.port)["audio"]["output"]["voice"] == "slt"

        settings("server: {port: 1}\nsynthesizer: {voice: rms}\nreply: {instructions: a secret}\n")
        server.process.send_signal(signal.SIGHUP)
        lines = server.said(5)
        assert lines == [
            f"coda: the settings were read again ({path}):",
            "coda:   server.port 0 -> 1, needs a restart",
            "coda:   audio.input_rate_hz 16000 -> 24000, for new sessions",
            "coda:   synthesizer.voice slt -> rms, for new sessions",
            "coda:   reply.instructions changed, for new sessions",
        ]
        begun = session(server.port)
        assert begun["audio"]["output"]["voice"] == "rms" and begun["instructions"] == "a secret"

        settings("synthesizer: {voice: kal16, speeed: 1}\n")
        server.process.send_signal(signal.SIGHUP)
        lines = server.said(2)
        assert lines[0] == "coda: the settings were read again and are wrong; nothing changed:"
        assert lines[1] == f'coda: {path}:1:29: there is no setting "speeed" in synthesizer; did you mean speed?'
        assert session(server.port)["audio"]["output"]["voice"] == "rms"

        # The same again: what needs a restart is named as long as it is not in effect.
        settings("server: {port: 1}\nsynthesizer: {voice: rms}\nreply: {instructions: a secret}\n")
        server.process.send_signal(signal.SIGHUP)
        assert server.said(2)[1] == "coda:   server.port 0 -> 1, needs a restart"


def test_without_a_file_a_hang_up_changes_nothing():
    with serving("--port", "0", "--slots", "1") as server:
        server.process.send_signal(signal.SIGHUP)
        assert server.said(1) == ["coda: the settings were read again (no settings file): nothing changed."]
        assert session(server.port)["audio"]["output"]["voice"] == "slt"


def test_a_closed_terminal_stops_the_server():
    master, slave = pty.openpty()

    def own_terminal():
        os.setsid()
        os.close(os.open(os.ttyname(0), os.O_RDWR))

    server = Server("--port", "0", "--slots", "1", stdin=slave, preexec_fn=own_terminal)
    os.close(slave)
    os.close(master)
    _, errors = server.process.communicate(timeout=20)
    assert server.process.returncode == OK and "Stopping" in errors
