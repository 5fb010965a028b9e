"""What Coda remembers, by HTTP: a real server with its sentence model, and a command that works on the same file."""

import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from conftest import CODA


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    home = tmp_path_factory.mktemp("remembering")
    variables = dict(os.environ, CODA_MEMORY_ENABLED="true", XDG_DATA_HOME=str(home))
    process = subprocess.Popen([CODA, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, env=variables)
    port = next(found.group(1) for found in (re.search(r"ws://[^:]+:(\d+)/", line) for line in process.stdout) if found)
    yield f"http://127.0.0.1:{port}", variables
    process.terminate()
    assert process.wait(timeout=15) == 0


def ask(url, method="GET", body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"} if data else {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def found(base, question, person):
    query = urllib.parse.urlencode({"q": question, "person": person})
    return [memory["text"] for memory in json.loads(ask(f"{base}/v1/memories/search?{query}")[1])["memories"]]


def test_a_sentence_becomes_facts_that_close_what_they_contradict(base):
    url = base[0] + "/v1/memories?person=ann"
    assert ask(url, "POST", {"text": "I live in Leeds and I work as a nurse"})[0] == 201
    assert ask(url, "POST", {"text": "I moved to York"})[0] == 201
    texts = [memory["text"] for memory in json.loads(ask(url)[1])["memories"]]
    assert any("York" in text for text in texts) and any("nurse" in text for text in texts)
    assert not any("Leeds" in text for text in texts)
    history = json.loads(ask(url + "&retired=true&attribute=home.city")[1])["memories"]
    assert [memory["value"] for memory in history] == ["York", "Leeds"]
    assert history[1]["replaced_by"] == history[0]["id"] and history[1]["valid_until"] > 0
    assert json.loads(ask(base[0] + "/v1/memories")[1])["memories"] == []


def test_a_command_and_the_server_see_what_the_other_writes(base):
    url, variables = base
    assert ask(url + "/v1/memories?person=ben", "POST", {"kind": "fact", "text": "Their boat is called Daisy."})[0] == 201
    listed = subprocess.run([CODA, "memory", "list", "--person", "ben"], capture_output=True, text=True, env=variables, timeout=60)
    assert "Daisy" in listed.stdout, listed.stderr
    assert found(url, "boat", "ben")
    added = subprocess.run(
        [CODA, "memory", "add", "My parrot is called Captain", "--person", "ben"], capture_output=True, text=True, env=variables, timeout=60)
    assert added.returncode == 0, added.stderr
    deadline = time.monotonic() + 60
    while not any("Captain" in text for text in found(url, "parrot", "ben")):
        assert time.monotonic() < deadline


def test_the_description_is_openapi_whose_references_are_there(base):
    document = json.loads(ask(base[0] + "/openapi.json")[1])
    assert document["openapi"].startswith("3.1") and document["info"]["title"] == "Coda"

    def references(value):
        if isinstance(value, dict):
            for key, item in value.items():
                if key == "$ref":
                    yield item
                else:
                    yield from references(item)
        elif isinstance(value, list):
            for item in value:
                yield from references(item)

    for reference in set(references(document)):
        place = document
        for name in reference.removeprefix("#/").split("/"):
            place = place[name]
    operations = [operation for item in document["paths"].values() for name, operation in item.items() if name != "parameters"]
    assert len(operations) >= 18
    for operation in operations:
        assert operation["summary"].endswith((".", ")")) and operation["responses"]


def test_a_key_file_keeps_the_words_off_the_disk(tmp_path):
    key = tmp_path / "memory.key"
    variables = dict(os.environ, CODA_MEMORY_ENABLED="true", XDG_DATA_HOME=str(tmp_path), CODA_MEMORY_KEY_FILE=str(key))
    assert subprocess.run([CODA, "memory", "key", str(key)], env=variables, timeout=60).returncode == 0
    for text in ("I live in Zanzibar", "I moved to Timbuktu"):
        assert subprocess.run([CODA, "memory", "add", text], env=variables, stdout=subprocess.DEVNULL, timeout=60).returncode == 0
    listed = subprocess.run([CODA, "memory", "list"], env=variables, capture_output=True, text=True, timeout=60)
    assert "Timbuktu" in listed.stdout
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("memory.db*"))
    assert kept and b"Timbuktu" not in kept and b"Zanzibar" not in kept
    refused = subprocess.run(
        [CODA, "memory", "list"], env=dict(variables, CODA_MEMORY_KEY_FILE=""), capture_output=True, text=True, timeout=60)
    assert refused.returncode == 3 and "key" in refused.stderr
