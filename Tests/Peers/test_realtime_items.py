"""The conversation's items, with the stock client."""

import base64

from realtime_stage import in_order, of, scenario, words


def message(event):
    return event.item.content[0]


@scenario
async def test_a_seeded_history_is_what_the_reply_knows(stage):
    async with stage.talk(output_modalities=["text"]) as talk:
        first = await talk.add("Be brief.", role="system")
        second = await talk.add("what is 6 times 7")
        third = await talk.add("The answer is 42.", role="assistant")
        assert first.previous_item_id is None
        assert (second.previous_item_id, third.previous_item_id) == (first.item.id, second.item.id)
        assert [message(event).type for event in (first, second, third)] == ["input_text", "input_text", "output_text"]
        events = await talk.ask("say that again")
        assert "42" in words(events[-1])
        # The seeded question has its seeded answer: it is not answered once more.
        assert "6 times 7 is" not in words(events[-1])


@scenario
async def test_an_item_goes_to_the_root_the_middle_or_the_end(stage):
    async with stage.talk() as talk:
        last = await talk.add("three", id="c")
        first = await talk.add("one", id="a", previous_item_id="root")
        middle = await talk.add("two", id="b", previous_item_id="a")
        assert (last.previous_item_id, first.previous_item_id, middle.previous_item_id) == (None, None, "a")
        assert (await talk.add("four")).previous_item_id == "c"


@scenario
async def test_an_item_after_an_unknown_one_is_refused_and_not_added(stage):
    async with stage.talk() as talk:
        item = {"id": "mine", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "hello"}]}
        await talk.conversation.item.create(item=item, previous_item_id="nobody", event_id="e1")
        refusal = await talk.refusal()
        assert (refusal.type, refusal.event_id, refusal.param) == ("invalid_request_error", "e1", "previous_item_id")
        added = await talk.add("hello", id="mine")
        assert (added.item.id, added.previous_item_id) == ("mine", None)


@scenario
async def test_a_client_names_its_items_and_no_two_the_same(stage):
    async with stage.talk() as talk:
        assert (await talk.add("hello", id="msg_of_mine")).item.id == "msg_of_mine"
        item = {"id": "msg_of_mine", "type": "message", "role": "user", "content": [{"type": "input_text", "text": "again"}]}
        await talk.conversation.item.create(item=item, event_id="twice")
        refusal = await talk.refusal()
        assert (refusal.code, refusal.event_id) == ("item_already_exists", "twice")
        await talk.conversation.item.retrieve(item_id="msg_of_mine")
        assert message(await talk.one("conversation.item.retrieved")).text == "hello"


@scenario
async def test_an_item_can_be_retrieved_as_it_was_told(stage):
    async with stage.talk() as talk:
        events = await talk.ask("what is 6 times 7")
        told = events[-1].response.output[0]
        await talk.conversation.item.retrieve(item_id=told.id)
        assert (await talk.one("conversation.item.retrieved")).item == told
        await talk.conversation.item.retrieve(item_id="nobody", event_id="e2")
        refusal = await talk.refusal()
        assert (refusal.code, refusal.param, refusal.event_id) == ("item_not_found", "item_id", "e2")


@scenario
async def test_a_truncated_reply_keeps_only_the_words_that_were_heard(stage):
    async with stage.talk() as talk:
        reply = (await talk.ask("what is 6 times 7"))[-1].response.output[0]
        whole = reply.content[0].transcript
        await talk.conversation.item.truncate(item_id=reply.id, content_index=0, audio_end_ms=1_000)
        truncated = await talk.one("conversation.item.truncated")
        assert (truncated.item_id, truncated.content_index, truncated.audio_end_ms) == (reply.id, 0, 1_000)
        await talk.conversation.item.retrieve(item_id=reply.id)
        kept = message(await talk.one("conversation.item.retrieved")).transcript
        assert kept and whole.startswith(kept) and len(kept) < len(whole)


@scenario
async def test_a_cut_beyond_the_sound_is_refused(stage):
    async with stage.talk() as talk:
        reply = (await talk.ask("hello"))[-1].response.output[0]
        await talk.conversation.item.truncate(item_id=reply.id, content_index=0, audio_end_ms=3_600_000, event_id="far")
        refusal = await talk.refusal()
        assert (refusal.code, refusal.event_id) == ("invalid_value", "far")
        await talk.conversation.item.retrieve(item_id=reply.id)
        assert (await talk.one("conversation.item.retrieved")).item == reply


@scenario
async def test_what_a_user_said_cannot_be_cut(stage):
    async with stage.talk() as talk:
        added = await talk.add("hello")
        await talk.conversation.item.truncate(item_id=added.item.id, content_index=0, audio_end_ms=0, event_id="user")
        refusal = await talk.refusal()
        assert (refusal.code, refusal.event_id) == ("invalid_value", "user")


@scenario
async def test_a_deleted_item_is_not_known_to_the_reply(stage):
    async with stage.talk(output_modalities=["text"]) as talk:
        kept = await talk.add("what is 6 times 7")
        gone = await talk.add("what is 2 plus 3")
        await talk.conversation.item.delete(item_id=gone.item.id)
        assert (await talk.one("conversation.item.deleted")).item_id == gone.item.id
        await talk.response.create()
        events = await talk.until("response.done")
        assert "42" in words(events[-1]) and "5" not in words(events[-1])
        assert of(events, "conversation.item.added")[0].previous_item_id == kept.item.id
        for request in (talk.conversation.item.delete, talk.conversation.item.retrieve):
            await request(item_id=gone.item.id)
            assert (await talk.refusal()).code == "item_not_found"


@scenario
async def test_a_spoken_item_is_transcribed_and_answered(stage):
    async with stage.talk() as talk:
        sound = base64.b64encode(await stage.say("what time is it")).decode()
        item = {"type": "message", "role": "user", "content": [{"type": "input_audio", "audio": sound}]}
        await talk.conversation.item.create(item=item)
        # An answer asked for at once waits for the words.
        await talk.response.create()
        events = await talk.until("response.done")
        in_order(
            events,
            "conversation.item.added",
            "conversation.item.done",
            "conversation.item.input_audio_transcription.completed",
            "response.created",
            "response.done",
        )
        assert message(events[0]).type == "input_audio"
        assert "time" in of(events, "conversation.item.input_audio_transcription.completed")[0].transcript
        assert events[-1].response.status == "completed"


@scenario
async def test_an_item_that_makes_no_sense_is_refused_where_it_is_wrong(stage):
    async with stage.talk() as talk:
        wrong = [
            ({"type": "message", "role": "user", "content": [{"type": "output_text", "text": "x"}]}, "item.content[0].type"),
            ({"type": "message", "role": "nobody", "content": [{"type": "input_text", "text": "x"}]}, "item.role"),
            ({"type": "message", "role": "user"}, "item.content"),
            ({"type": "message", "role": "user", "content": [{"type": "input_text"}]}, "item.content[0].text"),
            ({"type": "message", "role": "user", "content": [{"type": "input_audio", "audio": "***"}]}, "item.content[0].audio"),
            ({"type": "function_call_output", "output": "x"}, "item.call_id"),
            ({"type": "mcp_call"}, "item.type"),
        ]
        for number, (item, parameter) in enumerate(wrong):
            await talk.conversation.item.create(item=item, event_id=f"wrong_{number}")
            refusal = await talk.refusal()
            assert (refusal.param, refusal.event_id) == (parameter, f"wrong_{number}")
        assert (await talk.add("hello")).previous_item_id is None
