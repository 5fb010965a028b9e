"""The command line as a person meets it: what it prints, its exit status, and what it says about bad input."""

import json
import pathlib
import random
import signal
import socket
import struct
import subprocess
import wave

import pytest

from conftest import CODA

OK, USAGE, INPUT, ENGINE, NETWORK = 0, 2, 3, 4, 5


def coda(*words, **options):
    return subprocess.run([CODA, *map(str, words)], capture_output=True, text=True, timeout=120, **options)


def write_wav(path, samples, rate=16000):
    with wave.open(str(path), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(rate)
        wav.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return path


@pytest.fixture
def question(tmp_path):
    path = tmp_path / "question.wav"
    assert coda("say", "what time is it", "--voice", "rms", "-o", path).returncode == OK
    return path


def test_a_spoken_question_gets_a_spoken_answer(question, tmp_path):
    answer = tmp_path / "answer.wav"
    done = coda("ask", question, "-o", answer, "--json")
    assert done.returncode == OK, done.stderr
    result = json.loads(done.stdout)
    assert set(result) == {"schema", "input", "transcript", "reply", "audio", "ledger", "error"}
    assert "time" in result["transcript"]
    assert result["reply"].startswith("It is")
    with wave.open(str(answer)) as wav:
        samples = struct.unpack(f"<{wav.getnframes()}h", wav.readframes(wav.getnframes()))
    assert max(samples) > 3000, "the answer can be heard"
    # The answer is speech in turn: Coda understands itself.
    heard = coda("transcribe", answer)
    assert heard.returncode == OK and heard.stdout.startswith(("it is", "is"))


@pytest.mark.parametrize("text, part", [("what is 17 times 23", "391"), ("hello", ""), ("my name is sam", "Sam")])
def test_a_typed_question_gets_an_answer(text, part):
    done = coda("ask", "--text", text)
    assert done.returncode == OK
    assert part in done.stdout


def test_transcribe_gives_words_with_times(question):
    result = json.loads(coda("transcribe", "--json", question).stdout)
    assert "time" in result["transcript"]
    starts = [word["start_s"] for word in result["audio"]["words"]]
    assert starts == sorted(starts) and all(0 <= word["confidence"] <= 1 for word in result["audio"]["words"])


@pytest.mark.parametrize("name", ["serve", "ask", "transcribe", "say", "doctor", "bench"])
def test_every_command_explains_itself(name):
    done = coda(name, "--help")
    assert done.returncode == OK
    assert f"coda {name}" in done.stdout and "Examples:" in done.stdout


def test_help_and_version():
    assert "Examples:" in coda("--help").stdout
    assert coda("--version").stdout.startswith("coda ")


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
    ],
)
def test_a_wrong_command_line_is_explained(words, hint):
    done = coda(*words)
    assert done.returncode == USAGE, done.stderr
    assert hint in done.stderr


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
    assert len(done.stderr.strip().splitlines()) == 1


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


def test_many_files_give_one_line_each_and_the_bad_one_does_not_stop_the_rest(question, tmp_path):
    done = coda("ask", "--json", tmp_path / "missing.wav", question)
    assert done.returncode == INPUT
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["error"] and not first["reply"]
    assert second["error"] is None and second["reply"]


def test_a_port_in_use_is_explained():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = coda("serve", "--port", taken.getsockname()[1])
    assert done.returncode == NETWORK
    assert "in use" in done.stderr and "port" in done.stderr


def test_missing_models_are_all_named(tmp_path):
    done = coda("ask", "--text", "hello", env={"CODA_HOME": str(tmp_path)})
    assert done.returncode == ENGINE
    for name in ["libonnxruntime.so", "silero_vad.onnx", "smart_turn.onnx", "make models"]:
        assert name in done.stderr
    doctor = coda("doctor", env={"CODA_HOME": str(tmp_path)})
    assert doctor.returncode == ENGINE and "cure" in doctor.stdout


def test_doctor_finds_a_whole_installation_healthy():
    done = coda("doctor", "--json")
    assert done.returncode == OK, done.stdout
    assert all(check["ok"] for check in json.loads(done.stdout)["checks"])


def test_ctrl_c_ends_the_server_politely():
    process = subprocess.Popen([CODA, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert "ready" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=15)
    assert process.returncode == OK
    assert "Stopping" in errors


def test_say_reaches_a_pipe_and_never_a_terminal_by_accident(tmp_path):
    done = subprocess.run([CODA, "say", "hello"], capture_output=True, timeout=60)
    assert done.returncode == OK and done.stdout[:4] == b"RIFF"


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
