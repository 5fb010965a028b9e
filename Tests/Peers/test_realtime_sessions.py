"""Sessions, what is wrong with events, and limits, with the stock client."""

import asyncio
import contextlib

import websockets

from realtime_stage import in_order, of, scenario, words

REFUSALS = [
    ('{"type": "no.such.event", "event_id": "mine"}', "unknown_event", "type"),
    ('{"event_id": "mine"}', "invalid_event", "type"),
    ('{"type": 7, "event_id": "mine"}', "invalid_event", "type"),
    ('{"type": "session.update", "event_id": "mine"}', "missing_required_parameter", "session"),
    ('{"type": "input_audio_buffer.append", "event_id": "mine"}', "missing_required_parameter", "audio"),
    ('{"type": "input_audio_buffer.append", "event_id": "mine", "audio": 7}', "missing_required_parameter", "audio"),
    ('{"type": "input_audio_buffer.append", "event_id": "mine", "audio": "***"}', "invalid_value", "audio"),
    ('{"type": "conversation.item.create", "event_id": "mine"}', "missing_required_parameter", "item"),
    ('{"type": "conversation.item.create", "event_id": "mine", "item": 7}', "invalid_value", "item"),
    ('{"type": "conversation.item.delete", "event_id": "mine"}', "missing_required_parameter", "item_id"),
    ('{"type": "conversation.item.delete", "event_id": "mine", "item_id": 7}', "invalid_value", "item_id"),
    ('{"type": "conversation.item.truncate", "event_id": "mine", "item_id": "x"}', "missing_required_parameter", "content_index"),
    ('{"type": "response.create", "event_id": "mine", "response": {"input": 7}}', "invalid_value", "response.input"),
    ('{"type": "response.create", "event_id": "mine", "response": {"conversation": "x"}}', "invalid_value", "response.conversation"),
    ('{"type": "response.create", "event_id": "mine", "response": 7}', "invalid_value", "response"),
    ('{"type": "response.create", "event_id": "mine", "response": {"audio": 7}}', "invalid_value", "response.audio"),
    ('{"type": "response.cancel", "event_id": "mine", "response_id": 7}', "invalid_value", "response_id"),
    ('{"type": "session.update", "event_id": "mine", "session": {"audio": 7}}', "invalid_value", "session.audio"),
    ('{"type": "session.update", "event_id": "mine", "session": {"audio": {"input": 7}}}', "invalid_value", "session.audio.input"),
    (
        '{"type": "session.update", "event_id": "mine", "session": {"audio": {"output": {"format": "pcm16"}}}}',
        "invalid_value",
        "session.audio.output.format",
    ),
    (
        '{"type": "session.update", "event_id": "mine", "session": {"audio": {"input": {"turn_detection": 7}}}}',
        "invalid_value",
        "session.audio.input.turn_detection",
    ),
    (
        '{"type": "session.update", "event_id": "mine", "session": {"audio": {"input": {"transcription": 7}}}}',
        "invalid_value",
        "session.audio.input.transcription",
    ),
]


@scenario
async def test_what_is_wrong_is_refused_by_its_name_and_the_session_goes_on(stage):
    async with stage.talk() as talk:
        for message, code, parameter in REFUSALS:
            await talk.connection.send_raw(message)
            refusal = await talk.refusal()
            assert refusal.type == "invalid_request_error" and refusal.message
            assert (refusal.code, refusal.param, refusal.event_id) == (code, parameter, "mine"), message
        assert "42" in words((await talk.ask("what is 6 times 7", output_modalities=["text"]))[-1])


@scenario
async def test_what_is_no_event_at_all_is_refused_and_the_session_goes_on(stage):
    async with stage.talk() as talk:
        wrong = [("{broken", "invalid_json"), ("", "invalid_json"), ("[]", "invalid_event"), ("7", "invalid_event"), ("null", "invalid_event")]
        for message, code in wrong + [('{"type": "session.update", "x": "' + "y" * 200_000 + '"}', "event_too_large")]:
            await talk.connection.send_raw(message)
            refusal = await talk.refusal()
            assert (refusal.code, refusal.event_id) == (code, None)
        await talk.set()


@scenario
async def test_the_session_begins_by_telling_of_itself(stage):
    async with stage.talk() as talk:
        session = await talk.set(instructions="Be kind.")
        assert session.type == "realtime" and session.object == "realtime.session" and session.id.startswith("sess_")
        assert (session.model, session.instructions, session.output_modalities) == ("coda", "Be kind.", ["audio"])
        assert session.audio.input.format.rate == session.audio.output.format.rate == 24_000
        assert session.audio.input.turn_detection.type == "semantic_vad"
        assert (session.audio.output.voice, session.audio.output.speed) == ("slt", 1.0)
        assert (session.tools, session.tool_choice, session.max_output_tokens) == ([], "auto", "inf")


@scenario
async def test_what_a_session_shows_can_be_sent_back(stage):
    async with stage.talk() as talk:
        changes = {
            "instructions": "Be brief.",
            "max_output_tokens": 500,
            "tracing": None,
            "truncation": "auto",
            "audio": {
                "input": {"noise_reduction": {"type": "near_field"}, "transcription": {"model": "whisper-1", "language": "en"}},
                "output": {"voice": "rms", "speed": 1.25},
            },
        }
        shown = await talk.set(**changes)
        assert shown.audio.input.noise_reduction.type == "near_field" and shown.audio.input.transcription.model == "whisper-1"
        assert (shown.audio.output.voice, shown.audio.output.speed, shown.max_output_tokens) == ("rms", 1.25, 500)
        again = await talk.set(**shown.to_dict(exclude_unset=True))
        assert again == shown


@scenario
async def test_the_originals_voices_are_understood(stage):
    async with stage.talk() as talk:
        for voice in ["alloy", "marin", {"id": "cedar"}]:
            assert (await talk.set(audio={"output": {"voice": voice}})).audio.output.voice == "slt"


@scenario
async def test_an_update_is_refused_as_a_whole(stage):
    async with stage.talk() as talk:
        before = await talk.set()
        wrong = {"instructions": "other", "output_modalities": ["text"], "audio": {"output": {"voice": "rms", "speed": 9}}}
        await talk.connection.session.update(session={"type": "realtime", **wrong}, event_id="whole")
        refusal = await talk.refusal()
        assert (refusal.code, refusal.param, refusal.event_id) == ("invalid_value", "session.audio.output.speed", "whole")
        assert await talk.set() == before


@scenario(allowed=["session.person"])
async def test_a_client_may_say_who_is_speaking(stage):
    async with stage.talk() as talk:
        assert "person" not in (await talk.set()).to_dict()
        assert (await talk.set(person="anna")).to_dict()["person"] == "anna"
        await talk.connection.session.update(session={"type": "realtime", "person": ""}, event_id="empty")
        assert (await talk.refusal()).param == "session.person"


@scenario
async def test_two_sessions_do_not_see_each_other(stage):
    async with stage.talk(output_modalities=["text"]) as one, stage.talk(output_modalities=["text"]) as other:
        await one.add("my name is Anna", id="shared")
        await other.add("what is 6 times 7", id="shared")
        await asyncio.gather(one.response.create(), other.response.create())
        first, second = await asyncio.gather(one.until("response.done"), other.until("response.done"))
        assert "Anna" in words(first[-1]) and "42" in words(second[-1]) and "Anna" not in words(second[-1])
        assert first[-1].response.id != second[-1].response.id
        assert "Anna" not in words((await other.ask("what is my name"))[-1])
        await other.conversation.item.retrieve(item_id=first[-1].response.output[0].id)
        assert (await other.refusal()).code == "item_not_found"
        await other.response.cancel(response_id=first[-1].response.id)
        assert (await other.refusal()).code == "response_cancel_not_active"


@scenario
async def test_two_hundred_events_at_once_are_answered_in_order(stage):
    async with stage.talk() as talk:
        requests = []
        for number in range(100):
            item = {"id": f"n{number}", "type": "message", "role": "user", "content": [{"type": "input_text", "text": str(number)}]}
            requests.append({"type": "conversation.item.create", "item": item})
            requests.append({"type": "conversation.item.retrieve", "item_id": f"n{number}"})
        await asyncio.gather(*(talk.connection.send(request) for request in requests))
        events = await talk.until("conversation.item.retrieved", count=100)
        kinds = ["conversation.item.added", "conversation.item.done", "conversation.item.retrieved"]
        assert [event.type for event in events] == kinds * 100
        assert [event.item.id for event in events] == [f"n{number // 3}" for number in range(300)]


async def end_of(talk):
    """How the server closed the connection, after all that it had sent before."""
    try:
        while True:
            assert (await asyncio.wait_for(talk.connection.recv(), 3)).type == "session.updated"
    except websockets.ConnectionClosed as reason:
        return reason


@scenario
async def test_a_client_that_does_not_read_is_cut_and_told_why(stage):
    async with stage.talk(options={"max_queue": 1}) as talk:
        await talk.set(instructions="x" * 100_000)
        closed = None
        while closed is None:
            # Small questions with long answers: far more than the sockets' buffers and the server's queue hold together.
            for _ in range(400):
                await talk.connection.session.update(session={"type": "realtime"})
            await asyncio.sleep(1)  # This is the slow reading.
            with contextlib.suppress(TimeoutError):
                closed = await end_of(talk)
        assert closed.rcvd and (closed.rcvd.code, closed.rcvd.reason) == (1008, "reads too slowly")
    async with stage.talk() as talk:
        await talk.set()


@scenario
async def test_a_client_that_leaves_in_the_middle_of_an_answer_leaves_nothing_behind(stage):
    async with stage.talk() as talk:
        await talk.add("what can you do")
        await talk.response.create()
        await talk.until("response.output_audio.delta")
    async with stage.talk() as talk:
        events = await talk.ask("what is 6 times 7")
        in_order(events, "response.created", "response.done")
        assert "42" in words(events[-1]) and len(of(events, "response.created")) == 1
