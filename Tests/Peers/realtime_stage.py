"""Plays scenarios of the stock client, some at a time: most of a spoken one is waiting for the ear."""

import asyncio
import base64
import contextlib
import threading

import numpy
from openai import AsyncOpenAI

from realtime_record import Record, current

AT_ONCE = 4
LONGEST = 60  # seconds
FRAME = 0.02  # seconds


def scenario(body=None, *, allowed=()):
    """Makes a test of a coroutine that takes a stage; `allowed` names deviations from the schemas."""
    if body is None:
        return lambda body: scenario(body, allowed=allowed)

    def test(stage):
        stage.result(body)

    test.__name__, test.__doc__, test.__module__ = body.__name__, body.__doc__, body.__module__
    test.scenario, body.allowed = body, allowed
    return test


class Stage:
    """One event loop on a thread of its own, and the scenarios that run there."""

    def __init__(self, port, speech, scenarios):
        self.port, self.speech = port, speech
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        self.free = asyncio.Semaphore(AT_ONCE)
        self.results = {body: asyncio.run_coroutine_threadsafe(self.play(body), self.loop) for body in scenarios}

    def result(self, body):
        self.results[body].result()

    def end(self):
        async def cancel():
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(cancel(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    async def play(self, body):
        async with self.free:
            record = Record(body.allowed)
            current.set(record)
            try:
                await asyncio.wait_for(body(self), LONGEST)
            except TimeoutError:
                last = [[event["type"] for event in events[-8:]] for events in record.connections.values()]
                raise AssertionError(f"it did not end within {LONGEST} s; its connections' last events: {last}") from None
            assert not record.problems(), "\n".join(record.problems())

    @contextlib.asynccontextmanager
    async def talk(self, query=None, options=None, **session):
        """A stock client, connected; members of the session may be set at once."""
        client = AsyncOpenAI(api_key="unused", base_url=f"http://127.0.0.1:{self.port}/v1")
        connecting = client.realtime.connect(model="coda", extra_query=query or {}, websocket_connection_options=options or {})
        async with client, connecting as connection:
            talk = Talk(connection)
            await talk.until("session.created")
            if session:
                await talk.set(**session)
            yield talk

    async def say(self, text, rate=24_000, voice="rms"):
        """PCM16 of a sentence."""
        pcm = await asyncio.to_thread(self.speech, text, voice)
        samples = numpy.frombuffer(pcm, "<i2")
        places = numpy.arange(len(samples) * rate // 16_000) * (16_000 / rate)
        return numpy.interp(places, numpy.arange(len(samples)), samples).astype("<i2").tobytes()


class Talk:
    """A connection with what scenarios do often."""

    def __init__(self, connection):
        self.connection = connection
        self.conversation, self.response, self.input = connection.conversation, connection.response, connection.input_audio_buffer

    async def until(self, kind, count=1):
        """The events up to the `count`th of a type; an error that was not waited for fails."""
        events = []
        while count:
            event = await self.connection.recv()
            events.append(event)
            assert event.type != "error" or kind == "error", event
            assert not event.type.endswith("transcription.failed"), event
            count -= event.type == kind
        return events

    async def one(self, kind):
        return (await self.until(kind))[-1]

    async def refusal(self):
        return (await self.until("error"))[-1].error

    async def set(self, **session):
        await self.connection.session.update(session={"type": "realtime", **session})
        return (await self.one("session.updated")).session

    async def add(self, text, role="user", **place):
        """Adds a message; gives the event that says so."""
        kind = "output_text" if role == "assistant" else "input_text"
        item = {"type": "message", "role": role, "content": [{"type": kind, "text": text}]}
        if "id" in place:
            item["id"] = place.pop("id")
        await self.conversation.item.create(item=item, **place)
        return (await self.until("conversation.item.done"))[0]

    async def ask(self, text, **response):
        """The events of the answer to a typed question."""
        await self.add(text)
        await self.response.create(response=response)
        return await self.until("response.done")

    async def send(self, sound):
        await self.input.append(audio=base64.b64encode(sound).decode())

    @contextlib.asynccontextmanager
    async def speaking(self, pcm, rate=24_000):
        """Speaks at the pace of speech, and keeps the microphone open after it."""

        async def stream():
            size = round(rate * FRAME) * 2
            position = 0
            while True:
                await self.send(pcm[position : position + size] or bytes(size))
                position += size
                await asyncio.sleep(FRAME)

        task = asyncio.create_task(stream())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


def of(events, kind):
    return [event for event in events if event.type == kind]


def in_order(events, *kinds):
    """Whether the types' first occurrences come in this order, and all of them come."""
    types = [event.type for event in events]
    missing = [kind for kind in kinds if kind not in types]
    assert not missing, (missing, types)
    places = [types.index(kind) for kind in kinds]
    assert places == sorted(places), types


def words(done):
    """The words of a response's message."""
    part = done.response.output[0].content[0]
    return part.text if part.transcript is None else part.transcript


def sound(events):
    return b"".join(base64.b64decode(event.delta) for event in of(events, "response.output_audio.delta"))


def loudness(pcm):
    samples = numpy.frombuffer(pcm, "<i2").astype(float)
    return float(numpy.sqrt(numpy.mean(samples**2)))


SPOKEN_TURN = (
    "input_audio_buffer.speech_started",
    "input_audio_buffer.speech_stopped",
    "input_audio_buffer.committed",
    "conversation.item.input_audio_transcription.delta",
    "conversation.item.input_audio_transcription.completed",
)
SPOKEN_ANSWER = (
    "response.created",
    "response.output_item.added",
    "conversation.item.added",
    "response.content_part.added",
    "response.output_audio_transcript.delta",
    "response.output_audio.delta",
    "response.output_audio.done",
    "response.output_audio_transcript.done",
    "response.content_part.done",
    "response.output_item.done",
    "conversation.item.done",
    "response.done",
)
