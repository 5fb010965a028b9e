"""Responses in and beside the conversation, with the stock client."""

import asyncio

from realtime_stage import SPOKEN_ANSWER, in_order, of, scenario, sound, words

BESIDE = {"conversation": "none", "output_modalities": ["text"]}


def typed(text):
    return {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}


def said(events, response, kind):
    return "".join(event.delta for event in of(events, kind) if event.response_id == response.id)


@scenario
async def test_a_typed_question_gets_a_spoken_answer(stage):
    async with stage.talk() as talk:
        events = await talk.ask("what is 6 times 7")
        in_order(events, *SPOKEN_ANSWER)
        done = events[-1].response
        assert "42" in words(events[-1]) and done.output_modalities == ["audio"]
        assert (done.status, done.output[0].status, done.output[0].role) == ("completed", "completed", "assistant")
        assert done.audio.output.voice == "slt" and done.max_output_tokens == "inf" and done.conversation_id
        assert len(sound(events)) > 24_000


@scenario
async def test_a_text_answer_has_no_sound(stage):
    async with stage.talk() as talk:
        assert (await talk.set(output_modalities=["text"])).output_modalities == ["text"]
        events = await talk.ask("what is 6 times 7")
        in_order(
            events,
            "response.created",
            "response.output_item.added",
            "conversation.item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "conversation.item.done",
            "response.done",
        )
        assert not [event for event in events if "audio" in event.type]
        assert "42" in words(events[-1]) == of(events, "response.output_text.done")[0].text
        assert events[-1].response.output[0].content[0].type == "output_text"


@scenario
async def test_an_answer_is_cancelled_in_the_middle_of_a_word(stage):
    async with stage.talk() as talk:
        await talk.add("what can you do")
        await talk.response.create()
        events = await talk.until("response.output_audio.delta")
        # A second of sound, of which all but the last tenth has been heard.
        while len(sound(events)) < 48_000:
            events += await talk.until("response.output_audio.delta")
        await talk.response.cancel(response_id=events[0].response.id)
        events += await talk.until("response.done")
        done = events[-1].response
        assert (done.status, done.status_details.reason) == ("cancelled", "client_cancelled")
        in_order(events, "response.output_audio.done", "response.output_item.done", "conversation.item.truncated", "response.done")
        kept, whole = words(events[-1]), said(events, done, "response.output_audio_transcript.delta")
        assert kept and whole.startswith(kept) and len(kept) < len(whole)
        # Nothing of it comes later: the next event is the answer to what is asked now.
        await talk.connection.session.update(session={"type": "realtime"})
        assert (await talk.connection.recv()).type == "session.updated"


@scenario
async def test_a_cancel_of_nothing_is_refused(stage):
    async with stage.talk() as talk:
        await talk.response.cancel(event_id="nothing")
        refusal = await talk.refusal()
        assert (refusal.code, refusal.event_id) == ("response_cancel_not_active", "nothing")
        await talk.response.cancel(response_id="resp_of_another", event_id="other")
        assert (await talk.refusal()).event_id == "other"


@scenario
async def test_a_second_response_at_once_is_refused_and_the_first_goes_on(stage):
    async with stage.talk() as talk:
        await talk.add("hello")
        await talk.response.create()
        await talk.one("response.created")
        await talk.response.create(event_id="second")
        events = await talk.until("error")
        assert (events[-1].error.code, events[-1].error.event_id) == ("conversation_already_has_active_response", "second")
        assert (await talk.one("response.done")).response.status == "completed"


@scenario
async def test_a_response_beside_the_conversation_comes_while_another_is_spoken(stage):
    async with stage.talk() as talk:
        await talk.add("what can you do")
        await talk.response.create()
        events = await talk.until("response.output_audio.delta")
        spoken = events[0].response
        beside = BESIDE | {"input": [typed("what is 6 times 7")], "instructions": "Be exact.", "metadata": {"topic": "sums"}}
        await talk.response.create(response=beside)
        events += await talk.until("response.done")
        side = events[-1].response
        assert side.id != spoken.id and side.metadata == {"topic": "sums"} and side.conversation_id is None
        assert "42" in words(events[-1]) and said(events, side, "response.output_text.delta") == words(events[-1])
        # The spoken one was neither cut nor held up.
        rest = await talk.until("response.done")
        assert (rest[-1].response.id, rest[-1].response.status) == (spoken.id, "completed")
        assert of(rest, "response.output_audio.delta")


@scenario
async def test_a_response_beside_the_conversation_leaves_it_as_it_was(stage):
    async with stage.talk(output_modalities=["text"]) as talk:
        question = await talk.add("what is 6 times 7")
        await talk.response.create(response=BESIDE | {"input": [typed("what is 2 plus 3")]})
        events = await talk.until("response.done")
        assert words(events[-1]).rstrip(".").endswith("5")
        assert not [event for event in events if event.type.startswith("conversation.")]
        await talk.conversation.item.retrieve(item_id=events[-1].response.output[0].id)
        assert (await talk.refusal()).code == "item_not_found"
        await talk.response.create()
        events = await talk.until("response.done")
        assert "42" in words(events[-1])
        assert of(events, "conversation.item.added")[0].previous_item_id == question.item.id


@scenario
async def test_a_response_may_be_given_items_of_the_conversation(stage):
    async with stage.talk(output_modalities=["text"]) as talk:
        await talk.add("what is 2 plus 3", id="first")
        await talk.add("what is 6 times 7", id="second")
        await talk.response.create(response=BESIDE | {"input": [{"type": "item_reference", "id": "second"}]})
        answer = words(await talk.one("response.done"))
        assert "42" in answer and "5" not in answer
        await talk.response.create(response=BESIDE | {"input": [{"type": "item_reference", "id": "third"}]}, event_id="no")
        refusal = await talk.refusal()
        assert (refusal.code, refusal.param, refusal.event_id) == ("item_not_found", "response.input[0].id", "no")


@scenario
async def test_voice_format_and_modality_are_one_responses_own(stage):
    async with stage.talk() as talk:
        own = {"audio": {"output": {"voice": "rms", "format": {"type": "audio/pcmu"}}}}
        events = await talk.ask("what is 6 times 7", **own)
        output = events[-1].response.audio.output
        assert (output.voice, output.format.type) == ("rms", "audio/pcmu")
        telephone = len(sound(events))
        events = await talk.ask("what is 6 times 7", output_modalities=["text"])
        assert events[-1].response.output_modalities == ["text"] and not of(events, "response.output_audio.delta")
        events = await talk.ask("what is 6 times 7")
        output = events[-1].response.audio.output
        assert (output.voice, output.format.type, output.format.rate) == ("slt", "audio/pcm", 24_000)
        # 6 bytes for each of the telephone's, give or take another voice.
        assert 3 < len(sound(events)) / telephone < 12


@scenario
async def test_a_limit_of_tokens_makes_an_answer_incomplete(stage):
    async with stage.talk(output_modalities=["text"]) as talk:
        whole = words((await talk.ask("what can you do"))[-1])
        await talk.add("what can you do")
        await talk.response.create(response={"max_output_tokens": 4})
        done = await talk.one("response.done")
        assert (done.response.status, done.response.status_details.reason) == ("incomplete", "max_output_tokens")
        assert done.response.max_output_tokens == 4 and done.response.output[0].status == "incomplete"
        assert whole.startswith(words(done)) and 0 < len(words(done)) < len(whole)
        assert done.response.usage.output_tokens <= 4


@scenario
async def test_cleared_output_stops_what_is_being_spoken(stage):
    async with stage.talk() as talk:
        await talk.connection.output_audio_buffer.clear(event_id="early")
        assert (await talk.refusal()).event_id == "early"
        await talk.add("what can you do")
        await talk.response.create()
        started = await talk.until("response.output_audio.delta")
        await talk.connection.output_audio_buffer.clear()
        events = started + await talk.until("output_audio_buffer.cleared")
        assert events[-1].response_id == events[0].response.id
        done = of(events, "response.done")[0].response
        assert (done.status, done.status_details.reason) == ("cancelled", "client_cancelled")


@scenario
async def test_metadata_comes_back_from_the_beginning_on(stage):
    async with stage.talk(output_modalities=["text"]) as talk:
        events = await talk.ask("hello", metadata={"client_event_id": "evt_1", "n": "2"})
        created, done = of(events, "response.created")[0], events[-1]
        assert created.response.metadata == done.response.metadata == {"client_event_id": "evt_1", "n": "2"}
        await talk.response.create(response={"metadata": {"n": "x" * 600}}, event_id="long")
        refusal = await talk.refusal()
        assert (refusal.param, refusal.event_id) == ("response.metadata", "long")


@scenario
async def test_five_responses_beside_the_conversation_are_one_too_many(stage):
    async with stage.talk() as talk:
        beside = {"conversation": "none", "input": [typed("what can you do")]}
        for number in range(5):
            await talk.response.create(response=beside | {"metadata": {"n": str(number)}}, event_id=f"beside_{number}")
        events = await talk.until("error")
        created = [event.response.metadata["n"] for event in of(events, "response.created")]
        assert created == ["0", "1", "2", "3"] and events[-1].error.event_id == "beside_4"
        for response in of(events, "response.created"):
            await talk.response.cancel(response_id=response.response.id)
        done = of(await asyncio.wait_for(talk.until("response.done", count=4), 20), "response.done")
        assert {event.response.status for event in done} == {"cancelled"}
