"""A person at the page: a real Chromium with a recording for a microphone, and a real server."""

import functools
import json
import os
import re
import socket
import subprocess
import urllib.request
import warnings
import wave

import browser
import pytest
from conftest import CODA

pytestmark = pytest.mark.skipif(
    not (browser.CHROMIUM and browser.DRIVER), reason="the page is not tested: it needs chromium and chromedriver on PATH"
)

SECOND = 32_000  # bytes of PCM16 at 16 kHz
GRANTED = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
STATE = "document.getElementById('state').dataset.name"
NOTICE = "document.getElementById('notice').textContent"
REPLY_IS_OVER = "document.querySelector('.coda[aria-busy=false]')"

# Writes down every state and every wording the person saw.
WATCH = """
    window.states = [];
    window.yours = [];
    const note = (list, text) => { if (text && list.at(-1) !== text) list.push(text); };
    const state = document.getElementById("state"), log = document.getElementById("log");
    new MutationObserver(() => note(states, state.dataset.name)).observe(state, { childList: true });
    new MutationObserver(() => note(yours, log.querySelector(".you .words")?.textContent))
      .observe(log, { childList: true, subtree: true, characterData: true });
"""


@pytest.fixture
def microphone(tmp_path):
    """Gives the arguments of a Chromium that hears these sounds once: PCM16, or seconds of silence."""

    def hears(*sounds):
        path = tmp_path / "microphone.wav"
        with wave.open(str(path), "wb") as wav:
            wav.setparams((1, 2, 16_000, 0, "NONE", ""))
            for sound in (*sounds, 60):
                wav.writeframes(sound if isinstance(sound, bytes) else bytes(int(sound * SECOND)))
        return [*GRANTED, f"--use-file-for-fake-audio-capture={path}%noloop"]

    return hears


def said_again(test, times=3):
    """What a browser's microphone takes in, it takes in real time, and drops where the machine is too busy: a person says it again."""

    @functools.wraps(test)
    def attempts(*arguments, **named):
        for attempt in range(1, times + 1):
            try:
                return test(*arguments, **named)
            except AssertionError as error:
                if attempt == times:
                    raise
                warnings.warn(f"said again, after {attempt} of {times} times: {error}")

    return attempts


def start(port=0, *words, **variables):
    command = [CODA, "serve", "--port", str(port), *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ, **variables))
    for line in process.stdout:
        if found := re.search(r"ws://[^:]+:(\d+)/", line):
            return process, int(found.group(1))
    raise AssertionError("the server ended before it was ready")


def visit(page, port, host="127.0.0.1"):
    page.open(f"http://{host}:{port}/")
    page.wait(f"{STATE} === 'ready'", "a connection")
    page.run(WATCH)


def ask(page, text):
    page.type("#question", text)
    page.click("#send")


def shown(page, selector):
    return page.run("return [...document.querySelectorAll(arguments[0])].map((found) => found.textContent)", selector)


def is_in_order(few, many):
    rest = iter(many)
    return all(one in rest for one in few)


@said_again
def test_a_spoken_question_is_answered(server, speech, microphone):
    with browser.Browser(*microphone(1, speech("what time is it"))) as page:
        visit(page, server)
        assert page.run("return document.title") == "Coda"
        page.click("#talk")
        page.wait("Number(document.getElementById('meter').ariaValueNow) > 20", "the level meter to move")
        page.wait(REPLY_IS_OVER, "the reply's end")
        page.wait(f"{STATE} === 'listening'", "the next turn")

        assert "time" in shown(page, ".you .words")[0]
        assert re.fullmatch(r"It is \d+:\d\d [AP]M\.", shown(page, ".coda .words")[0])
        states = page.run("return states")
        assert is_in_order(["asking", "listening", "hearing", "thinking", "speaking", "listening"], states), states
        assert len(page.run("return yours")) > 2, "words appear while they are spoken"

        total = int(re.search(r"Answered in (\d+) ms", page.text(".foot summary")).group(1))
        page.click(".foot summary")
        parts = [int(cell.removesuffix(" ms")) for cell in shown(page, ".foot tbody td")]
        assert len(parts) == 9
        assert abs(sum(parts) - total) <= 9, "parts are rounded one by one"

        page.click("#talk")
        page.wait(f"{STATE} === 'ready'", "the microphone to be off")
        assert page.complaints() == []


# What a resampler makes of tones: 1 kHz comes out, and 11 kHz, which 16 kHz cannot hold, must not come back as another.
TONES = """
    const rate = arguments[0];
    const level = (samples) => Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    const through = (hertz) => {
      const resampler = new Resampler(rate), heard = [];
      const sound = Float32Array.from({ length: rate }, (_, index) => 0.5 * Math.sin(2 * Math.PI * hertz * index / rate));
      for (let at = 0; at < rate; at += 128) resampler.push(sound.subarray(at, at + 128), (sample) => heard.push(sample));
      return { count: heard.length, settled: heard.slice(1000, 15000) };
    };
    const { count, settled } = through(1000);
    const wave = (shape) => settled.map((_, index) => shape(2 * Math.PI * index / 16));
    const [sine, cosine] = [wave(Math.sin), wave(Math.cos)];
    const fit = (shape) => settled.reduce((sum, sample, index) => sum + sample * shape[index], 0) * 2 / settled.length;
    const [a, b] = [fit(sine), fit(cosine)];
    const rest = settled.map((sample, index) => sample - a * sine[index] - b * cosine[index]);
    return { count, level: level(settled), error: level(rest), alias: rate < 22000 ? 0 : level(through(11000).settled) };
"""


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_the_microphone_is_brought_to_16_khz_whatever_its_rate(server, rate):
    with urllib.request.urlopen(f"http://127.0.0.1:{server}/", timeout=5) as answer:
        worklet = re.search(r'<script type="text/plain" id="worklet">(.*?)</script>', answer.read().decode(), re.DOTALL).group(1)
    resampler = worklet[: worklet.index("class Ear")]
    with browser.Browser() as page:
        found = page.run(resampler + TONES, rate)
    assert abs(found["count"] - 16_000) <= 40
    assert abs(found["level"] - 0.5 / 2**0.5) < 0.004
    assert found["error"] < 0.0005
    assert found["alias"] < 0.0005


def test_a_typed_question_is_answered_aloud_without_a_microphone(server):
    with browser.Browser() as page:
        visit(page, server)
        ask(page, "what is 6 times 7")
        page.wait(REPLY_IS_OVER, "the reply's end")
        page.wait(f"{STATE} === 'ready'", "silence")
        assert shown(page, ".you .words") == ["what is 6 times 7"]
        assert "42" in shown(page, ".coda .words")[0]
        assert is_in_order(["thinking", "speaking", "ready"], page.run("return states"))
        assert re.match(r"Answered in \d+ ms", page.text(".foot summary"))
        assert page.complaints() == []


def test_words_are_never_markup(server):
    with browser.Browser() as page:
        visit(page, server)
        words = "<img src=x onerror=\"document.title='owned'\"> <b>hello</b> & goodbye"
        ask(page, words)
        page.wait(REPLY_IS_OVER, "the reply's end")
        assert shown(page, ".you .words") == [words]
        assert page.run("return document.title") == "Coda"
        assert page.run("return document.querySelectorAll('#log img, #log b').length") == 0


@said_again
def test_speech_stops_a_reply_and_shortens_it(server, speech, microphone):
    with browser.Browser(*microphone(2.5, speech("what time is it"))) as page:
        visit(page, server)
        page.click("#talk")
        page.wait(f"{STATE} === 'listening'", "the microphone")
        ask(page, "what can you do")
        whole = page.wait("document.querySelector('.coda .words')?.textContent", "the reply's words")
        page.wait(f"{STATE} === 'hearing'", "the interruption")
        assert page.run("return coda.player.isPlaying") is False
        kept = page.wait("document.querySelector('.coda[aria-busy=false] .said')?.textContent", "what was heard")
        assert kept.endswith(" …") and whole.startswith(kept.removesuffix(" …")) and len(kept) < len(whole)
        assert "nterrupted" in shown(page, ".coda .foot")[0]
        page.wait("document.querySelectorAll('.coda[aria-busy=false]').length === 2", "the second reply's end")
        assert "time" in shown(page, ".you .words")[1]


@pytest.mark.parametrize("stop", ["the button", "the Escape key", "another question"])
def test_a_reply_can_be_stopped_without_speech(server, stop):
    with browser.Browser() as page:
        visit(page, server)
        ask(page, "what can you do")
        page.wait(f"{STATE} === 'speaking'", "the reply")
        match stop:
            case "the button": page.click("#hush")
            case "the Escape key": page.type("#question", "\ue00c")
            case _: ask(page, "what is 6 times 7")
        page.wait("document.querySelector('.coda[aria-busy=false] .said')?.textContent.endsWith('…')", "the reply to be cut")
        if stop == "another question":
            page.wait("document.querySelectorAll('.coda[aria-busy=false]').length === 2", "the second reply's end")
            assert "42" in shown(page, ".coda .words")[1]
        page.wait(f"{STATE} === 'ready'", "silence")
        assert page.run("return document.getElementById('notice').hidden")


def test_the_voice_is_chosen_and_kept(server):
    with browser.Browser() as page:
        visit(page, server)
        assert shown(page, "#voice option") == ["slt, a woman", "rms, a man", "kal16, a robot"]
        lengths = {}
        for voice in ["slt", "kal16"]:
            page.click(f"#voice option[value={voice}]")
            before = len(shown(page, ".coda"))
            ask(page, "what is 6 times 7")
            page.wait(f"document.querySelectorAll('.coda[aria-busy=false]').length > {before}", "the reply's end")
            lengths[voice] = page.run("return coda.player.arrived")
        assert lengths["slt"] != lengths["kal16"], "two voices speak the same words at their own pace"


REFUSALS = [
    ("NotAllowedError", "The browser refused the microphone. Allow it"),
    ("NotFoundError", "No microphone was found. Connect one"),
    ("NotReadableError", "The microphone cannot be used: another program may hold it."),
]


@pytest.mark.parametrize("error, message", REFUSALS)
def test_without_a_microphone_the_page_says_why_and_what_to_do(server, error, message):
    with browser.Browser() as page:
        visit(page, server)
        page.run("const [name] = arguments; navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', name); }", error)
        page.click("#talk")
        assert page.wait(NOTICE, "a message").startswith(message)
        assert page.run(f"return {STATE}") == "ready"
        assert page.text("#talk") == "Talk"


def test_a_microphone_blocked_in_the_browser_is_told(server):
    blocked = {"profile.default_content_setting_values.media_stream_mic": 2}
    with browser.Browser("--use-fake-device-for-media-stream", preferences=blocked) as page:
        visit(page, server)
        page.click("#talk")
        assert page.wait(NOTICE, "a message").startswith("The browser refused the microphone.")


def test_plain_http_from_another_machine_says_how_to_get_a_microphone(server):
    with browser.Browser("--host-resolver-rules=MAP 192.0.2.10 127.0.0.1", *GRANTED) as page:
        visit(page, server, host="192.0.2.10")
        notice = page.run(f"return {NOTICE}")
        assert f"ssh -L {server}:localhost:{server} 192.0.2.10" in notice and "HTTPS" in notice
        ask(page, "what is 6 times 7")
        page.wait(REPLY_IS_OVER, "the reply's end")
        assert "42" in shown(page, ".coda .words")[0]
        page.click("#talk")
        assert page.run(f"return {NOTICE}") == notice


def test_a_connection_that_breaks_in_the_middle_of_a_reply_is_not_heard(server):
    with browser.Browser() as page:
        visit(page, server)
        ask(page, "what can you do")
        page.wait(f"{STATE} === 'speaking'", "the reply")
        whole = shown(page, ".coda .words")[0]
        page.run("coda.connection.socket.close()")
        page.wait(REPLY_IS_OVER, "the reply's end")
        page.wait(f"{STATE} === 'ready'", "silence")
        assert shown(page, ".coda .words") == [whole] and not whole.endswith("…")
        assert shown(page, ".divider") == []
        ask(page, "what is 2 plus 3")
        page.wait("document.querySelectorAll('.coda[aria-busy=false]').length === 2", "the reply's end")
        assert "5" in shown(page, ".coda .words")[1]
        assert page.complaints() == []


def test_messages_too_old_to_be_kept_are_lost_and_the_others_come_once(server):
    with browser.Browser() as page:
        visit(page, server)
        page.run("""
            Connection.longestMemory = 2;
            const { listener } = coda.connection;
            const { event } = listener;
            window.heard = [];
            listener.event = (message) => { heard.push(message.type); event(message); };
            const socket = coda.connection.socket;
            socket.close();
            coda.connection.lose();
            for (let count = 0; count < 5; count++) coda.connection.send({ type: "input_audio_buffer.clear" });
        """)
        page.wait("coda.connection.isOpen && heard.length === 2", "the kept messages' answers")
        page.run("coda.connection.socket.close(); coda.connection.lose();")
        page.wait("coda.connection.isOpen", "the connection to come back")
        page.run("coda.connection.send({ type: 'nothing' })")
        page.wait("heard.includes('error')", "the last message's answer")
        assert page.run("return heard") == ["input_audio_buffer.cleared", "input_audio_buffer.cleared", "error"]


def test_a_server_that_goes_and_comes_back(server):
    process, port = start()
    try:
        with browser.Browser() as page:
            visit(page, port)
            ask(page, "what is 6 times 7")
            page.wait(REPLY_IS_OVER, "the reply's end")
            process.kill()
            process.wait()
            page.wait(f"{STATE} === 'disconnected'", "the loss to be told")
            page.wait(f"{NOTICE}.startsWith('Coda does not answer at 127.0.0.1:{port}.')", "the reason")
            assert page.run("return document.getElementById('send').disabled")

            process, _ = start(port)
            page.wait(f"{STATE} === 'ready'", "the connection to come back by itself")
            assert page.run("return document.getElementById('notice').hidden")
            assert "forgotten" in shown(page, ".divider")[0]
            ask(page, "what is 2 plus 3")
            page.wait("document.querySelectorAll('.coda[aria-busy=false]').length === 2", "the reply's end")
            assert "5" in shown(page, ".coda .words")[1]
    finally:
        process.kill()
        process.wait()


def test_only_this_server_is_reached(server):
    with urllib.request.urlopen(f"http://127.0.0.1:{server}/", timeout=5) as answer:
        policy, text = answer.headers["content-security-policy"], answer.read().decode()
    assert "default-src 'none'" in policy and "connect-src 'self'" in policy
    # The one address is a name inside the icon, not something fetched.
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", re.sub(r"'http://www.w3.org/2000/svg'", "", text)) == []
    assert re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", text) is None


@pytest.mark.parametrize("width, height", [(320, 568), (390, 844), (1280, 800)])
def test_everything_fits_at_any_width(server, width, height):
    with browser.Browser() as page:
        page.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)
        visit(page, server)
        ask(page, "what can you do " + "really" * 40)
        page.wait("document.querySelector('.coda .said')?.textContent", "the reply")
        assert page.run("return document.documentElement.scrollWidth") <= width
        boxes = page.run("return [...document.querySelectorAll('button, input, select')]"
                         ".filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect().toJSON())")
        for box in boxes:
            assert box["left"] >= 0 and box["right"] <= width and box["bottom"] <= height
            assert box["height"] >= 44, "large enough for a finger"


# What the page shows beneath its last reply.
LINES = "[...[...document.querySelectorAll('.foot')].at(-1).querySelectorAll('li')].map((line) => line.textContent)"


def test_a_reply_tells_who_answered_and_what_was_called(server):
    with browser.Browser() as page:
        visit(page, server)
        ask(page, "what is on my shopping list")
        page.wait(REPLY_IS_OVER, "the reply's end")
        page.click(".foot summary")
        who, call = page.run(f"return {LINES}")
        assert who == "Coda answered by itself, without a language model. None is set up."
        assert re.fullmatch(r"Called list\.show: \d+ ms\.", call)
        assert re.match(r"Answered in \d+ ms", page.text(".foot summary"))
        assert page.complaints() == []


def test_what_is_told_of_a_reply_is_shown_as_it_comes_and_the_unknown_is_left_out(server):
    unsure = "A language model answered. Coda alone was not sure what you meant."
    told = [
        ("coda.reply.routed", {"way": "llm", "reason": "unsure", "explanation": "-"}, unsure),
        ("coda.memory.used", {"count": 2}, "It had 2 memories of you to go by."),
        ("coda.tool.called", {"name": "a.<b>b</b>"}, "Called a.<b>b</b>."),
        ("coda.tool.called", {"name": "slow"}, "Called slow."),
        ("coda.tool.finished", {"name": "slow", "outcome": "timed_out", "ms": 8000.4}, "Called slow: failed, it took too long, 8000 ms."),
        ("coda.tool.finished", {"name": "a.<b>b</b>", "outcome": "ok", "ms": 1.2}, "Called a.<b>b</b>: 1 ms."),
        ("coda.model.failed", {"kind": "gone", "message": "-"}, "The language model failed."),
        ("coda.reply.routed", {"way": "new", "reason": "new", "explanation": "As it is."}, "As it is."),
        ("coda.reply.routed", {"way": "direct", "reason": "cached"}, "The same was asked before: its answer was given again."),
        ("coda.memory.used", {"count": 0}, "It had no memory of you to go by."),
    ]
    with browser.Browser() as page:
        visit(page, server)
        page.run("window.tell = (type, members) => coda.connection.listener.event({ type, response_id: 'resp_x', ...members });")
        # What comes before the first word waits for nothing but the place where it is shown.
        page.run("tell('coda.memory.used', { details: { count: 1 } }); tell('response.created', { response: { id: 'resp_x' } });"
                 "tell('response.output_item.added', { item: { id: 'item_x' } });")
        assert page.run(f"return {LINES}") == ["It had 1 memory of you to go by."]
        assert page.text(".foot summary") == "How this was answered"
        page.click(".foot summary")
        for kind, details, line in told:
            page.run("tell('coda.nobody.knows', { details: {} }); tell(arguments[0], { details: arguments[1] });", kind, details)
            assert line in page.run(f"return {LINES}")
        assert page.run(f"return {LINES}.length") == 5
        page.run("tell('coda.turn.latency', { latency: { total_ms: 200.4, parts_ms: { language: 150, new_part: 50 } } });")
        assert page.text(".foot summary") == "Answered in 200 ms"
        assert page.run("return document.querySelector('.foot details').open"), "what was opened stays open"
        assert shown(page, ".foot td") == ["150 ms", "200 ms"]
        assert page.run("return document.querySelectorAll('.foot b').length") == 0
        assert page.complaints() == []


@pytest.fixture(scope="module")
def remembering(tmp_path_factory):
    """A server that remembers people, with a key of its own, which nobody on this machine needs."""
    home = tmp_path_factory.mktemp("remembering")
    made = subprocess.run([CODA, "keys", "new", "anna", "--file", str(home / "keys")], capture_output=True, text=True, timeout=60)
    process, port = start(0, "--keys", str(home / "keys"), CODA_MEMORY_ENABLED="true", XDG_DATA_HOME=str(home))
    yield port, made.stdout.strip()
    process.terminate()
    assert process.wait(timeout=15) == 0


KNOWN = "[...document.querySelectorAll('#known-list li')].map((item) => item.querySelector('p').firstChild.data)"
KNOWN_STATE = "document.getElementById('known-state').textContent"
FOCUSED = "(document.activeElement.ariaLabel ?? document.activeElement.textContent)"


def memories(port, query="", method="GET", body=None, key=None):
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(f"http://127.0.0.1:{port}/v1/memories{query}", data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def tell_coda(port, *sentences):
    memories(port, "?everything=true", "DELETE")
    for sentence in sentences:
        memories(port, "", "POST", {"text": sentence})


def open_known(page, port):
    visit(page, port)
    page.wait("!document.getElementById('known').hidden", "the memories to be offered")
    page.click("#known summary")


def test_a_reply_tells_how_many_memories_it_had(remembering):
    port, _ = remembering
    tell_coda(port, "I live in Leeds")
    with browser.Browser() as page:
        visit(page, port)
        ask(page, "where do I live")
        page.wait(REPLY_IS_OVER, "the reply's end")
        assert shown(page, ".coda .words") == ["You live in Leeds."]
        assert page.run(f"return {LINES}") == ["It had 1 memory of you to go by."]
        ask(page, "what is 6 times 7")
        page.wait("document.querySelectorAll('.coda[aria-busy=false]').length === 2", "the second reply's end")
        assert not any("memory" in line for line in page.run(f"return {LINES}"))


def test_what_is_known_is_listed_and_each_of_it_forgotten_with_what_it_replaced(remembering):
    port, _ = remembering
    markup = "remember that my tag is <img src=x onerror=\"document.title='owned'\">"
    tell_coda(port, "I live in York", "I moved to Bath", "I moved to Leeds", "I work as a nurse", markup)
    with browser.Browser() as page:
        visit(page, port)
        page.wait("!document.getElementById('known').hidden", "the memories to be offered")
        assert not page.run("return document.getElementById('known').open"), "closed at first"
        page.click("#known summary")
        listed = page.wait(f"{KNOWN}.length === 3 && {KNOWN}", "the list")
        assert "<img src=x" in listed[0] and listed[1:] == ["You are a nurse.", "You live in Leeds."]
        assert page.run("return document.title") == "Coda"
        assert page.run("return document.querySelectorAll('#known img').length") == 0

        page.run("document.querySelector('#known-list li:nth-child(3) button').focus()")
        assert page.run(f"return {FOCUSED}") == "Forget: You live in Leeds."
        page.click("#known-list li:nth-child(3) button")
        page.wait(f"{KNOWN_STATE} === 'Forgotten.'", "to be told")
        assert page.run(f"return {KNOWN}") == listed[:2]
        assert page.run(f"return {FOCUSED}") == "Forget: You are a nurse.", "whoever uses the keyboard goes on from here"
        kept = [memory["text"] for memory in memories(port, "?retired=true")["memories"]]
        assert len(kept) == 2 and not any(town in text for text in kept for town in ("Leeds", "Bath", "York"))

        memories(port, f"/{memories(port)['memories'][1]['id']}", "DELETE")
        page.click("#known-list li:nth-child(2) button")
        page.wait(f"{KNOWN}.length === 1", "what was forgotten elsewhere to go too")
        page.click("#known-list li:nth-child(1) button")
        page.wait(f"{KNOWN_STATE}.startsWith('Nothing yet.')", "the end of the list")
        assert page.run("return document.getElementById('known-all').hidden")
        assert page.run(f"return {FOCUSED}") == "What Coda knows about you"


def test_everything_is_forgotten_only_after_a_second_press(remembering):
    port, _ = remembering
    tell_coda(port, "I live in Leeds", "I work as a nurse")
    with browser.Browser() as page:
        open_known(page, port)
        page.wait(f"{KNOWN}.length === 2", "the list")
        page.click("#known-all")
        assert page.run(f"return {FOCUSED}") == "Keep it"
        page.click("#sure-no")
        page.click("#known-all")
        page.type("#sure-no", "\ue00c")
        assert page.wait("!document.getElementById('sure').open", "Escape to mean no")
        assert len(memories(port)["memories"]) == 2
        page.click("#known-all")
        page.click("#sure-yes")
        page.wait(f"{KNOWN_STATE} === 'Everything is forgotten.'", "to be told")
        assert page.run(f"return {KNOWN}") == [] and memories(port, "?retired=true")["memories"] == []
        assert page.complaints() == []


def test_long_lists_come_in_pages_and_what_is_learnt_is_added(remembering):
    port, _ = remembering
    tell_coda(port)
    memories(port, "", "POST", {"memories": [{"kind": "fact", "text": f"Their locker is {number}."} for number in range(120)]})
    with browser.Browser() as page:
        open_known(page, port)
        for count in [50, 100, 120]:
            page.wait(f"{KNOWN}.length === {count}", "the list")
            if count < 120:
                page.click("#known-more")
        assert page.run(f"return {KNOWN}") == [f"Your locker is {number}." for number in reversed(range(120))]
        assert page.run("return document.getElementById('known-more').hidden")
        page.run("document.getElementById('known').scrollTop = 0")
        ask(page, "I live in Leeds")
        page.wait(f"{KNOWN}[0] === 'You live in Leeds.'", "what was said to be among it")


def test_a_page_with_a_key_shows_what_is_known_to_that_account(remembering):
    port, key = remembering
    tell_coda(port, "I live in Leeds")
    memories(port, "", "POST", {"text": "I live in Bath"}, key)
    with browser.Browser() as page:
        visit(page, port)
        page.run("sessionStorage.setItem('coda.key', arguments[0])", key)
        open_known(page, port)
        assert page.wait(f"{KNOWN}.length === 1 && {KNOWN}", "the list") == ["You live in Bath."]


def test_nothing_is_offered_where_the_door_is_closed_to_the_page(server, remembering):
    def is_shown(port, **headers):
        request = urllib.request.Request(f"http://127.0.0.1:{port}/readyz?for=memories", headers=headers)
        with urllib.request.urlopen(request, timeout=5) as answer:
            return json.load(answer)["memories"]

    port, _ = remembering
    assert is_shown(port) is True and is_shown(server) is False
    assert is_shown(port, Host="evil.example") is False and is_shown(port, Origin="https://evil.example") is False
    with browser.Browser() as page:
        visit(page, server)
        page.run("return coda.memories.look()")
        assert page.run("return document.getElementById('known').hidden")
        assert page.complaints() == []


def test_what_cannot_be_forgotten_stays_and_says_why(remembering):
    port, _ = remembering
    tell_coda(port, "I live in Leeds")
    with browser.Browser() as page:
        open_known(page, port)
        page.wait(f"{KNOWN}.length === 1", "the list")
        page.run("coda.memories.fetch = async () => { throw new TypeError('gone'); };")
        page.click("#known-list button")
        page.wait(f"{KNOWN_STATE} === 'It was not forgotten. Coda does not answer. Try again in a moment.'", "why")
        assert page.run(f"return {KNOWN}") == ["You live in Leeds."]
        assert not page.run("return document.querySelector('#known-list button').disabled")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_known_fits_a_small_screen(remembering, scheme):
    port, _ = remembering
    tell_coda(port, "I live in Leeds", "remember that " + "really" * 40, "I work as a nurse")
    with browser.Browser() as page:
        page.command("Emulation.setDeviceMetricsOverride", width=320, height=568, deviceScaleFactor=1, mobile=True)
        page.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        open_known(page, port)
        page.wait(f"{KNOWN}.length === 3", "the list")
        assert page.run("return document.documentElement.scrollWidth") <= 320
        assert page.run("return document.getElementById('known').getBoundingClientRect().bottom < "
                        "document.getElementById('log').getBoundingClientRect().top")
        page.click("#known-all")
        boxes = page.run("return [...document.querySelectorAll('.known button, .known summary, dialog button')]"
                         ".filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect().toJSON())")
        assert len(boxes) == 7
        for box in boxes:
            assert box["left"] >= 0 and box["right"] <= 320
            assert box["height"] >= 44, "large enough for a finger"
        ink = page.run("const style = getComputedStyle(document.getElementById('sure')); return [style.color, style.backgroundColor]")
        light = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in ink]
        assert (light[0] < light[1]) == (scheme == "light") and abs(light[0] - light[1]) > 400
