"""Who may come in, as stock clients, browsers and passers-by meet it. No key is ever to be seen where it does not belong."""

import asyncio
import json
import re
import subprocess
import time
import urllib.error
import urllib.request

import browser
import openai
import pytest
import websockets
from conftest import CODA
from test_page import NOTICE, REPLY_IS_OVER, STATE, ask, shown
from websockets.asyncio.client import connect

AWAY = {"X-Forwarded-For": "192.0.2.7"}
CLEAR = "bens-key-in-clear"


def coda(*words):
    return subprocess.run([CODA, *map(str, words)], capture_output=True, text=True, timeout=60)


def new_key(account, path):
    made = coda("keys", "new", account, "--file", path)
    assert made.returncode == 0, made.stderr
    assert re.fullmatch(r"coda_[0-9a-f]{64}\n", made.stdout)
    assert made.stdout.strip() not in made.stderr
    return made.stdout.strip()


class Served:
    """A server process with keys; what it writes is kept, to look for keys in it."""

    def __init__(self, folder, *words):
        self.folder = folder
        self.file = folder / "keys"
        self.key = new_key("anna", self.file)
        with self.file.open("a") as file:
            file.write(f"ben {CLEAR}\n")
        self.errors = (folder / "errors").open("w+")
        self.lines = []
        command = [CODA, "serve", "--port", "0", "--keys", str(self.file), *words]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        self.port = next(int(found.group(1)) for line in self.output() if (found := re.search(r"ws://[^:]+:(\d+)/", line)))
        self.secrets = {self.key, CLEAR}

    def output(self):
        for line in self.process.stdout:
            self.lines.append(line)
            yield line

    def stop(self):
        self.process.terminate()
        assert self.process.wait(timeout=15) == 0
        list(self.output())
        self.errors.seek(0)
        return "".join(self.lines) + self.errors.read()

    @property
    def url(self):
        return f"ws://127.0.0.1:{self.port}/v1/realtime"

    def client(self, key, **options):
        # The stock client would try a refusal again.
        return openai.AsyncOpenAI(api_key=key, base_url=f"http://127.0.0.1:{self.port}/v1", max_retries=0, **options)

    def post(self, body=b"{}", key=None, **headers):
        headers = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.request("/v1/realtime/client_secrets", headers, data)

    def request(self, path, headers={}, data=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                status, fields, text = answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            status, fields, text = error.code, error.headers, error.read().decode()
        for secret in self.secrets:
            assert secret not in text + str(fields)
        return status, fields, json.loads(text)

    async def refusal(self, **options):
        """The status and error object of a refused handshake."""
        with pytest.raises(websockets.InvalidStatus) as refused:
            await connect(self.url, **options)
        response = refused.value.response
        text = response.body.decode() + str(response.headers)
        assert not any(secret in text for secret in self.secrets)
        return response.status_code, response.headers, json.loads(response.body)["error"]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    server = Served(tmp_path_factory.mktemp("served"), "--require-keys", "--allow-origin", "https://app.example,http://localhost:3000")
    yield server
    output = server.stop()
    assert "ready" in output and "in clear" in output
    for secret in server.secrets:
        assert secret not in output


def run(conversation):
    asyncio.run(asyncio.wait_for(conversation, timeout=60))


async def first_event(connection):
    return json.loads(await asyncio.wait_for(connection.recv(), 10))


def test_the_stock_client_with_a_key_with_a_wrong_one_and_with_none(served):
    async def conversation():
        for key in (served.key, CLEAR):
            async with served.client(key).realtime.connect(model="coda") as connection:
                assert (await connection.recv()).type == "session.created"
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with served.client("coda_wrong").realtime.connect(model="coda"):
                pass
        assert refused.value.response.status_code == 401
        status, headers, error = await served.refusal()
        assert status == 401 and headers["WWW-Authenticate"] == "Bearer"
        assert (error["type"], error["code"]) == ("invalid_request_error", "invalid_api_key")

    run(conversation())


def test_the_key_as_a_browser_sends_it(served):
    async def conversation():
        protocols = ["realtime", f"openai-insecure-api-key.{served.key}"]
        async with connect(served.url, subprotocols=protocols) as connection:
            assert connection.subprotocol == "realtime"
            assert served.key not in str(connection.response.headers)
            assert (await first_event(connection))["type"] == "session.created"
        status, _, _ = await served.refusal(subprotocols=["realtime", "openai-insecure-api-key.wrong"])
        assert status == 401

    run(conversation())


@pytest.mark.deviates("pcm at 16000 Hz")
def test_a_client_secret_carries_its_settings_into_a_session(served):
    async def conversation():
        session = {
            "type": "realtime",
            "model": "mine",
            "instructions": "Be brief.",
            "output_modalities": ["text"],
            "audio": {"input": {"format": {"type": "audio/pcm", "rate": 16000}}, "output": {"voice": "rms"}},
        }
        before = time.time()
        expires = {"anchor": "created_at", "seconds": 30}
        made = await served.client(served.key).realtime.client_secrets.create(expires_after=expires, session=session)
        served.secrets.add(made.value)
        assert made.value.startswith("ek_")
        assert before + 28 < made.expires_at < time.time() + 32
        assert made.session.type == "realtime" and made.session.instructions == "Be brief."
        # It opens several sessions, sent either way.
        async with connect(served.url, subprotocols=["realtime", f"openai-insecure-api-key.{made.value}"]) as connection:
            created = (await first_event(connection))["session"]
            assert created["model"] == "mine"
            assert created["instructions"] == "Be brief."
            assert created["output_modalities"] == ["text"]
            assert created["audio"]["input"]["format"]["rate"] == 16000
            assert created["audio"]["output"]["voice"] == "rms"
        async with served.client(made.value).realtime.connect(model="coda") as connection:
            created = (await connection.recv()).session
            assert (created.model, created.instructions) == ("coda", "Be brief.")
            # The settings hold from the first word on.
            content = [{"type": "input_text", "text": "hello"}]
            await connection.conversation.item.create(item={"type": "message", "role": "user", "content": content})
            await connection.response.create()
            kinds = []
            async for event in connection:
                kinds.append(event.type)
                if event.type == "response.done":
                    break
            assert "response.output_text.delta" in kinds and "response.output_audio.delta" not in kinds

        with pytest.raises(openai.AuthenticationError) as refused:
            await served.client(made.value).realtime.client_secrets.create()
        assert refused.value.code == "invalid_api_key"
        with pytest.raises(openai.AuthenticationError) as refused:
            await served.client("coda_wrong").realtime.client_secrets.create()
        assert refused.value.body["message"] == "Incorrect API key provided."
        with pytest.raises(openai.BadRequestError) as refused:
            await served.client(served.key).realtime.client_secrets.create(expires_after={"seconds": 9})
        assert refused.value.param == "expires_after.seconds"
        assert (await served.client(served.key).realtime.client_secrets.create()).session.type == "realtime"

    run(conversation())


@pytest.mark.parametrize(
    "body, parameter",
    [
        (b"{broken", None),
        (b"[]", None),
        ({"session": 1}, "session"),
        ({"session": {"model": 1}}, "session.model"),
        ({"session": {"type": "transcription"}}, "session.type"),
        ({"session": {"audio": {"output": {"speed": 9}}}}, "session.audio.output.speed"),
        ({"expires_after": 60}, "expires_after"),
        ({"expires_after": {"anchor": "now"}}, "expires_after.anchor"),
        ({"expires_after": {"seconds": 7201}}, "expires_after.seconds"),
        ({"expires_after": {"seconds": "60"}}, "expires_after.seconds"),
    ],
)
def test_a_client_secret_asked_for_wrongly_says_what_is_wrong(served, body, parameter):
    status, _, answer = served.post(body, key=served.key)
    assert status == 400
    assert answer["error"]["param"] == parameter and answer["error"]["message"]


def test_other_ways_to_ask_for_a_client_secret_are_refused(served):
    assert served.post(b"{}", key=served.key, Content_Type="text/plain")[0] == 415
    assert served.post({"session": {"instructions": "x" * 40_000}}, key=served.key)[0] == 413
    status, headers, _ = served.request("/v1/realtime/client_secrets", {"Authorization": f"Bearer {served.key}"})
    assert status == 405 and headers["Allow"] == "POST"
    assert served.post(key=served.key, Origin="https://evil.example")[0] == 403
    status, headers, answer = served.post(key=served.key, Origin="https://app.example")
    assert status == 200 and headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in headers
    served.secrets.add(answer["value"])


@pytest.mark.parametrize(
    "origin, status", [("https://app.example", 101), ("http://localhost:3000", 101), ("http://app.example", 403), ("null", 403)]
)
def test_pages_of_listed_origins_may_connect(served, origin, status):
    async def conversation():
        options = {"origin": origin, "additional_headers": {"Authorization": f"Bearer {served.key}"}}
        if status == 403:
            assert (await served.refusal(**options))[0] == 403
        else:
            async with connect(served.url, **options) as connection:
                assert (await first_event(connection))["type"] == "session.created"

    run(conversation())


def test_an_account_has_64_sessions_and_room_again_when_one_ends(served):
    async def conversation():
        header = {"Authorization": f"Bearer {CLEAR}"}
        async with asyncio.timeout(30):
            # Sessions of earlier tests end a moment after their connections.
            sessions = []
            while len(sessions) < 64:
                try:
                    sessions.append(await connect(served.url, additional_headers=header))
                except websockets.InvalidStatus:
                    await asyncio.sleep(0.02)
            status, headers, error = await served.refusal(additional_headers=header)
            assert status == 429 and error["code"] == "too_many_sessions" and int(headers["Retry-After"]) > 0
            async with served.client(served.key).realtime.connect(model="coda") as other:
                assert (await other.recv()).type == "session.created"
            await sessions.pop().close()
            while True:
                try:
                    sessions.append(await connect(served.url, additional_headers=header))
                    break
                except websockets.InvalidStatus:
                    await asyncio.sleep(0.02)
            await asyncio.gather(*(session.close() for session in sessions))

    run(conversation())


def test_readiness_tells_that_a_key_is_needed_and_nothing_else(served):
    status, _, answer = served.request("/readyz", {"Authorization": f"Bearer {served.key}"})
    assert status == 200 and answer["needs_key"] is True
    assert set(answer) == {"status", "sessions", "needs_key", "level", "headroom", "admits", "reason"}


def test_this_machine_needs_no_key_unless_a_proxy_stands_between_and_guessing_is_slowed(tmp_path):
    server = Served(tmp_path)

    async def conversation():
        async with connect(server.url) as connection:
            assert (await first_event(connection))["type"] == "session.created"
        assert (await server.refusal(additional_headers=AWAY))[0] == 401
        async with connect(server.url, additional_headers=AWAY | {"Authorization": f"Bearer {server.key}"}) as connection:
            assert (await first_event(connection))["type"] == "session.created"
        for _ in range(20):
            assert (await server.refusal(additional_headers={"Authorization": "Bearer wrong"}))[0] == 401
        status, headers, error = await server.refusal(additional_headers={"Authorization": f"Bearer {server.key}"})
        assert status == 429 and error["code"] == "too_many_failed_keys" and 1 <= int(headers["Retry-After"]) <= 60
        with pytest.raises(openai.RateLimitError):
            await server.client(server.key).realtime.client_secrets.create()
        # Who comes without a key is not guessing.
        async with connect(server.url) as connection:
            assert (await first_event(connection))["type"] == "session.created"

    try:
        run(conversation())
    finally:
        output = server.stop()
    assert server.key not in output and CLEAR not in output


@pytest.mark.parametrize(
    "words, status, message",
    [
        (["--host", "0.0.0.0"], 2, "needs keys"),
        (["--require-keys"], 2, "needs a keys file"),
        (["--keys", "KEYS", "--insecure-no-keys"], 2, "leave"),
        (["--allow-origin", "app.example"], 2, "is no origin"),
        (["--keys", "/nonexistent/keys"], 3, "No such file"),
        (["--keys", "BROKEN"], 3, "BROKEN, line 2: expected an account"),
    ],
)
def test_a_server_that_would_not_be_safe_does_not_start(tmp_path, words, status, message):
    keys, broken = tmp_path / "KEYS", tmp_path / "BROKEN"
    new_key("anna", keys)
    broken.write_text(f"# keys\n{CLEAR}\n")
    words = [{"KEYS": str(keys), "BROKEN": str(broken)}.get(word, word) for word in words]
    done = coda("serve", "--port", "0", *words)
    assert done.returncode == status
    assert message in done.stderr and CLEAR not in done.stderr and done.stdout == ""


def test_keys_are_made_listed_and_revoked(tmp_path):
    file = tmp_path / "keys"
    first, second = new_key("anna", file), new_key("ben", file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert first not in file.read_text() and second not in file.read_text()
    listed = coda("keys", "list", "--file", file)
    found = re.findall(r"^([0-9a-f]{8})  (\w+)$", listed.stdout, re.MULTILINE)
    assert [account for _, account in found] == ["anna", "ben"] and listed.stderr == ""
    revoked = coda("keys", "revoke", found[0][0], "--file", file)
    assert revoked.returncode == 0 and "anna" in revoked.stderr
    assert coda("keys", "list", "--file", file).stdout == f"{found[1][0]}  ben\n"
    file.chmod(0o644)
    assert "chmod 600" in coda("keys", "list", "--file", file).stderr


@pytest.mark.parametrize(
    "words, status",
    [
        (["new", "anna"], 2),
        (["new", "--file", "FILE"], 2),
        (["new", "an na", "--file", "FILE"], 2),
        (["list", "--file", "/nonexistent/keys"], 3),
        (["revoke", "12345678", "--file", "FILE"], 3),
        (["revoke", CLEAR, "--file", "FILE"], 3),
        (["steal", "--file", "FILE"], 2),
    ],
)
def test_keys_commands_that_cannot_be_done_say_why(tmp_path, words, status):
    file = tmp_path / "keys"
    file.write_text(f"ben {CLEAR}\n")
    done = coda("keys", *[str(file) if word == "FILE" else word for word in words])
    assert done.returncode == status and done.stderr.startswith("coda: ") and done.stdout == ""
    assert CLEAR not in done.stderr
    assert file.read_text() == f"ben {CLEAR}\n"


needs_browser = pytest.mark.skipif(
    not (browser.CHROMIUM and browser.DRIVER), reason="the page is not tested: it needs chromium and chromedriver on PATH"
)


@needs_browser
def test_the_page_asks_for_a_key_and_keeps_it_for_its_tab_alone(served):
    with browser.Browser() as page:
        page.open(f"http://127.0.0.1:{served.port}/")
        page.wait(f"{STATE} === 'locked'", "the question for a key")
        assert "needs a key" in page.text("#entrance")
        page.command("Emulation.setDeviceMetricsOverride", width=320, height=568, deviceScaleFactor=1, mobile=True)
        assert page.run("return document.documentElement.scrollWidth") <= 320
        page.command("Emulation.clearDeviceMetricsOverride")
        for wrong in ["coda_wrong", "schlüssel"]:
            page.type("#key", wrong)
            page.click("#entrance button")
            page.wait("document.getElementById('key-question').textContent.includes('does not know this key')", "the refusal")
            assert page.run("return sessionStorage.length") == 0
            page.wait(f"{STATE} === 'locked'", "the next question")
        page.run("window.sockets = []; const Real = WebSocket; window.WebSocket = class extends Real {"
                 "constructor(address, protocols) { super(address, protocols); sockets.push([String(address), ...protocols]); } };")
        page.type("#key", served.key)
        page.click("#entrance button")
        page.wait(f"{STATE} === 'ready'", "a connection")
        assert page.run("return document.getElementById('entrance').hidden")
        address, *protocols = page.run("return sockets[0]")
        assert protocols[0] == "realtime" and protocols[1].startswith("openai-insecure-api-key.ek_")
        assert served.key not in address + str(protocols)
        assert page.run("return [localStorage.length, document.cookie]") == [0, ""]
        ask(page, "what is 6 times 7")
        page.wait(REPLY_IS_OVER, "the reply's end")
        assert "42" in shown(page, ".coda .words")[0]
        # The tab knows the key after it is loaded again; another tab does not.
        page.open(f"http://127.0.0.1:{served.port}/")
        page.wait(f"{STATE} === 'ready'", "a connection without being asked")
        # A browser tells of every 401 by itself; the page adds nothing to that.
        assert [line for line in page.complaints() if "401" not in line] == []
        assert page.run(f"return {NOTICE}") == ""
    with browser.Browser() as page:
        page.open(f"http://127.0.0.1:{served.port}/")
        page.wait(f"{STATE} === 'locked'", "the question for a key")
        assert page.complaints() == []


@needs_browser
def test_the_page_says_how_long_to_wait_after_too_many_wrong_keys(tmp_path):
    server = Served(tmp_path, "--require-keys")
    try:
        for _ in range(20):
            assert server.post(key="wrong")[0] == 401
        with browser.Browser() as page:
            page.open(f"http://127.0.0.1:{server.port}/")
            page.wait(f"{STATE} === 'locked'", "the question for a key")
            page.type("#key", server.key)
            page.click("#entrance button")
            notice = page.wait(NOTICE, "a message")
            assert re.match(r"Too many attempts\. Wait \d+ seconds", notice)
            assert page.run(f"return {STATE}") == "disconnected"
    finally:
        server.stop()
