"""What a person at a terminal sees: progress, colour, and Ctrl-C."""

import re
import signal
import subprocess

import pytest

from conftest import CODA
from program import OK, USAGE, OnTerminal, coda

INTERRUPTED, TERMINATED = 130, 143
ERASE = "\r\x1b[K"
# Enough work for more than two seconds on any machine.
MANY = 12


@pytest.fixture(scope="module")
def long_question(tmp_path_factory):
    """Several seconds of speech, and of work."""
    path = tmp_path_factory.mktemp("long") / "long.wav"
    subprocess.run([CODA, "say", "what time is it and what day is it. " * 2, "-o", str(path)], check=True)
    return path


def test_progress_is_drawn_on_a_terminal_and_erased(long_question):
    text, status = OnTerminal([CODA, "transcribe", *[long_question] * MANY], stdout=subprocess.DEVNULL).finish()
    assert status == OK
    drawn = re.findall(r"\[[#-]{24}\] (\d+) % (\d+)/12 (\d+) s  \S*long\.wav", text)
    assert drawn, text
    assert all(int(seconds) >= 2 for _, _, seconds in drawn), "shown only once two seconds have passed"
    shares = [int(share) for share, _, _ in drawn]
    assert shares == sorted(shares) and all(share <= 100 for share in shares)
    # A terminal makes two lines' ends of one.
    screen = text.split(ERASE)[-1]
    assert screen == "", "nothing of it stays on the screen"
    assert text.count(ERASE) >= len(drawn)


def test_progress_fits_the_terminal(long_question):
    terminal = OnTerminal(["sh", "-c", 'stty columns 40; exec "$@"', "sh", CODA, "transcribe", *[long_question] * MANY], stdout=subprocess.DEVNULL)
    text, status = terminal.finish()
    assert status == OK and "[" in text
    assert max(len(line) for line in text.replace("\x1b[K", "").split("\r")) < 40


def test_a_quick_command_shows_no_progress():
    assert OnTerminal([CODA, "say", "hello", "-o", "/dev/null"]).finish() == ("", OK)


def test_no_progress_where_it_could_not_be_erased(long_question):
    text, status = OnTerminal([CODA, "transcribe", *[long_question] * MANY], env={"TERM": "dumb"}, stdout=subprocess.DEVNULL).finish()
    assert status == OK and text == ""
    done = coda("transcribe", "--json", *[long_question] * MANY)
    assert done.stderr == "" and len(done.stdout.splitlines()) == MANY


@pytest.mark.parametrize("number, status", [(signal.SIGINT, INTERRUPTED), (signal.SIGTERM, TERMINATED)])
def test_an_interrupted_command_says_how_far_it_came(long_question, number, status):
    command = [CODA, "transcribe", "--json", *map(str, [long_question] * 20)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    first = process.stdout.readline()
    process.send_signal(number)
    rest, errors = process.communicate(timeout=30)
    assert process.returncode == status
    done = re.search(r"interrupted; (\d+) of 20 inputs were done", errors)
    assert done and 1 <= int(done.group(1)) < 20
    assert len((first + rest).splitlines()) - int(done.group(1)) in (0, 1)
    assert all(line.endswith("}") for line in (first + rest).splitlines())


def test_ctrl_c_on_the_terminal_leaves_a_clean_line(long_question):
    terminal = OnTerminal([CODA, "transcribe", *[long_question] * 20], stdout=subprocess.DEVNULL)
    terminal.read_until(" % ")
    terminal.process.send_signal(signal.SIGINT)
    text, status = terminal.finish()
    assert status == INTERRUPTED
    assert re.search(r"coda: interrupted; \d+ of 20 inputs were done\.\r\n$", text.split(ERASE)[-1])


def test_a_sound_is_not_poured_on_a_terminal():
    text, status = OnTerminal([CODA, "say", "hello"]).finish()
    assert status == USAGE and "RIFF" not in text and "-o" in text


@pytest.mark.parametrize("environment, is_coloured", [({}, True), ({"NO_COLOR": "1"}, False)])
def test_the_doctor_has_colour_on_a_terminal_only(environment, is_coloured):
    text, _ = OnTerminal([CODA, "doctor"], env=environment).finish()
    assert ("\x1b[32mok\x1b[0m" in text) == is_coloured
    assert "\x1b" not in coda("doctor").stdout
