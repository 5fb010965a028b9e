"""Where the time goes, told by `coda profile` and by a server, on speech that Coda made itself."""

import http.server
import json
import os
import pathlib
import re
import signal
import subprocess
import threading

import pytest

from conftest import CODA
from program import INPUT, OK, USAGE, coda

PARTS = ["detector", "silence_wait", "turn_model", "recognizer", "language", "clause_wait", "synthesis", "queue", "leading_silence"]


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recordings")
    for name, text in [("time", "what time is it"), ("sum", "what is 6 times 7")]:
        subprocess.run([CODA, "say", text, "--voice", "rms", "-o", str(folder / f"{name}.wav")], check=True)
    return folder


@pytest.fixture(scope="module")
def profiled(recordings, tmp_path_factory):
    out = tmp_path_factory.mktemp("profile")
    done = coda("profile", recordings, "--turns", 3, "--trace", out / "trace.json", "--json", out / "profile.json")
    assert done.returncode == OK, done.stderr
    return done, json.loads((out / "trace.json").read_text()), json.loads((out / "profile.json").read_text())


def test_the_tables_are_those_of_a_turn(profiled):
    done, _, report = profiled
    for name in [*PARTS, "voice activity", "turn model", "recognizer", "synthesis", "recognizer.wait", "output.send"]:
        assert re.search(rf"^  {re.escape(name)} +[\d.]+ +[\d.]+ % +[\d.]+ +[\d.]+ +\d+$", done.stdout, re.MULTILINE), name
    assert "bottleneck" in done.stdout.lower() and "slow turns" in done.stdout or "slower than" in done.stdout
    figures = report["figures"]
    assert figures["turns"] == 3
    mean = sum(figures[f"part_ms.{part}.mean"] for part in PARTS)
    assert abs(mean - figures["first_audible_ms.mean"]) < 0.01
    assert figures["part_ms.silence_wait.mean"] > 20
    assert figures["call_ms.voice_activity.window.n"] > 60
    assert report["bottlenecks"] and report["recommendations"]
    for bottleneck in report["bottlenecks"]:
        assert bottleneck["text"] in done.stdout
    assert all(advice["settings"] for advice in report["recommendations"])


def test_the_trace_is_one_that_viewers_open(profiled):
    _, trace, _ = profiled
    events = [event for event in trace["traceEvents"] if event["ph"] != "M"]
    assert [event["ts"] for event in events] == sorted(event["ts"] for event in events)
    stacks, tracks = {}, {}
    for event in events:
        match event["ph"]:
            case "X":
                assert event["dur"] >= 0
                stack = stacks.setdefault(event["tid"], [])
                while stack and stack[-1] <= event["ts"]:
                    stack.pop()
                assert not stack or event["ts"] + event["dur"] <= stack[-1] + 0.0005, event
                stack.append(event["ts"] + event["dur"])
            case "b":
                tracks.setdefault(event["id"], []).append(event["name"])
            case "e":
                assert tracks[event["id"]].pop() == event["name"]
            case other:
                assert other == "C"
    assert not any(tracks.values())
    assert len([event for event in events if event["ph"] == "b" and event["name"] == "turn"]) == 3
    names = {event["tid"]: event["args"]["name"] for event in trace["traceEvents"] if event["name"] == "thread_name"}
    decoders = {names[event["tid"]] for event in events if event["name"] == "recognizer.decode"}
    assert decoders and all(name.startswith("decoder-") for name in decoders)


def test_a_level_looks_no_closer_than_it_says(recordings, tmp_path):
    done = coda("profile", recordings, "--turns", 1, "--level", "basic", "--json", "-")
    assert done.returncode == OK, done.stderr
    figures = json.loads(done.stdout)["figures"]
    assert figures["part_ms.silence_wait.n"] == 1 and not any(name.startswith(("call_ms", "stage_ms")) for name in figures)


@pytest.mark.parametrize(
    "words, status, message",
    [
        ([], USAGE, "name one folder"),
        (["/nowhere/at/all"], INPUT, "/nowhere/at/all: No such file or directory"),
        ([os.devnull], INPUT, "Not a directory"),
        ([str(pathlib.Path(__file__).parent)], INPUT, "neither a transcripts.tsv nor a WAV file"),
        (["RECORDINGS", "--trace", "/nowhere/trace.json"], INPUT, "/nowhere/trace.json: No such file"),
        (["RECORDINGS", "--level", "closely"], USAGE, "--level must be one of basic, detailed, comprehensive"),
        (["RECORDINGS", "--turns", "0"], USAGE, "--turns must be"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(recordings, words, status, message):
    done = coda("profile", *[str(recordings) if word == "RECORDINGS" else word for word in words], timeout=10)
    assert done.returncode == status and message in done.stderr and done.stdout == ""


def serve(*words):
    process = subprocess.Popen([CODA, "serve", "--port", "0", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for line in process.stdout:
        if "ws://" in line:
            return process
    raise AssertionError(process.stderr.read())


def test_a_server_saves_its_profile_when_it_ends(tmp_path):
    settings = tmp_path / "coda.yaml"
    settings.write_text(f"profile: {{level: detailed, folder: {tmp_path / 'profiles'}}}\n")
    process = serve("--config", str(settings))
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 0
    names = sorted(path.name for path in (tmp_path / "profiles").iterdir())
    assert names == [f"serve-{process.pid}-1.json", f"serve-{process.pid}-1.trace.json"]
    assert names[0] in said
    report = json.loads((tmp_path / "profiles" / names[0]).read_text())
    assert report["settings"]["level"] == "detailed" and report["figures"]["turns"] == 0
    json.loads((tmp_path / "profiles" / names[1]).read_text())


def test_a_server_without_a_folder_tells_its_profile():
    process = serve("--profile", "basic")
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 0 and "No turn was answered aloud." in said


@pytest.mark.parametrize(
    "words, message",
    [
        (["profile: {folder: /proc/none, level: basic}"], "profile.folder: /proc/none"),
        (["profile: {otlp_url: collector}"], "must begin with http://"),
    ],
)
def test_a_profile_that_cannot_be_is_refused(tmp_path, words, message):
    settings = tmp_path / "coda.yaml"
    settings.write_text("\n".join(words) + "\n")
    done = coda("serve", "--port", "0", "--config", settings)
    assert done.returncode in (USAGE, INPUT) and message in done.stderr


def test_traces_of_a_profile_reach_a_collector(recordings, tmp_path):
    class Collector(http.server.BaseHTTPRequestHandler):
        bodies = []

        def do_POST(self):
            assert self.path == "/v1/traces" and self.headers["Content-Type"] == "application/json"
            self.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Collector) as collector:
        threading.Thread(target=collector.serve_forever, daemon=True).start()
        settings = tmp_path / "coda.yaml"
        settings.write_text(f"profile: {{otlp_url: 'http://127.0.0.1:{collector.server_port}/v1/traces'}}\n")
        done = coda("profile", recordings, "--turns", 1, "--level", "basic", "--config", settings)
        collector.shutdown()
    assert done.returncode == OK, done.stderr
    spans = [span for body in Collector.bodies for span in body["resourceSpans"][0]["scopeSpans"][0]["spans"]]
    assert sorted(span["name"] for span in spans) == sorted(["turn", *PARTS])
    turn = next(span for span in spans if span["name"] == "turn")
    assert all(span["parentSpanId"] == turn["spanId"] and span["traceId"] == turn["traceId"] for span in spans if span is not turn)
