"""What operators see: metrics, statistics, logs, alerts, and the report of a crash."""

import asyncio
import contextlib
import http.server
import json
import os
import re
import signal
import stat
import subprocess
import threading
import time
import urllib.error
import urllib.request

import pytest
import websockets
from conftest import CODA, ROOT
from test_latency import RATE_16, ask, until

RULES = ROOT / "monitoring/coda.rules.yaml"


@pytest.fixture(scope="session")
def promtool():
    found = subprocess.run([ROOT / "scripts/promtool.sh"], capture_output=True, text=True)
    if found.returncode:
        pytest.skip(f"there is no promtool, and Debian's package prometheus cannot be downloaded: {found.stderr.strip()[-200:]}")
    return found.stdout.strip()


def get(port, path, headers=None):
    """Status and body."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def metrics(port):
    """Every sample by its name and labels, as they are written."""
    status, text = get(port, "/metrics")
    assert status == 200
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))}


def stats(port):
    status, body = get(port, "/v1/stats")
    assert status == 200
    return json.loads(body)


class Server:
    """A server process, and what it says on standard error."""

    def __init__(self, folder, words, variables, before=()):
        self.errors = (folder / "errors").open("w+")
        environment = {**os.environ, "XDG_STATE_HOME": str(folder), **variables}
        self.process = subprocess.Popen(
            [*before, CODA, "serve", "--port", "0", "--slots", "1", *map(str, words)], stdout=subprocess.PIPE, stderr=self.errors, text=True, env=environment
        )
        self.port = self.wait(r"ws://[^:]+:(\d+)/")

    def wait(self, pattern):
        """The number in the first line that fits."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            for text in (self.said(), os.read(self.process.stdout.fileno(), 4096).decode() if self.readable() else ""):
                if found := re.search(pattern, text):
                    return int(found.group(1))
            time.sleep(0.05)
        raise AssertionError(self.said())

    def readable(self):
        import select

        return bool(select.select([self.process.stdout], [], [], 0)[0])

    def said(self):
        with open(self.errors.name) as file:
            return file.read()


@contextlib.contextmanager
def serving(folder, *words, before=(), **variables):
    """`before` runs it as somebody else."""
    server = Server(folder, words, variables, before)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)


async def converse(port, sound):
    """A spoken question and a typed one; what was heard and answered."""
    async with websockets.connect(f"ws://127.0.0.1:{port}/v1/realtime?audio=binary&secret=hush") as client:
        audio = {"input": RATE_16 | {"transcription": {"model": "coda"}}, "output": RATE_16}
        session = {"type": "realtime", "audio": audio, "instructions": "You are kind to Rumpelstiltskin."}
        await client.send(json.dumps({"type": "session.update", "session": session}))
        await client.send(bytes(16_000) + sound + bytes(64_000))
        events = await until(client, "response.done")
        events += await ask(client, "my name is Rumpelstiltskin")
        texts = [event["transcript"] for event in events if "transcript" in event]
        assert any(texts), [event["type"] for event in events]
        return texts


@pytest.mark.deviates("pcm at 16000 Hz")
def test_metrics_are_well_formed_and_count_a_conversation(tmp_path, speech, promtool):
    with serving(tmp_path) as server:
        before = metrics(server.port)
        asyncio.run(converse(server.port, speech("what is six times seven")))
        after = metrics(server.port)
        text = get(server.port, "/metrics")[1]
        checked = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr

        grown = {name: value - before.get(name, 0) for name, value in after.items()}
        assert grown['coda_turns_total{outcome="answered"}'] == 2 and grown['coda_turns_total{outcome="failed"}'] == 0
        assert grown["coda_sessions_total"] == 1 and grown["coda_turn_latency_seconds_count"] == 1
        for component in ("recognizer", "synthesizer", "responder", "voice_activity"):
            assert grown[f'coda_component_calls_total{{component="{component}"}}'] > 0, component
            assert grown[f'coda_component_errors_total{{component="{component}"}}'] == 0, component
        assert grown['coda_websocket_messages_total{direction="received"}'] == 4
        assert grown['coda_websocket_bytes_total{direction="received"}'] > len(speech("what is six times seven"))
        assert grown["coda_recognizer_leases_total"] >= 1 and grown["coda_voice_activity_seconds_count"] > 50
        # The parts of the one answer sum to its latency.
        parts = sum(value for name, value in grown.items() if name.startswith("coda_turn_part_seconds_sum"))
        assert abs(parts - grown["coda_turn_latency_seconds_sum"]) < 1e-3
        assert after["process_resident_memory_bytes"] > 50e6
        # The client is gone before its session is.
        server.wait(r"a session ended.*seconds=(\d+)")
        assert metrics(server.port)["coda_sessions"] == 0

        told = stats(server.port)
        assert told["status"] == "ready" and told["turns"]["answered"] == 2 and told["sessions"]["opened"] == 1
        latency = told["latency_ms"]["total"]
        assert latency["n"] == 1 and latency["p50"] <= latency["p95"] <= latency["p99"]
        assert abs(latency["p50"] / 1000 / grown["coda_turn_latency_seconds_sum"] - 1) < 0.06
        assert told["version"] in text and told["alerts"] == []
        assert told["recognizer"]["slots"] == 1 and told["process"]["rss_bytes"] > 50e6


def test_refused_sessions_are_counted_by_reason(tmp_path):
    with serving(tmp_path) as server:

        async def knock():
            with pytest.raises(websockets.exceptions.InvalidStatus):
                await websockets.connect(f"ws://127.0.0.1:{server.port}/v1/realtime", additional_headers={"X-Forwarded-For": "192.0.2.7"})

        asyncio.run(knock())
        assert metrics(server.port)['coda_sessions_refused_total{reason="no_keys"}'] == 1
        assert stats(server.port)["sessions"]["refused"]["no_keys"] == 1


@pytest.mark.parametrize("path", ["/metrics", "/v1/stats"])
def test_only_readers_look_at_the_server(tmp_path, path):
    keys = tmp_path / "keys"
    keys.write_text("anna annas-key-in-clear\nben bens-key-in-clear-\n")
    keys.chmod(0o600)
    away = {"X-Forwarded-For": "192.0.2.7"}
    with serving(tmp_path, "--keys", keys, CODA_TELEMETRY_READERS="local,anna") as server:
        assert get(server.port, path)[0] == 200
        assert get(server.port, path, away)[0] == 401
        assert get(server.port, path, away | {"Authorization": "Bearer bens-key-in-clear-"})[0] == 403
        assert get(server.port, path, away | {"Authorization": "Bearer annas-key-in-clear"})[0] == 200
        assert get(server.port, path, {"Host": "rebound.example"})[0] == 403


@pytest.mark.deviates("pcm at 16000 Hz")
def test_json_logs_parse_and_hold_nobodys_words(tmp_path, speech):
    keys = tmp_path / "keys"
    keys.write_text("anna annas-key-in-clear\n")
    with serving(tmp_path, "--keys", keys, CODA_LOG_FORMAT="json", CODA_LOG_LEVEL="debug") as server:
        texts = asyncio.run(converse(server.port, speech("what is six times seven")))
        get(server.port, "/v1/stats?who=Rumpelstiltskin", {"Authorization": "Bearer wrong-key"})
        server.process.send_signal(signal.SIGHUP)
        server.process.terminate()
        rest = server.process.communicate(timeout=20)[0]
        assert rest == "" and server.process.returncode == 0
    lines = [json.loads(line) for line in server.said().splitlines()]
    events = [line["event"] for line in lines]
    assert {"keys.warning", "server.ready", "session.began", "turn.answered", "session.ended", "server.stopping"} <= set(events), events
    for line in lines:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"]) and line["level"] in ("debug", "info", "warning", "error")
    answered = next(line for line in lines if line["event"] == "turn.answered")
    parts = [value for name, value in answered.items() if name.endswith("_ms") and name != "total_ms"]
    assert abs(sum(parts) - answered["total_ms"]) < 1
    # No word of three letters and more that was heard or said, beside those of the log's own sentences.
    own = {"the", "and", "can", "was", "for", "you", "are", "first"}
    words = {word for text in texts for word in re.findall(r"[a-z]{3,}", text.lower())} | {"rumpelstiltskin", "hush", "anna", "wrong-key", "annas-key-in-clear"}
    said = server.said().lower()
    assert {"six", "seven"} & words, texts
    assert [word for word in sorted(words - own) if re.search(rf"\b{re.escape(word)}\b", said)] == []


def test_a_start_that_fails_is_one_json_line(tmp_path):
    done = subprocess.run(
        [CODA, "serve", "--host", "192.0.2.1", "--insecure-no-keys"], capture_output=True, text=True, timeout=60,
        env={**os.environ, "CODA_LOG_FORMAT": "json", "XDG_STATE_HOME": str(tmp_path)},
    )
    assert done.returncode == 5 and done.stdout == ""
    assert [json.loads(line)["event"] for line in done.stderr.splitlines()] == ["server.failed"]


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGBUS", "SIGILL", "SIGABRT", "SIGFPE", "SIGTRAP"])
def test_a_crash_leaves_a_report(tmp_path, name):
    with serving(tmp_path) as server:
        version = stats(server.port)["version"]
        server.process.send_signal(signal.Signals[name])
        assert server.process.wait(timeout=20) == -signal.Signals[name]
    folder = tmp_path / "coda/crashes"
    (path,) = folder.iterdir()
    report = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert report.startswith(f"coda crashed: {name}\nversion: {version}\n") and report.endswith("end of report\n")
    assert f"process: {server.process.pid}\n" in report and f"sent by process: {os.getpid()}\n" in report
    assert abs(int(re.search(r"time: (\d+) s", report)[1]) - time.time()) < 60 and re.search(r"uptime: \d+ s\n", report)
    # The main thread was waiting for something; the program's own functions are named.
    frames = report.split("backtrace:\n")[1].splitlines()[:-1]
    assert len(frames) >= 3 and any(re.match(r"  \d+ \w+\+0x", frame) for frame in frames), report
    assert report in server.said() and f"coda: the report is in {path}" in server.said()

    if name == "SIGSEGV":
        # The next start says so, and the one after that does not say it again.
        for is_told in (True, False):
            with serving(tmp_path) as server:
                assert (f"coda: an earlier run crashed: {path}" in server.said()) == is_told


@pytest.fixture(scope="session")
def crasher(tmp_path_factory):
    path = tmp_path_factory.mktemp("crash") / "crasher"
    sources = [ROOT / "Tests/Peers/crasher.c", ROOT / "Sources/CPosix/crash.c"]
    subprocess.run(["cc", "-O1", "-g0", f"-I{ROOT}/Sources/CPosix/include", "-o", path, *sources, "-lpthread"], check=True)
    return path


@pytest.mark.parametrize(
    "how, number, frame",
    [
        ("null", signal.SIGSEGV, "write_nowhere"),
        ("trap", signal.SIGILL, "main"),
        ("abort", signal.SIGABRT, "main"),
        # A stack that is full has no room for a report: it is made on another.
        ("overflow", signal.SIGSEGV, "fall"),
        # Threads that crash together leave one report.
        ("many", signal.SIGSEGV, "write_nowhere"),
    ],
)
def test_a_fault_is_reported_where_it_happened(crasher, tmp_path, how, number, frame):
    path = tmp_path / "report"
    done = subprocess.run([crasher, how, path], capture_output=True, text=True, timeout=30)
    assert done.returncode == -number
    report = path.read_text()
    assert report.startswith(f"coda crashed: {number.name}\nversion: test\n") and report.endswith("end of report\n")
    assert report.count("backtrace:") == 1 and re.search(rf"^  [0-5] {frame}\+0x", report, re.MULTILINE), report
    assert ("address: 0x10\n" in report) == (frame == "write_nowhere")


def test_an_alert_is_told_in_every_way(tmp_path):
    received = []
    arrived = threading.Event()

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            received.append((self.path, self.headers["content-type"], json.loads(self.rfile.read(int(self.headers["content-length"])))))
            # The first try fails: it is tried again.
            self.send_response(503 if len(received) == 1 else 204)
            self.end_headers()
            if len(received) == 2:
                arrived.set()

        def log_message(self, *_):
            pass

    hook = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=hook.serve_forever, daemon=True).start()
    # Any use of the processors at all, at once.
    settings = {"CODA_ALERTS_CPU_PERCENT": "0.000001", "CODA_ALERTS_CPU_FOR_S": "0"}
    with serving(tmp_path, **settings, CODA_ALERTS_WEBHOOK=f"http://127.0.0.1:{hook.server_port}/hook?token=hush") as server:
        assert arrived.wait(30), server.said()
        assert metrics(server.port)['coda_alert_active{alert="cpu"}'] == 1
        assert metrics(server.port)['coda_alert_active{alert="memory"}'] == 0
        (alert,) = stats(server.port)["alerts"]
        assert alert["alert"] == "cpu" and alert["unit"] == "percent" and alert["value"] > 0
        assert "coda: alert: the processors are busy alert=cpu value=" in server.said()
    hook.shutdown()
    path, kind, message = received[0]
    assert (path, kind) == ("/hook?token=hush", "application/json") and received[1][2] == message
    assert message["schema"] == "coda.alert/1" and message["alert"] == "cpu" and message["state"] == "firing"
    assert "hush" not in server.said()


def test_a_webhook_that_cannot_be_used_is_refused_at_the_start(tmp_path):
    done = subprocess.run(
        [CODA, "serve"], capture_output=True, text=True, timeout=60, env={**os.environ, "CODA_ALERTS_WEBHOOK": "https://hush.example/"}
    )
    assert done.returncode == 2 and "alerts.webhook" in done.stderr and "hush" not in done.stderr


def test_the_rules_are_well_formed_and_do_what_they_say(promtool):
    for words in (["check", "rules", RULES], ["test", "rules", RULES.with_name("coda.rules.test.yaml")]):
        done = subprocess.run([promtool, *words], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_rules_know_no_metric_that_there_is_not(server):
    named = set(re.findall(r"\b(?:coda|process)_[a-z_]+", re.sub(r"#.*", "", RULES.read_text())))
    there = set(re.findall(r"^# TYPE (\S+)", get(server, "/metrics")[1], re.MULTILINE))
    assert named and {re.sub("_(bucket|count|sum)$", "", name) if name not in there else name for name in named} <= there
