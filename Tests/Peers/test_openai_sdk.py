"""The stock `openai` SDK holds a spoken conversation with a real server process."""

import asyncio
import base64
import struct

import pytest
from openai import AsyncOpenAI

FRAME = 640  # 20 ms of PCM16 at 16 kHz
RATE_16 = {"type": "audio/pcm", "rate": 16000}


def run(conversation):
    asyncio.run(asyncio.wait_for(conversation, timeout=60))


def client(port):
    return AsyncOpenAI(api_key="unused", base_url=f"http://127.0.0.1:{port}/v1")


async def talk(connection, pcm):
    """Streams speech in real time, then silence until the task is cancelled."""
    silence = bytes(FRAME)
    position = 0
    while True:
        frame = pcm[position : position + FRAME] or silence
        position += FRAME
        await connection.input_audio_buffer.append(audio=base64.b64encode(frame).decode())
        await asyncio.sleep(0.02)


async def collect(connection, last="response.done"):
    events = []
    async for event in connection:
        events.append(event)
        assert event.type != "error", event
        if event.type == last:
            return events


async def spoken_turn(connection, pcm):
    speaking = asyncio.create_task(talk(connection, pcm))
    try:
        return await collect(connection)
    finally:
        speaking.cancel()


def of(events, kind):
    return [event for event in events if event.type == kind]


def loudness(pcm):
    samples = struct.unpack(f"<{len(pcm) // 2}h", pcm)
    return (sum(sample * sample for sample in samples) / max(1, len(samples))) ** 0.5


def test_a_spoken_conversation(server, speech):
    async def conversation():
        async with client(server).realtime.connect(model="coda") as connection:
            first = await connection.recv()
            assert first.type == "session.created"
            assert first.session.type == "realtime"
            await connection.session.update(session={"type": "realtime", "audio": {"input": {"format": RATE_16}}})
            updated = await connection.recv()
            assert updated.type == "session.updated"
            assert updated.session.audio.input.format.rate == 16000
            assert updated.session.audio.output.format.rate == 24000

            events = await spoken_turn(connection, speech("what time is it"))
            kinds = [event.type for event in events]
            in_order = [
                "input_audio_buffer.speech_started",
                "input_audio_buffer.speech_stopped",
                "input_audio_buffer.committed",
                "conversation.item.input_audio_transcription.completed",
                "response.created",
                "response.output_item.added",
                "response.content_part.added",
                "response.output_audio_transcript.delta",
                "response.output_audio.delta",
                "response.output_audio.done",
                "response.output_audio_transcript.done",
                "response.content_part.done",
                "response.output_item.done",
                "response.done",
            ]
            positions = [kinds.index(kind) for kind in in_order]
            assert positions == sorted(positions), kinds
            assert len({event.event_id for event in events}) == len(events)

            transcript = of(events, "conversation.item.input_audio_transcription.completed")[0].transcript
            assert "time" in transcript
            audio = b"".join(base64.b64decode(event.delta) for event in of(events, "response.output_audio.delta"))
            assert len(audio) > 24000, "half a second of 24 kHz sound at least"
            assert loudness(audio) > 300
            done = events[-1].response
            assert done.status == "completed"
            assert done.output[0].content[0].transcript == "".join(
                event.delta for event in of(events, "response.output_audio_transcript.delta")
            )

            # A second turn on the same connection, in the same conversation.
            again = await spoken_turn(connection, speech("what is two plus three"))
            assert again[-1].response.status == "completed"
            assert again[-1].response.output[0].content[0].transcript

    run(conversation())


def test_a_typed_question_gets_a_spoken_answer(server):
    async def conversation():
        async with client(server).realtime.connect(model="coda") as connection:
            await connection.conversation.item.create(
                item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": "what is 6 times 7"}]}
            )
            await connection.response.create()
            events = await collect(connection)
            assert "42" in events[-1].response.output[0].content[0].transcript
            assert of(events, "response.output_audio.delta")

    run(conversation())


def test_text_only_output(server):
    async def conversation():
        async with client(server).realtime.connect(model="coda") as connection:
            await connection.session.update(session={"type": "realtime", "output_modalities": ["text"]})
            await connection.conversation.item.create(
                item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": "hello"}]}
            )
            await connection.response.create()
            events = await collect(connection)
            assert "".join(event.delta for event in of(events, "response.output_text.delta"))
            assert not of(events, "response.output_audio.delta")

    run(conversation())


def test_speech_stops_a_reply(server, speech):
    async def conversation():
        async with client(server).realtime.connect(model="coda") as connection:
            await connection.session.update(session={"type": "realtime", "audio": {"input": {"format": RATE_16}}})
            await connection.conversation.item.create(
                item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": "what can you do"}]}
            )
            await connection.response.create()
            events = await collect(connection, last="response.output_audio.delta")
            speaking = asyncio.create_task(talk(connection, speech("hello hello hello")))
            try:
                events += await collect(connection)
            finally:
                speaking.cancel()
            stopped = events[-1].response
            assert stopped.status == "cancelled"
            assert stopped.status_details.reason == "turn_detected"
            kept = stopped.output[0].content[0].transcript
            said = "".join(event.delta for event in of(events, "response.output_audio_transcript.delta"))
            assert said.startswith(kept) and len(kept) < len(said)

    run(conversation())


def test_push_to_talk(server, speech):
    async def conversation():
        async with client(server).realtime.connect(model="coda") as connection:
            await connection.session.update(
                session={"type": "realtime", "audio": {"input": {"format": RATE_16, "turn_detection": None}}}
            )
            pcm = speech("what time is it")
            for start in range(0, len(pcm), FRAME):
                await connection.input_audio_buffer.append(audio=base64.b64encode(pcm[start : start + FRAME]).decode())
            await connection.input_audio_buffer.commit()
            await connection.response.create()
            events = await collect(connection)
            assert not of(events, "input_audio_buffer.speech_started")
            assert "time" in of(events, "conversation.item.input_audio_transcription.completed")[0].transcript
            assert events[-1].response.status == "completed"

    run(conversation())


@pytest.mark.parametrize(
    "message, code",
    [
        ('{"type": "no.such.event", "event_id": "mine"}', "unknown_event"),
        ("{broken", "invalid_json"),
        ("[]", "invalid_event"),
        ('{"type": "input_audio_buffer.append", "audio": "***"}', "invalid_value"),
        ('{"type": "input_audio_buffer.commit"}', "input_audio_buffer_commit_empty"),
        ('{"type": "response.cancel"}', "response_cancel_not_active"),
        ('{"type": "session.update", "session": {"type": "realtime", "audio": {"output": {"speed": 9}}}}', "invalid_value"),
    ],
)
def test_what_is_wrong_is_refused_and_the_session_goes_on(server, message, code):
    async def conversation():
        async with client(server).realtime.connect(model="coda") as connection:
            await connection.recv()
            await connection.send_raw(message)
            refusal = await connection.recv()
            assert refusal.type == "error"
            assert refusal.error.code == code
            if "mine" in message:
                assert refusal.error.event_id == "mine"
            await connection.session.update(session={"type": "realtime"})
            assert (await connection.recv()).type == "session.updated"

    run(conversation())
