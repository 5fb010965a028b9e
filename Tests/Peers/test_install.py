"""`make install` into a folder of its own: the program finds what it needs there, and `make uninstall` leaves nothing."""

import os
import pathlib
import shutil
import subprocess

import pytest

from conftest import CODA, ROOT

PLACES = [
    "bin/coda", "share/coda/lib/libonnxruntime.so", "share/coda/models/smart_turn.onnx", "share/man/man1/coda.1",
    "share/bash-completion/completions/coda", "share/zsh/site-functions/_coda", "share/fish/vendor_completions.d/coda.fish",
]


def make(*words):
    done = subprocess.run(["make", "-C", ROOT, *words, f"CODA={CODA}"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not (ROOT / ".deps/models").exists(), reason="the models are not in .deps")
def test_an_installed_program_is_whole(tmp_path):
    root = tmp_path / "root with space"
    make("install", f"DESTDIR={root}", "PREFIX=/opt/coda")
    prefix = root / "opt/coda"
    for place in PLACES:
        assert (prefix / place).stat().st_size > 1000, place
    assert os.access(prefix / "bin/coda", os.X_OK)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    asked = subprocess.run([prefix / "bin/coda", "ask", "--text", "what is 6 times 7"], env=environment, cwd="/", capture_output=True, text=True)
    assert asked.returncode == 0 and "42" in asked.stdout, asked.stderr
    found = subprocess.run([prefix / "bin/coda", "doctor"], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert f"all there and whole, in {prefix}/share/coda" in " ".join(found.stdout.split())
    if shutil.which("man"):
        page = subprocess.run(["man", "-l", prefix / "share/man/man1/coda.1"], capture_output=True, text=True, env=os.environ | {"MANPAGER": "cat"})
        assert "coda ask" in page.stdout
    make("uninstall", f"DESTDIR={root}", "PREFIX=/opt/coda")
    assert [path for path in pathlib.Path(root).rglob("*") if not path.is_dir()] == []
