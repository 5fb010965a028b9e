"""The checks that every other test's events pass through can fail."""

import json

import pytest

import realtime_record
from realtime_checks import problems
from realtime_schema import DATA, Schemas

needs_schemas = pytest.mark.skipif(not Schemas.are_there(), reason="the protocol's schemas are not here: set CODA_TEST_DATA")

PLACE = {"response_id": "r", "item_id": "i", "output_index": 0, "content_index": 0}
ITEM = {"id": "i", "object": "realtime.item", "type": "message", "role": "assistant", "status": "completed"}
ITEM["content"] = [{"type": "output_text", "text": "Hello there."}]
SESSION = {"id": "s", "object": "realtime.session", "type": "realtime"}
NEW = ITEM | {"status": "in_progress", "content": []}
# The first upstream example has a member the schema lacks, the others a content type or a null that their schemas forbid.
NOT_VALID = {
    "conversation.item.input_audio_transcription.delta",
    "conversation.item.retrieved",
    "response.output_item.done",
    "response.done",
}


def good():
    response = {"id": "r", "object": "realtime.response", "status": "in_progress", "output": []}
    return [
        {"type": "input_audio_buffer.speech_started", "item_id": "u", "audio_start_ms": 0},
        {"type": "input_audio_buffer.speech_stopped", "item_id": "u", "audio_end_ms": 900},
        {"type": "input_audio_buffer.committed", "item_id": "u", "previous_item_id": None},
        {"type": "conversation.item.added", "item": ITEM | {"id": "u"}, "previous_item_id": None},
        {"type": "conversation.item.done", "item": ITEM | {"id": "u"}, "previous_item_id": None},
        {"type": "conversation.item.input_audio_transcription.delta", "item_id": "u", "content_index": 0, "delta": "hello"},
        {
            "type": "conversation.item.input_audio_transcription.completed",
            "item_id": "u",
            "content_index": 0,
            "transcript": "hello",
            "usage": {"type": "duration", "seconds": 0.9},
        },
        {"type": "response.created", "response": response},
        {"type": "response.output_item.added", "response_id": "r", "output_index": 0, "item": NEW},
        {"type": "conversation.item.added", "item": NEW, "previous_item_id": "u"},
        {"type": "response.content_part.added", **PLACE, "part": {"type": "text", "text": ""}},
        {"type": "response.output_text.delta", **PLACE, "delta": "Hello "},
        {"type": "response.output_text.delta", **PLACE, "delta": "there."},
        {"type": "response.output_text.done", **PLACE, "text": "Hello there."},
        {"type": "response.content_part.done", **PLACE, "part": {"type": "text", "text": "Hello there."}},
        {"type": "response.output_item.done", "response_id": "r", "output_index": 0, "item": ITEM},
        {"type": "conversation.item.done", "item": ITEM, "previous_item_id": "u"},
        {"type": "response.done", "response": response | {"status": "completed", "output": [ITEM]}},
    ]


def numbered(events):
    return [{"event_id": f"e{number}"} | event for number, event in enumerate(events)]


def change(index, **members):
    def changed(events):
        events[index] |= members

    return changed


def swap(one, other):
    def changed(events):
        events[one], events[other] = events[other], events[one]

    return changed


def again(index, **members):
    return lambda events: events.append(events[index] | members)


def drop(index):
    return lambda events: events.pop(index)


def test_a_conversation_as_it_should_be_passes():
    assert problems(numbered(good())) == []


@pytest.mark.parametrize(
    "breaks",
    [
        pytest.param(change(3, event_id="e0"), id="an event id comes twice"),
        pytest.param(drop(0), id="speech stops that had not begun"),
        pytest.param(lambda events: events.insert(1, dict(events[0])), id="speech begins twice"),
        pytest.param(change(3, previous_item_id="x"), id="the item before is unknown"),
        pytest.param(change(2, item_id="v"), id="another item is added than was committed"),
        pytest.param(again(9), id="an item is added twice"),
        pytest.param(again(16), id="an item is done twice"),
        pytest.param(change(16, previous_item_id=None), id="an item is done elsewhere"),
        pytest.param(change(16, item=NEW), id="a done item is in progress"),
        pytest.param(change(6, transcript="hallo"), id="transcript deltas do not join"),
        pytest.param(again(5), id="a delta after the transcript"),
        pytest.param(drop(7), id="a response was not created"),
        pytest.param(again(7), id="a response is created twice"),
        pytest.param(again(17), id="a response is done twice"),
        pytest.param(again(11), id="something comes after the response's end"),
        pytest.param(drop(8), id="an output is not added"),
        pytest.param(change(8, output_index=1), id="outputs are misnumbered"),
        pytest.param(swap(10, 11), id="a delta before its part"),
        pytest.param(change(11, item_id="u"), id="a delta of another item"),
        pytest.param(drop(11), id="a delta is lost"),
        pytest.param(swap(12, 13), id="a delta after its end"),
        pytest.param(drop(13), id="the words have no end"),
        pytest.param(drop(14), id="the part has no end"),
        pytest.param(change(14, part={"type": "text", "text": "Bye."}), id="the part holds other words"),
        pytest.param(drop(15), id="the item has no end"),
        pytest.param(swap(14, 15), id="the item ends before its part"),
        pytest.param(lambda events: events[17]["response"].update(output=[]), id="the response holds less than was told"),
        pytest.param(lambda events: events[17]["response"].update(status="in_progress"), id="a done response is in progress"),
    ],
)
def test_a_broken_conversation_is_noticed(breaks):
    events = numbered(good())
    breaks(events)
    for number, event in enumerate(events[18:], start=18):
        event["event_id"] = f"e{number}"
    assert problems(events)


def test_sound_that_is_not_base64_is_noticed():
    events = numbered(good())
    events.insert(11, {"event_id": "x", "type": "response.output_audio.delta", **PLACE, "delta": "***"})
    assert any("base64" in problem for problem in problems(events))


@needs_schemas
def test_the_schemas_own_examples_are_valid():
    schemas = Schemas()
    examples = [json.loads(line) for line in (DATA / "examples.jsonl").read_text().splitlines()]
    wrong = {example["type"] for example in examples if schemas.problems(example["example"], side=example["side"])}
    assert wrong == NOT_VALID and len(examples) > 20


@needs_schemas
@pytest.mark.parametrize(
    "event",
    [
        {"type": "no.such.event", "event_id": "e"},
        {"type": "error", "event_id": "e"},
        {"type": "error", "event_id": "e", "error": {"type": "x"}},
        {"type": "error", "event_id": 7, "error": {"type": "x", "message": "y"}},
        {"type": "response.output_text.delta", **PLACE, "event_id": "e"},
        {"type": "response.output_text.delta", **PLACE, "event_id": "e", "delta": "x", "more": 1},
        {"type": "response.content_part.added", **PLACE, "event_id": "e", "part": {"type": "output_text", "text": ""}},
        {"type": "conversation.item.added", "event_id": "e", "item": ITEM | {"role": "nobody"}},
        {"type": "conversation.item.added", "event_id": "e", "item": ITEM | {"content": [{"type": "text", "text": "x"}]}},
        {"type": "session.updated", "event_id": "e", "session": SESSION | {"audio": {"input": {"noise_reduction": None}}}},
        {"type": "session.updated", "event_id": "e", "session": SESSION | {"person": "anna"}},
    ],
)
def test_a_broken_event_is_noticed(event):
    assert Schemas().problems(event)


@needs_schemas
def test_a_deviation_is_allowed_by_its_name_alone():
    rate = {"format": {"type": "audio/pcm", "rate": 16000}}
    event = {"type": "session.updated", "event_id": "e", "session": SESSION | {"audio": {"output": rate}}}
    assert Schemas().problems(event)
    assert not Schemas().problems(event, allowed=["pcm at 16000 Hz"])
    rate["format"]["rate"] = 8000
    assert Schemas().problems(event, allowed=["pcm at 16000 Hz"])
    assert not Schemas().problems({"type": "coda.turn.latency", "event_id": "e"})


@needs_schemas
def test_every_test_is_recorded_where_the_schemas_are_there():
    assert realtime_record.SCHEMAS is not None and realtime_record.current.get() is not None
