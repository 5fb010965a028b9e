"""The command line as a person meets it: what it prints, and its objects for scripts."""

import json
import signal
import struct
import subprocess
import wave

import pytest

from conftest import CODA
from program import ENGINE, INPUT, MEMBERS, OK, coda


def test_a_spoken_question_gets_a_spoken_answer(question, tmp_path):
    answer = tmp_path / "answer.wav"
    done = coda("ask", question, "-o", answer, "--json")
    assert done.returncode == OK, done.stderr
    result = json.loads(done.stdout)
    assert set(result) == MEMBERS
    assert "time" in result["transcript"]
    assert result["reply"].startswith("It is")
    with wave.open(str(answer)) as wav:
        samples = struct.unpack(f"<{wav.getnframes()}h", wav.readframes(wav.getnframes()))
    assert max(samples) > 3000, "the answer can be heard"
    # The answer is speech in turn: Coda understands itself.
    heard = coda("transcribe", answer)
    assert heard.returncode == OK
    # Every minute is another sentence, and some are misheard at one end.
    assert heard.stdout.startswith(("it is", "is")) or heard.stdout.rstrip().endswith((" am", " pm", " a m", " p m"))


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


@pytest.mark.parametrize("command", ["ask", "transcribe"])
def test_many_files_give_one_object_each_and_a_bad_one_does_not_stop_the_rest(question, tmp_path, command):
    missing = tmp_path / "missing.wav"
    done = coda(command, "--json", missing, question, tmp_path)
    assert done.returncode == INPUT
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [set(result) for result in results] == [MEMBERS] * 3
    assert [result["input"] for result in results] == [str(missing), str(question), str(tmp_path)]
    assert [result["schema"] for result in results] == [f"coda.{command}/1"] * 3
    for failed in (results[0], results[2]):
        assert failed["error"]["code"] == "input" and failed["input"] in failed["error"]["message"]
        assert all(failed[name] is None for name in ["transcript", "reply", "audio", "ledger"])
    good = results[1]
    assert good["error"] is None and "time" in good["transcript"]
    assert (good["reply"] is None) == (command == "transcribe")
    assert done.stderr.count("missing.wav") == 1 and "2 of 3" in done.stderr


def test_say_tells_what_it_made(tmp_path):
    path = tmp_path / "hello.wav"
    result = json.loads(coda("say", "hello", "--json", "-o", path).stdout)
    assert set(result) == MEMBERS and result["input"] == "hello"
    with wave.open(str(path)) as wav:
        assert result["audio"]["seconds"] == wav.getnframes() / wav.getframerate() > 0.3
    assert result["audio"]["path"] == str(path) and 0.1 < result["audio"]["peak"] <= 1
    nothing = coda("say", "...", "--json")
    assert nothing.returncode == INPUT and json.loads(nothing.stdout)["error"]["code"] == "input"


def test_say_reads_a_letter_from_standard_input(tmp_path):
    path = tmp_path / "letter.wav"
    done = coda("say", "-", "-o", path, "--json", input="Dear Ann,\nall is well.\n")
    assert done.returncode == OK and json.loads(done.stdout)["input"].startswith("Dear Ann")
    assert "well" in coda("transcribe", path).stdout


@pytest.mark.parametrize("words", [["ask", "--text", "hello"], ["ask", "a.wav", "b.wav"], ["transcribe", "a.wav"]])
def test_without_models_every_input_has_its_object(tmp_path, words):
    done = coda(*words, "--json", env={"CODA_HOME": str(tmp_path)})
    assert done.returncode == ENGINE
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == max(1, sum(word.endswith(".wav") for word in words))
    assert all(result["error"]["code"] == "engine" and "silero_vad.onnx" in result["error"]["message"] for result in results)


def test_the_version_is_an_object_too():
    result = json.loads(coda("--version", "--json").stdout)
    assert coda("--version").stdout == f"coda {result['version']}+{result['commit']}\n"


def test_options_may_stand_anywhere(question, tmp_path):
    answer = tmp_path / "answer.wav"
    for words in (["--json", f"--output={answer}", question], [question, "-o", answer, "--json"], ["--json", "-o", answer, "--", question]):
        answer.unlink(missing_ok=True)
        done = coda("ask", *words)
        assert done.returncode == OK and answer.exists() and json.loads(done.stdout)["audio"]["path"] == str(answer)
