"""The stock `openai` SDK loses its connection in the middle of a reply, and comes back to the same session."""

import asyncio

import openai
import pytest
import websockets

from realtime_stage import sound, words

CODA_EVENTS = {"events": "coda"}


def run(conversation):
    asyncio.run(asyncio.wait_for(conversation, timeout=60))


def connect(port, query):
    client = openai.AsyncOpenAI(api_key="unused", base_url=f"http://127.0.0.1:{port}/v1")
    return client.realtime.connect(model="coda", extra_query=query)


async def ask(connection, text="what is 6 times 7"):
    await connection.conversation.item.create(
        item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}
    )
    await connection.response.create()


async def collect(connection):
    events = [await connection.recv()]
    while events[-1].type != "response.done":
        events.append(await connection.recv())
    return events


def kill(connection):
    """Ends the connection as a lost network would: no close frame, and what was not read is gone."""
    connection._connection.transport.abort()


def number(event):
    return int(event.event_id.rsplit("_", 1)[1])


async def converse(server, breaks):
    """Asks one question; the connection is killed after each of `breaks` pieces of sound. Gives every event, and the greetings."""
    events, greetings = [], []
    async with connect(server, CODA_EVENTS) as connection:
        for _ in range(2):
            events.append(await connection.recv())
        created, resumable = events
        assert (created.type, resumable.type) == ("session.created", "coda.session.resumable")
        assert resumable.seconds == 30
        await ask(connection)
        pending = list(breaks)
        heard = 0
        while events[-1].type != "response.done" and (not pending or heard < pending[0]):
            events.append(await connection.recv())
            heard += events[-1].type == "response.output_audio.delta"
        if pending:
            kill(connection)
    while pending:
        heard = pending.pop(0)
        query = {"resume": resumable.token, "after": events[-1].event_id}
        async with connect(server, query) as connection:
            greetings.append(await connection.recv())
            count = 0
            while events[-1].type != "response.done" and (not pending or count < pending[0]):
                events.append(await connection.recv())
                count += events[-1].type == "response.output_audio.delta"
            if pending:
                kill(connection)
    return events, greetings


@pytest.mark.parametrize("breaks", [[1], [3, 2, 1, 4]])
def test_a_reply_survives_its_connection(server, breaks):
    async def conversation():
        whole, _ = await converse(server, [])
        events, greetings = await converse(server, breaks)
        assert [number(event) for event in events] == list(range(1, len(events) + 1))
        for greeting in greetings:
            assert greeting.type == "coda.session.resumed"
            assert greeting.received_messages == 2
            assert getattr(greeting, "event_id", None) is None
        assert events[-1].response.status == "completed"
        assert sound(events) == sound(whole) != b""

        def kinds(told):
            return [event.type for event in told if event.type != "response.output_audio.delta"]

        assert words(events[-1]) == words(whole[-1])
        assert kinds(events) == kinds(whole)

    run(conversation())


def test_the_conversation_goes_on_afterwards(server):
    async def conversation():
        async with connect(server, CODA_EVENTS) as connection:
            created, resumable = await connection.recv(), await connection.recv()
            await ask(connection, "my name is anna")
            events = await collect(connection)
            kill(connection)
        query = {"resume": resumable.token, "after": events[-1].event_id}
        async with connect(server, query) as connection:
            assert (await connection.recv()).received_messages == 2
            await ask(connection, "what is my name")
            again = await collect(connection)
            assert number(again[0]) == number(events[-1]) + 1
            assert "anna" in words(again[-1]).lower()
            assert created.session.id.removeprefix("sess_") in again[-1].response.id

    run(conversation())


def test_who_said_good_bye_cannot_come_back(server):
    async def conversation():
        async with connect(server, CODA_EVENTS) as connection:
            created, resumable = await connection.recv(), await connection.recv()
        query = {"resume": resumable.token, "after": created.event_id}
        with pytest.raises(websockets.InvalidStatus) as refusal:
            async with connect(server, query):
                pass
        assert refusal.value.response.status_code == 404

    run(conversation())
