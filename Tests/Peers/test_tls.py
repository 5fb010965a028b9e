"""https and wss with real TLS clients, and certificates that change while the server runs."""

import asyncio
import json
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.request

import pytest
import websockets

from conftest import CODA

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="the openssl program is not installed")


def make(folder, name):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={name}",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem"],
        check=True, capture_output=True)
    return folder / f"{name}.pem", folder / f"{name}.key"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return make(tmp_path_factory.mktemp("tls"), "coda")


@pytest.fixture(scope="module")
def port(files):
    command = [CODA, "serve", "--port", "0", "--tls-certificate", files[0], "--tls-key", files[1]]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    found = next((found for line in process.stdout if (found := re.search(r"wss://[^:]+:(\d+)/", line))), None)
    assert found, "the server ended before it was ready"
    yield int(found.group(1))
    process.terminate()
    assert process.wait(timeout=15) == 0


def trusting(certificate):
    return ssl.create_default_context(cafile=str(certificate))


def served_certificate(port):
    return ssl.get_server_certificate(("127.0.0.1", port))


def test_pages_over_https(port, files):
    with urllib.request.urlopen(f"https://127.0.0.1:{port}/", context=trusting(files[0]), timeout=5) as answer:
        assert answer.status == 200 and b"<title>" in answer.read()


def test_a_conversation_over_wss(port, files):
    async def conversation():
        # As a page of this server would.
        origin = f"https://127.0.0.1:{port}"
        async with websockets.connect(f"wss://127.0.0.1:{port}/v1/realtime", ssl=trusting(files[0]), origin=origin) as client:
            assert json.loads(await client.recv())["type"] == "session.created"
            # Larger than a record, and than what the kernel takes at once.
            await client.send(json.dumps({"type": "session.update", "session": {"type": "realtime", "instructions": "x" * 300_000}}))
            answer = json.loads(await asyncio.wait_for(client.recv(), 10))
            assert answer["type"] in ("session.updated", "error")
            await (await client.ping())

    asyncio.run(conversation())


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_current_versions_are_spoken(port, files, version):
    context = trusting(files[0])
    context.minimum_version = context.maximum_version = version
    with socket.create_connection(("127.0.0.1", port), timeout=5) as raw, context.wrap_socket(raw, server_hostname="127.0.0.1") as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert client.recv(4096).startswith(b"HTTP/1.1 200")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_versions_are_refused(port):
    context = ssl._create_unverified_context()
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
        with pytest.raises(ssl.SSLError):
            context.wrap_socket(raw)


def test_plain_http_is_told_where_it_is(port):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        answer = raw.recv(4096)
    assert answer.startswith(b"HTTP/1.1 400") and b"https://" in answer


def test_a_client_that_leaves_in_the_middle_of_the_handshake_harms_nobody(port, files):
    for _ in range(50):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
            raw.sendall(b"\x16\x03\x01\x02\x00\x01\x00")
    test_pages_over_https(port, files)


def test_a_changed_certificate_is_shown_to_newcomers(port, files, tmp_path):
    async def conversation():
        async with websockets.connect(f"wss://127.0.0.1:{port}/v1/realtime", ssl=trusting(files[0])) as client:
            await client.recv()
            before = served_certificate(port)
            # A broken one first: it must not be taken.
            files[0].write_text("no certificate")
            new = make(tmp_path, "new")
            new[1].replace(files[1])
            await asyncio.sleep(0)
            assert served_certificate(port) == before
            new[0].replace(files[0])
            deadline = time.monotonic() + 30
            while served_certificate(port) == before and time.monotonic() < deadline:
                await asyncio.sleep(0.2)
            assert served_certificate(port).split() == files[0].read_text().split()
            await (await client.ping())

    asyncio.run(conversation())


def test_a_wrong_start_is_explained(files, tmp_path):
    other = make(tmp_path, "other")
    for words, expected, status in [
        (["--tls-certificate", tmp_path / "missing", "--tls-key", other[1]], "missing", 5),
        (["--tls-certificate", other[0], "--tls-key", files[1]], "does not belong", 5),
        (["--tls-certificate", other[0]], "needs server.tls.key too", 2),
    ]:
        done = subprocess.run([CODA, "serve", "--port", "0", *map(str, words)], capture_output=True, text=True, timeout=30)
        assert done.returncode == status and expected in done.stderr, done.stderr
