"""`coda.turn.latency` tells of the turn that was answered, and of no other."""

import asyncio
import json

import pytest
import websockets

RATE_16 = {"format": {"type": "audio/pcm", "rate": 16000}}


async def until(client, last):
    """The events up to the first of this type; sound is left out."""
    events = []
    while not events or events[-1]["type"] != last:
        message = await asyncio.wait_for(client.recv(), 20)
        if isinstance(message, str):
            events.append(json.loads(message))
    return events


async def ask(client, text):
    item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}
    await client.send(json.dumps({"type": "conversation.item.create", "item": item}))
    await client.send(json.dumps({"type": "response.create"}))
    return await until(client, "response.done")


@pytest.mark.deviates("pcm at 16000 Hz")
def test_a_sound_that_got_no_answer_is_not_in_the_next_answers_latency(server, speech):
    async def conversation():
        async with websockets.connect(f"ws://127.0.0.1:{server}/v1/realtime?events=coda&audio=binary") as client:
            audio = {"input": RATE_16, "output": RATE_16}
            await client.send(json.dumps({"type": "session.update", "session": {"type": "realtime", "audio": audio}}))
            # An eighth of a second of a vowel: speech, but too short for a word or an answer.
            await client.send(bytes(32_000) + speech("ah")[4_000:7_840] + bytes(64_000))
            heard = await until(client, "conversation.item.input_audio_transcription.completed")
            assert heard[-1]["transcript"] == ""
            events = await ask(client, "what is 6 times 7")
            assert "42" in events[-1]["response"]["output"][0]["content"][0]["transcript"]
            assert [event["latency"] for event in events if event["type"] == "coda.turn.latency"] == []

    asyncio.run(conversation())
