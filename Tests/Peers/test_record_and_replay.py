"""Sessions recorded by a real server, and what coda replay makes of them."""

import json
import re
import stat
import subprocess
import wave

import pytest

from conftest import CODA
from program import INPUT, OK, USAGE, coda

DIFFERENT = 1
# Without limits of time: these are the engines' own, on whatever machine this is.
QUESTION = """
title: a question
steps:
  - say: "what is seventeen times twenty three"
  - expect:
      speech_started:
      speech_stopped:
      transcript:
      reply:
      done:
"""


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """The folder in which a server recorded one scenario, and the server's own words."""
    folder = tmp_path_factory.mktemp("record") / "calls"
    scenario = folder.parent / "question.yaml"
    scenario.write_text(QUESTION)
    command = [CODA, "serve", "--port", "0", "--record", str(folder), "--record-audio"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        port = next(found.group(1) for line in server.stdout if (found := re.search(r"ws://[^:]+:(\d+)/", line)))
        played = coda("scenario", scenario, "--server", f"ws://127.0.0.1:{port}", "--json")
        assert played.returncode == OK, played.stdout + played.stderr
        report = json.loads(played.stdout)
        assert report["schema"] == "coda.scenario/1" and report["passed"]
        assert {check["outcome"] for check in report["checks"]} == {"held"}
    finally:
        server.terminate()
        assert server.wait(timeout=15) == 0
    return folder


@pytest.fixture
def recording(recorded):
    files = list(recorded.glob("*.jsonl"))
    assert len(files) == 1
    return files[0]


def test_only_the_owner_may_read(recorded, recording):
    assert mode(recorded) == 0o700
    assert {mode(path) for path in recorded.iterdir()} == {0o600}


def test_a_recorded_session_is_decided_as_it_was(recording):
    done = coda("replay", recording)
    assert done.returncode == OK, done.stderr
    assert "all decided as they were" in done.stdout
    for told in ("speaks since", "soft end", "is over: its words are", "thinks about", "first sound", "done:", "the session ends"):
        assert told in done.stdout, told
    quiet = coda("replay", recording, "--quiet")
    assert quiet.returncode == OK and len(quiet.stdout.splitlines()) == 1


def test_the_timeline_can_be_cut_and_read_by_programs(recording):
    whole = json.loads(coda("replay", recording, "--json").stdout)
    assert whole["schema"] == "coda.replay/1" and whole["difference"] is None and whole["ending"] == "whole"
    assert whole["compared"] == whole["events"] > 100
    part = json.loads(coda("replay", recording, "--json", "--from", "1", "--to", "2.5").stdout)
    assert part["timeline"] == [entry for entry in whole["timeline"] if 1 <= entry["seconds"] <= 2.5] != []


def test_the_sound_is_what_the_microphone_heard(recorded, recording):
    with wave.open(str(next(recorded.glob("*.wav")))) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (16000, 1, 2)
        length = sound.getnframes() / 16000
    events = json.loads(coda("replay", recording, "--json").stdout)
    assert abs(length - events["seconds"]) < 1.5


def test_a_minute_takes_less_than_200_kb(recording):
    seconds = json.loads(coda("replay", recording, "--json").stdout)["seconds"]
    # Settings come once, however long the session.
    steps = [line for line in recording.read_bytes().splitlines() if b'"settings"' not in line and b'"configure"' not in line]
    assert sum(map(len, steps)) / seconds * 60 < 200_000


def tampered(recording, tmp_path, old, new):
    text = recording.read_text()
    assert re.search(old, text)
    path = tmp_path / "tampered.jsonl"
    path.write_text(re.sub(old, new, text, count=1))
    return path


def test_the_first_difference_is_told(recording, tmp_path):
    path = tampered(recording, tmp_path, r'"finishListening":\{"_0":(\d+)[^}]*\}', r'"stopListening":{"_0":\1}')
    done = coda("replay", path, "--quiet")
    line = next(number for number, text in enumerate(path.read_text().splitlines(), start=1) if "stopListening" in text)
    assert done.returncode == DIFFERENT
    assert re.search(rf"the decisions differ at 0:\d\d\.\d\d\d, step \d+ \(line {line}\)", done.stderr)
    assert "expected:" in done.stderr and "got:" in done.stderr
    difference = json.loads(coda("replay", path, "--json").stdout)["difference"]
    assert difference["line"] == line and {"stopListening": {"_0": 1}} in difference["expected"]


def test_a_broken_file_is_told_with_its_line(recording, tmp_path):
    lines = recording.read_text().splitlines(keepends=True)
    cut = tmp_path / "cut.jsonl"
    cut.write_text("".join(lines[:10]) + lines[10][:7])
    done = coda("replay", cut, "--quiet")
    assert done.returncode == INPUT and f"{cut}:11: " in done.stderr and "breaks off" in done.stderr
    odd = tmp_path / "odd.jsonl"
    odd.write_text("".join(lines[:5]) + "nonsense\n" + "".join(lines[6:]))
    assert f"{odd}:6: this is not JSON" in coda("replay", odd, "--quiet").stderr
    other = tmp_path / "other.jsonl"
    other.write_text("hello\n")
    assert "this is no recording of Coda" in coda("replay", other).stderr
    assert coda("replay", tmp_path / "absent.jsonl").returncode == INPUT


def test_a_recording_becomes_a_test(recording, tmp_path):
    done = coda("replay", recording, "--quiet", "--test", tmp_path, "--redact")
    assert done.returncode == OK, done.stderr
    copy = tmp_path / recording.name
    assert coda("replay", copy, "--quiet").returncode == OK
    # What Coda said is a number here: none of its digits is left.
    reply = re.search(r'"text":"([^"]*\d[^"]*)"', recording.read_text()).group(1)
    assert reply not in copy.read_text()
    assert coda("replay", recording, "--quiet", "--test", tmp_path).returncode == INPUT


def test_the_command_line_is_checked():
    assert coda("replay").returncode == USAGE
    assert coda("replay", "a.jsonl", "--redact").returncode == USAGE
    assert coda("serve", "--record-audio").returncode == USAGE


def test_a_folder_that_cannot_be_written_is_told_before_the_server_starts(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    done = coda("serve", "--port", "0", "--record", file / "calls")
    assert done.returncode == INPUT and "cannot be recorded" in done.stderr and "ready" not in done.stdout


def test_a_wrong_scenario_is_told_with_its_place(tmp_path):
    path = tmp_path / "wrong.yaml"
    path.write_text("steps:\n  - saay: hello\n")
    done = coda("scenario", path)
    assert done.returncode == INPUT and f'{path}:2:5: a step has no "saay"; did you mean say?' in done.stderr


def test_a_scenario_that_does_not_hold_ends_with_1(tmp_path):
    path = tmp_path / "wrong.yaml"
    path.write_text('steps:\n  - type: "hello"\n  - expect:\n      reply: {contains: "no such words"}\n')
    done = coda("scenario", path, "--record", tmp_path / "calls")
    assert done.returncode == DIFFERENT and f"BROKEN  {path}:3:5" in done.stdout
    assert coda("replay", next((tmp_path / "calls").glob("*.jsonl")), "--quiet").returncode == OK
