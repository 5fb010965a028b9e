"""Functions of the client's, with the stock client."""

import json

from realtime_stage import in_order, of, scenario, sound, words

WEATHER = {
    "type": "function",
    "name": "get_weather",
    "description": "Tells the weather in a city.",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}
LIGHT = {
    "type": "function",
    "name": "set_light",
    "description": "Switches the lamp.",
    "parameters": {"type": "object", "properties": {"room": {"type": "string", "enum": ["kitchen", "hall"]}}},
}
CALL = (
    "response.created",
    "response.output_item.added",
    "conversation.item.added",
    "response.function_call_arguments.delta",
    "response.function_call_arguments.done",
    "response.output_item.done",
    "conversation.item.done",
    "response.done",
)


def call(done):
    """The only thing a response holds."""
    [item] = done.response.output
    assert item.type == "function_call" and item.status == "completed" and item.call_id
    return item


@scenario
async def test_a_call_is_streamed_and_its_output_is_spoken(stage):
    async with stage.talk() as talk:
        session = await talk.set(tools=[WEATHER], tool_choice="auto")
        assert session.tools[0].name == "get_weather" and session.tool_choice == "auto"
        events = await talk.ask("what is the weather in Rome")
        in_order(events, *CALL)
        called = call(events[-1])
        assert called.name == "get_weather" and json.loads(called.arguments) == {"city": "Rome"}
        assert "".join(event.delta for event in of(events, "response.function_call_arguments.delta")) == called.arguments
        whole = of(events, "response.function_call_arguments.done")[0]
        assert (whole.call_id, whole.name, whole.arguments) == (called.call_id, "get_weather", called.arguments)
        assert not of(events, "response.output_audio.delta") and events[-1].response.status == "completed"

        output = {"type": "function_call_output", "call_id": called.call_id, "output": "Sunny and 21 degrees"}
        await talk.conversation.item.create(item=output)
        added = await talk.one("conversation.item.added")
        assert (added.item.type, added.item.call_id, added.previous_item_id) == ("function_call_output", called.call_id, called.id)
        await talk.one("conversation.item.done")
        await talk.response.create()
        events = await talk.until("response.done")
        assert "Sunny" in words(events[-1]) and len(sound(events)) > 24_000


@scenario
async def test_a_spoken_question_calls_a_function(stage):
    async with stage.talk(tools=[WEATHER]) as talk:
        await talk.send(await stage.say("what is the weather in London") + bytes(144_000))
        events = await talk.until("response.done")
        in_order(events, "input_audio_buffer.committed", "conversation.item.input_audio_transcription.completed", *CALL[:2], *CALL[3:6])
        assert call(events[-1]).name == "get_weather"


@scenario
async def test_nothing_is_called_where_that_is_not_wanted(stage):
    async with stage.talk(tools=[WEATHER], tool_choice="none", output_modalities=["text"]) as talk:
        events = await talk.ask("what is the weather in Rome")
        assert events[-1].response.output[0].type == "message"
        assert not of(events, "response.function_call_arguments.delta")


@scenario
async def test_some_function_is_called_where_one_is_required(stage):
    async with stage.talk(tools=[LIGHT, WEATHER], tool_choice="required") as talk:
        assert call((await talk.ask("hello"))[-1]).name in ("get_weather", "set_light")
        assert call((await talk.ask("what is the weather in Rome"))[-1]).name == "get_weather"


@scenario
async def test_the_named_function_is_called(stage):
    async with stage.talk(tools=[LIGHT, WEATHER]) as talk:
        choice = {"type": "function", "name": "set_light"}
        called = call((await talk.ask("what is the weather in the hall", tool_choice=choice))[-1])
        assert called.name == "set_light" and json.loads(called.arguments) == {"room": "hall"}
        session = await talk.set(tool_choice=choice)
        assert session.tool_choice.name == "set_light"
        await talk.response.create(response={"tool_choice": {"type": "function", "name": "nobody"}}, event_id="no")
        refusal = await talk.refusal()
        assert (refusal.param, refusal.event_id) == ("response.tool_choice.name", "no")


@scenario
async def test_functions_of_one_response_are_its_own(stage):
    async with stage.talk(output_modalities=["text"]) as talk:
        own = {"tools": [WEATHER], "tool_choice": "required", "conversation": "none"}
        await talk.add("what is the weather in Rome")
        await talk.response.create(response=own)
        events = await talk.until("response.done")
        in_order(events, *(kind for kind in CALL if kind.startswith("response.")))
        assert json.loads(call(events[-1]).arguments) == {"city": "Rome"}
        await talk.response.create()
        assert (await talk.one("response.done")).response.output[0].type == "message"


@scenario
async def test_calls_of_an_earlier_session_can_be_seeded(stage):
    async with stage.talk(output_modalities=["text"]) as talk:
        await talk.add("what is the weather in Rome")
        seeded = {"type": "function_call", "call_id": "call_1", "name": "get_weather", "arguments": '{"city": "Rome"}'}
        await talk.conversation.item.create(item=seeded)
        added = await talk.one("conversation.item.done")
        assert (added.item.call_id, added.item.arguments) == ("call_1", '{"city": "Rome"}')
        await talk.conversation.item.create(item={"type": "function_call_output", "call_id": "call_1", "output": '{"sky": "clear"}'})
        await talk.one("conversation.item.done")
        await talk.response.create()
        assert "clear" in words(await talk.one("response.done"))


@scenario
async def test_a_tool_that_cannot_be_served_is_refused_where_it_is_wrong(stage):
    async with stage.talk(tools=[WEATHER]) as talk:
        wrong = [
            ([{"type": "mcp", "server_label": "x"}], "session.tools[0].type"),
            ([WEATHER, WEATHER], "session.tools[1].name"),
            ([{"type": "function", "name": "two words"}], "session.tools[0].name"),
        ]
        for tools, parameter in wrong:
            await talk.connection.session.update(session={"type": "realtime", "tools": tools}, event_id=parameter)
            refusal = await talk.refusal()
            assert (refusal.param, refusal.event_id) == (parameter, parameter)
        assert [tool.name for tool in (await talk.set()).tools] == ["get_weather"]
