"""Spoken turns, with the stock client."""

import asyncio

import numpy
from openai.types.realtime import InputAudioBufferTimeoutTriggered

from realtime_stage import SPOKEN_ANSWER, SPOKEN_TURN, in_order, loudness, of, scenario, sound, words

SILENCE = bytes(24_000 * 2 * 3)
DETECTION = {"type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 200, "silence_duration_ms": 300}


def heard(events):
    return of(events, "conversation.item.input_audio_transcription.completed")[-1].transcript


def tones(pcm, rate):
    """How much of a sound's power lies below 4 kHz."""
    power = numpy.abs(numpy.fft.rfft(numpy.frombuffer(pcm, "<i2"))) ** 2
    return power[: len(power) * 4_000 * 2 // rate].sum() / power.sum()


@scenario
async def test_a_spoken_turn_is_heard_and_answered_in_order(stage):
    async with stage.talk() as talk:
        async with talk.speaking(await stage.say("what time is it")):
            turn = await talk.until("response.created")
            answer = turn[-1:] + await talk.until("response.done")
        in_order(turn, *SPOKEN_TURN, "response.created")
        in_order(answer, *SPOKEN_ANSWER)
        assert "time" in heard(turn)
        pcm = sound(answer)
        assert len(pcm) > 24_000 and loudness(pcm) > 300
        assert answer[-1].response.status == "completed"
        assert words(answer[-1]) == "".join(event.delta for event in of(answer, "response.output_audio_transcript.delta"))
        started, stopped = of(turn, "input_audio_buffer.speech_started")[0], of(turn, "input_audio_buffer.speech_stopped")[0]
        assert started.item_id == stopped.item_id == of(turn, "input_audio_buffer.committed")[0].item_id
        assert 0 <= started.audio_start_ms < stopped.audio_end_ms < 10_000
        usage = answer[-1].response.usage
        assert usage.total_tokens == usage.input_tokens + usage.output_tokens and usage.output_tokens > 0


@scenario
async def test_two_spoken_turns_share_one_conversation(stage):
    async with stage.talk() as talk:
        previous = None
        for question, answer in [("what is two plus three", "5"), ("what is the time", "")]:
            async with talk.speaking(await stage.say(question)):
                events = await talk.until("response.done")
            committed = of(events, "input_audio_buffer.committed")[0]
            assert committed.previous_item_id == previous
            assert events[-1].response.status == "completed" and answer in words(events[-1])
            previous = events[-1].response.output[0].id


async def speak_g711(stage, kind, codec):
    """A turn of telephone sound, both ways; gives the answer's sound as PCM16 at 8 kHz."""
    encode, decode = codec
    audio = {"input": {"format": {"type": kind}}, "output": {"format": {"type": kind}}}
    async with stage.talk() as talk:
        session = await talk.set(audio=audio)
        assert session.audio.input.format.type == session.audio.output.format.type == kind
        pcm = numpy.frombuffer(await stage.say("what time is it", rate=8_000), "<i2")
        await talk.send(encode(numpy.concatenate([pcm, numpy.zeros(24_000, "<i2")])).tobytes())
        events = await talk.until("response.done")
        assert "time" in heard(events)
        assert events[-1].response.audio.output.format.type == kind
        answer = numpy.frombuffer(sound(events), "u1")
        assert len(answer) > 4_000
        return decode(answer).astype("<i2").tobytes()


def table(decode):
    """A G.711 codec from its decoder alone: each sample becomes the nearest code's byte."""
    values = numpy.array([decode(byte) for byte in range(256)])
    order = numpy.argsort(values, kind="stable")
    middles = (values[order][1:] + values[order][:-1]) / 2
    return lambda pcm: order[numpy.searchsorted(middles, pcm)].astype("u1"), lambda codes: values[codes]


def mu_law(byte):
    byte = ~byte & 0xFF
    magnitude = (((byte & 15) << 3) + 132 << (byte >> 4 & 7)) - 132
    return -magnitude if byte & 128 else magnitude


def a_law(byte):
    byte ^= 0x55
    exponent, mantissa = byte >> 4 & 7, (byte & 15) * 16 + 8
    magnitude = mantissa if exponent == 0 else mantissa + 256 << exponent - 1
    return magnitude if byte & 128 else -magnitude


@scenario
async def test_a_turn_in_mu_law_is_answered_in_mu_law(stage):
    assert loudness(await speak_g711(stage, "audio/pcmu", table(mu_law))) > 300


@scenario
async def test_a_turn_in_a_law_is_answered_in_a_law(stage):
    assert loudness(await speak_g711(stage, "audio/pcma", table(a_law))) > 300


@scenario
async def test_the_default_is_24_khz_both_ways_and_sounds_at_its_pitch(stage):
    async with stage.talk() as talk:
        await talk.send(await stage.say("what time is it") + SILENCE)
        events = await talk.until("response.done")
        assert "time" in heard(events)
        # A voice at the wrong rate would have its power elsewhere.
        assert tones(sound(events), 24_000) > 0.8


@scenario(allowed=["pcm at 16000 Hz"])
async def test_16_khz_is_understood_although_the_original_does_not_know_it(stage):
    rate = {"format": {"type": "audio/pcm", "rate": 16_000}}
    async with stage.talk(audio={"input": rate, "output": rate}) as talk:
        await talk.send(await stage.say("what time is it", rate=16_000) + SILENCE)
        events = await talk.until("response.done")
        assert "time" in heard(events)
        assert events[-1].response.audio.output.format.rate == 16_000


@scenario
async def test_server_vad_ends_a_turn_by_silence_alone(stage):
    async with stage.talk() as talk:
        session = await talk.set(audio={"input": {"turn_detection": DETECTION}})
        shown = session.audio.input.turn_detection
        assert (shown.type, shown.threshold, shown.prefix_padding_ms, shown.silence_duration_ms) == ("server_vad", 0.5, 200, 300)
        assert shown.create_response and shown.interrupt_response and shown.idle_timeout_ms is None
        # Half a sentence: a turn model would wait for the rest.
        await talk.send(await stage.say("what time") + SILENCE)
        events = await talk.until("response.done")
        in_order(events, *SPOKEN_TURN, "response.done")
        started, stopped = of(events, "input_audio_buffer.speech_started")[0], of(events, "input_audio_buffer.speech_stopped")[0]
        assert stopped.audio_end_ms - started.audio_start_ms < 1_800


@scenario
async def test_semantic_eagerness_is_shown_as_it_was_set(stage):
    async with stage.talk() as talk:
        for eagerness in ["low", "high", "medium", "auto"]:
            session = await talk.set(audio={"input": {"turn_detection": {"type": "semantic_vad", "eagerness": eagerness}}})
            assert session.audio.input.turn_detection.eagerness == eagerness
            await talk.send(await stage.say("what time is it") + SILENCE)
            events = await talk.until("input_audio_buffer.committed")
            in_order(events, "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", "input_audio_buffer.committed")
            await talk.until("response.done")


@scenario
async def test_a_person_who_says_nothing_for_long_is_spoken_to(stage):
    detection = DETECTION | {"idle_timeout_ms": 5_000}
    async with stage.talk(audio={"input": {"turn_detection": detection}}) as talk:
        await talk.ask("hello")
        async with talk.speaking(b""):
            events = await talk.until("response.done")
        in_order(events, "input_audio_buffer.timeout_triggered", "input_audio_buffer.committed", "response.created", "response.done")
        timeout = events[0]
        assert isinstance(timeout, InputAudioBufferTimeoutTriggered)
        assert timeout.audio_start_ms <= timeout.audio_end_ms
        assert of(events, "input_audio_buffer.committed")[0].item_id == timeout.item_id
        assert words(events[-1])


@scenario
async def test_a_client_commits_and_asks_by_itself(stage):
    async with stage.talk(audio={"input": {"turn_detection": None}}) as talk:
        await talk.send(await stage.say("what time is it"))
        await talk.input.commit()
        events = await talk.until("conversation.item.input_audio_transcription.completed")
        in_order(
            events,
            "input_audio_buffer.committed",
            "conversation.item.added",
            "conversation.item.done",
            "conversation.item.input_audio_transcription.completed",
        )
        assert "time" in heard(events)
        assert not of(events, "input_audio_buffer.speech_started") and not of(events, "response.created")
        await talk.response.create()
        assert (await talk.until("response.done"))[-1].response.status == "completed"


@scenario
async def test_a_commit_of_nothing_is_refused(stage):
    async with stage.talk(audio={"input": {"turn_detection": None}}) as talk:
        await talk.input.commit(event_id="mine")
        refusal = await talk.refusal()
        assert (refusal.code, refusal.event_id) == ("input_audio_buffer_commit_empty", "mine")


@scenario
async def test_a_cleared_input_is_as_if_it_had_not_been_spoken(stage):
    async with stage.talk(audio={"input": {"turn_detection": None}}) as talk:
        await talk.send(await stage.say("what time is it"))
        await talk.input.clear()
        assert [event.type for event in await talk.until("input_audio_buffer.cleared")] == ["input_audio_buffer.cleared"]
        await talk.input.commit()
        assert (await talk.refusal()).code == "input_audio_buffer_commit_empty"
        answer = (await talk.ask("what is 6 times 7"))[-1]
        assert "42" in words(answer) and "It is" not in words(answer)


@scenario
async def test_speech_stops_a_reply_and_only_what_was_heard_of_it_stays(stage):
    async with stage.talk() as talk:
        await talk.add("what can you do")
        await talk.response.create()
        events = await talk.until("response.output_audio.delta")
        async with talk.speaking(await stage.say("hello hello hello")):
            events += await talk.until("response.done")
        stopped = events[-1].response
        assert (stopped.status, stopped.status_details.reason) == ("cancelled", "turn_detected")
        in_order(events, "input_audio_buffer.speech_started", "response.output_audio.done", "response.output_item.done", "conversation.item.truncated")
        truncated = of(events, "conversation.item.truncated")[0]
        assert truncated.item_id == stopped.output[0].id and truncated.content_index == 0
        sent = len(sound(events)) / 48
        assert 0 < truncated.audio_end_ms <= sent + 10  # the resampler holds its last milliseconds back
        said = "".join(event.delta for event in of(events, "response.output_audio_transcript.delta"))
        kept = words(events[-1])
        assert said.startswith(kept) and len(kept) < len(said)
        assert stopped.output[0].status == "incomplete"
        # Stock clients cut the item as well, where their own ear was.
        await talk.conversation.item.truncate(item_id=truncated.item_id, content_index=0, audio_end_ms=min(20, truncated.audio_end_ms))
        assert (await talk.until("conversation.item.truncated"))[-1].item_id == truncated.item_id


@scenario
async def test_speech_does_not_stop_a_reply_where_that_is_not_wanted(stage):
    async with stage.talk(audio={"input": {"turn_detection": DETECTION | {"interrupt_response": False}}}) as talk:
        await talk.add("what can you do")
        await talk.response.create()
        events = await talk.until("response.output_audio.delta")
        await talk.send(await stage.say("hello") + SILENCE)
        events += await talk.until("response.done")
        in_order(events, "response.created", "input_audio_buffer.speech_started", "input_audio_buffer.committed", "response.done")
        assert events[-1].response.status == "completed"
        assert (await talk.until("response.done"))[-1].response.id != events[-1].response.id


@scenario
async def test_a_turn_is_not_answered_where_the_client_wants_to_ask(stage):
    async with stage.talk(audio={"input": {"turn_detection": DETECTION | {"create_response": False}}}) as talk:
        await talk.send(await stage.say("what time is it") + SILENCE)
        turn = await talk.until("conversation.item.input_audio_transcription.completed")
        # What is asked for now would come second if an answer had begun by itself.
        await talk.response.create(response={"metadata": {"asked": "yes"}})
        events = await talk.until("response.done")
        assert not of(turn, "response.created")
        assert events[0].type == "response.created" and events[0].response.metadata == {"asked": "yes"}
        assert words(events[-1])


@scenario
async def test_no_transcripts_are_told_where_none_are_wanted(stage):
    async with stage.talk() as talk:
        session = await talk.set(audio={"input": {"transcription": None}})
        assert session.audio.input.transcription is None
        await talk.send(await stage.say("what time is it") + SILENCE)
        events = await talk.until("response.done")
        assert not [event for event in events if "transcription" in event.type]
        assert events[-1].response.status == "completed"


@scenario
async def test_speech_is_answered_while_another_session_hears_silence(stage):
    async with stage.talk() as quiet, stage.talk() as loud:
        await asyncio.gather(quiet.send(SILENCE), loud.send(await stage.say("what time is it") + SILENCE))
        assert "time" in heard(await loud.until("response.done"))
        # The first event the silent one gets is the answer to what it asks now.
        await quiet.connection.session.update(session={"type": "realtime"})
        assert (await quiet.connection.recv()).type == "session.updated"
