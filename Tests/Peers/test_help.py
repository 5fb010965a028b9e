"""Help, completion and man page: made from one description, so each is held against the others."""

import re
import shutil
import subprocess

import pytest

from conftest import CODA
from program import OK, OnTerminal, coda


def commands():
    section = re.search(r"^Commands:\n((?:  .*\n)+)", coda("--help").stdout, re.MULTILINE).group(1)
    return re.findall(r"^  ([a-z]+) ", section, re.MULTILINE)


def long_options(name):
    section = coda(name, "--help").stdout.split("Options:\n")[1]
    return set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", section, re.MULTILINE))


COMMANDS = commands()


def test_the_commands_are_there():
    assert {"serve", "talk", "ask", "transcribe", "say", "doctor", "bench", "model", "completion", "man", "help"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    done = coda(name, "--help")
    assert done.returncode == OK and done.stderr == ""
    assert f"coda {name}" in done.stdout and "Examples:" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert coda("help", name).stdout == done.stdout
    assert f"coda {name}" in coda("man").stdout


def test_examples_come_first():
    text = coda("--help").stdout
    assert text.index("Examples:") < text.index("Commands:")
    text = coda("ask", "--help").stdout
    assert text.index("Examples:") < text.index("Usage:") < text.index("Options:")
    assert max(map(len, coda("--help").stdout.splitlines())) <= 100


@pytest.mark.parametrize("environment, is_bold", [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)])
def test_headings_are_bold_on_a_terminal_only(environment, is_bold):
    text, status = OnTerminal([CODA, "ask", "--help"], env=environment).finish()
    assert status == OK
    assert ("\x1b[1mExamples:\x1b[0m" in text) == is_bold and ("\x1b" in text) == is_bold
    assert "\x1b" not in coda("ask", "--help").stdout


def bash(*words):
    """What bash offers in place of the last word."""
    script = 'source <("$0" completion bash); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _coda; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", script, CODA, *words], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return set(done.stdout.split("\n")) - {""}


def fish(*words):
    """What fish offers in place of the last word."""
    script = f'"{CODA}" completion fish | source; complete -C "{" ".join(words)}"'
    done = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return {line.split("\t")[0] for line in done.stdout.splitlines()}


def needs(shell):
    return pytest.mark.skipif(not shutil.which(shell), reason=f"{shell} is not installed")


SHELLS = [bash, pytest.param(fish, marks=needs("fish"))]


@pytest.mark.parametrize("offer", SHELLS)
def test_commands_and_options_are_completed(offer):
    assert set(COMMANDS) <= offer("coda", "")
    assert offer("coda", "tr") == {"transcribe"}
    for name in COMMANDS:
        assert long_options(name) <= offer("coda", name, "--"), name


@pytest.mark.parametrize("offer", SHELLS)
def test_values_are_completed(offer, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one file.wav").touch()
    (tmp_path / "folder").mkdir()
    assert offer("coda", "ask", "--voice", "") == {"slt", "rms", "kal16"}
    assert offer("coda", "ask", "--text", "a", "--voice", "k") == {"kal16"}
    assert offer("coda", "completion", "") == {"bash", "zsh", "fish"}
    assert set(COMMANDS) <= offer("coda", "help", "")
    assert offer("coda", "bench", "st") == {"stt", "startup", "stress"}
    assert len(offer("coda", "transcribe", "one")) == 1
    assert len(offer("coda", "say", "hello", "-o", "one")) == 1
    assert {name.rstrip("/") for name in offer("coda", "bench", "--data", "")} == {"folder"}


def test_bash_completes_a_value_after_an_equals_sign():
    assert bash("coda", "ask", "--voice", "=", "") == {"slt", "rms", "kal16"}
    assert bash("coda", "ask", "--voice", "=", "r") == {"rms"}


def test_a_file_name_with_a_space_stays_one_word(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one file.wav").touch()
    assert bash("coda", "transcribe", "on") == {"one file.wav"}


@needs("zsh")
def test_zsh_completes(tmp_path, monkeypatch):
    """Types into a real zsh, whose `coda` then prints what was completed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.wav").touch()
    (tmp_path / "_coda").write_text(coda("completion", "zsh").stdout)
    shell = OnTerminal(["zsh", "-f", "-i"], env={"PS1": "> ", "HOME": str(tmp_path)})
    shell.type("fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -d $PWD/dump; coda() { print -r \"got:$*:\" }; print re''ady\n")
    shell.read_until("ready")
    for typed, wanted in [
        ("coda trans\tx\n", "got:transcribe x:"),
        ("coda ask --te\tx\n", "got:ask --text=x:"),
        ("coda ask --voice k\tx\n", "got:ask --voice kal16 x:"),
        ("coda transcribe no\tx\n", "got:transcribe note.wav x:"),
        ("coda say hello -o no\tx\n", "got:say hello -o note.wav x:"),
        ("coda completion f\tx\n", "got:completion fish x:"),
        ("coda help doc\tx\n", "got:help doctor x:"),
    ]:
        shell.type(typed)
        shell.read_until(wanted, seconds=20)
    shell.type("exit\n")
    shell.finish()


@pytest.mark.parametrize("shell", [pytest.param(name, marks=needs(name)) for name in ["bash", "zsh", "fish"]])
def test_the_scripts_parse(shell, tmp_path):
    script = tmp_path / "script"
    script.write_text(coda("completion", shell).stdout)
    done = subprocess.run([shell, "-n", script], capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr == ""


@needs("mandoc")
def test_the_man_page_is_clean_for_mandoc():
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning"], input=coda("man").stdout, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout == "", done.stdout


@needs("groff")
def test_the_man_page_renders_without_warnings():
    done = subprocess.run(["groff", "-man", "-ww", "-Tascii", "-P-cbou"], input=coda("man").stdout, capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr == ""
    for name in COMMANDS:
        assert f"coda {name}" in done.stdout
    for option in long_options("talk") | long_options("ask"):
        assert option in done.stdout
    assert "EXIT STATUS" in done.stdout and "CODA_HOME" in done.stdout
