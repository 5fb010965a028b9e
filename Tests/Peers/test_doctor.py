"""`coda doctor` finds each fault and names its cure."""

import http.server
import json
import os
import pathlib
import resource
import shutil
import threading

import pytest

from conftest import ROOT
from program import ENGINE, OK, coda


@pytest.fixture
def home(tmp_path):
    """A folder of models of its own, to be damaged."""
    models = pathlib.Path(os.environ.get("CODA_HOME", ROOT / ".deps"))
    for name in ["models", "stamps", "lib"]:
        shutil.copytree(models / name, tmp_path / name)
    return tmp_path


def diagnosis(**options):
    done = coda("doctor", "--json", **options)
    result = json.loads(done.stdout)
    assert result["schema"] == "coda.doctor/1"
    for check in result["checks"]:
        assert set(check) == {"name", "ok", "level", "detail", "cure"}
        assert check["ok"] == (check["level"] != "fault") and (check["cure"] is None) == (check["level"] == "ok")
    assert done.returncode == (OK if all(check["ok"] for check in result["checks"]) else ENGINE)
    return result["checks"]


def named(checks, name):
    return [check for check in checks if check["name"].startswith(name)]


def test_a_whole_installation_is_healthy():
    checks = diagnosis()
    assert all(check["ok"] for check in checks), checks
    names = {check["name"].split()[0] for check in checks}
    assert {"models", "processor", "memory", "open", "clock", "sound", "folder", "port", "engines", "a"} <= names
    assert "whole" in named(checks, "models")[0]["detail"]


def test_missing_models_are_all_named(tmp_path):
    done = coda("ask", "--text", "hello", env={"CODA_HOME": str(tmp_path)})
    assert done.returncode == ENGINE
    for name in ["libonnxruntime.so", "silero_vad.onnx", "smart_turn.onnx", "make models"]:
        assert name in done.stderr
    checks = named(diagnosis(env={"CODA_HOME": str(tmp_path)}), "models")
    assert len(checks) >= 5 and all("missing" in check["detail"] and "make models" in check["cure"] for check in checks)
    shown = coda("doctor", env={"CODA_HOME": str(tmp_path)}).stdout
    assert shown.count("FAULT models") == len(checks) == shown.count("cure: run make models")


def test_damaged_files_are_found(home):
    damaged = ["models/smart_turn.onnx", "models/silero_vad.onnx", "models/en-us/en-us.lm.bin", "lib/libonnxruntime.so"]
    for index, name in enumerate(damaged):
        path = home / name
        content = bytearray(path.read_bytes())
        if index % 2:
            content[len(content) // 2] ^= 1
        else:
            del content[len(content) // 2 :]
        path.write_bytes(content)
    faults = [check for check in diagnosis(env={"CODA_HOME": str(home)}) if not check["ok"]]
    assert all("damaged" in check["detail"] and "make models" in check["cure"] for check in faults)
    assert {check["detail"].split()[0] for check in faults} == {str(home / name) for name in damaged}


def test_without_checksums_there_is_a_note_and_the_engines_are_tried(home):
    shutil.rmtree(home / "stamps")
    checks = diagnosis(env={"CODA_HOME": str(home)})
    assert named(checks, "models")[0]["level"] == "note" and named(checks, "a spoken turn")[0]["ok"]


def test_a_port_in_use_is_named_with_its_holder():
    class Quiet(http.server.BaseHTTPRequestHandler):
        pass

    with http.server.HTTPServer(("127.0.0.1", 0), Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        port = server.server_address[1]
        (check,) = named(diagnosis(env={**os.environ, "CODA_PORT": str(port)}), "port")
        server.shutdown()
        thread.join()
    assert check["level"] == "note" and str(os.getpid()) in check["detail"] and check["name"] == f"port {port}"


def test_few_open_files_are_a_fault():
    def few():
        resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))

    (check,) = named(diagnosis(preexec_fn=few), "open files")
    assert check["level"] == "fault" and "128" in check["detail"] and "ulimit" in check["cure"]


def test_an_unreadable_configuration_is_a_fault(tmp_path):
    environment = {**os.environ, "CODA_CONFIG": str(tmp_path / "none.yaml")}
    (check,) = named(diagnosis(env=environment), "settings")
    assert not check["ok"] and "none.yaml" in check["detail"]
