"""Whatever one client sends, the next one is served."""

import asyncio
import json
import random
import socket
import urllib.error
import urllib.request

import pytest
import websockets


def get(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def url(port, query=""):
    return f"ws://127.0.0.1:{port}/v1/realtime{query}"


async def is_served(port):
    async with websockets.connect(url(port)) as client:
        return json.loads(await client.recv())["type"] == "session.created"


def test_health_and_pages(server):
    assert get(server, "/healthz")[0] == 200
    status, body = get(server, "/readyz")
    assert status == 200 and json.loads(body)["status"] == "ready"
    status, page = get(server, "/")
    assert status == 200 and b"<title>" in page
    assert get(server, "/nothing/here")[0] == 404
    assert get(server, "/v1/realtime")[0] == 426


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_on_the_socket(server, seed):
    junk = random.Random(seed).randbytes(10_000)

    async def conversation():
        # As sound every byte is something; as text it is an error or the end of the connection.
        async with websockets.connect(url(server)) as client:
            await client.recv()
            await client.send(junk)
            await client.send(junk.decode("latin-1"))
            answer = json.loads(await asyncio.wait_for(client.recv(), 5))
            assert answer["type"] == "error"
        assert await is_served(server)

    asyncio.run(conversation())


def test_random_bytes_on_the_port(server):
    with socket.create_connection(("127.0.0.1", server), timeout=5) as raw:
        raw.sendall(random.Random(7).randbytes(10_000))
        raw.settimeout(5)
        try:
            while raw.recv(4096):
                pass
        except ConnectionResetError:
            pass
    assert asyncio.run(is_served(server))


def test_invalid_utf8_is_closed_with_1007(server):
    async def conversation():
        async with websockets.connect(url(server)) as client:
            await client.recv()
            await client.send(b"\xff\xfe{", text=True)
            with pytest.raises(websockets.ConnectionClosed) as closed:
                while True:
                    await asyncio.wait_for(client.recv(), 5)
            assert closed.value.rcvd.code == 1007
        assert await is_served(server)

    asyncio.run(conversation())


def test_a_client_that_vanishes_in_the_middle_of_speech(server, speech):
    async def conversation():
        client = await websockets.connect(url(server))
        await client.recv()
        await client.send(speech("what time is it"))
        client.transport.abort()
        assert await is_served(server)

    asyncio.run(conversation())


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "file://", "http://127.0.0.1:1"])
def test_a_foreign_page_may_not_connect(server, origin):
    async def conversation():
        with pytest.raises(websockets.InvalidStatus) as refused:
            await websockets.connect(url(server), origin=origin)
        assert refused.value.response.status_code == 403

    asyncio.run(conversation())


@pytest.mark.deviates("pcm at 16000 Hz")
def test_binary_frames_both_ways(server, speech):
    async def conversation():
        async with websockets.connect(url(server, "?audio=binary")) as client:
            await client.recv()
            format = {"format": {"type": "audio/pcm", "rate": 16000}}
            await client.send(json.dumps({"type": "session.update", "session": {"type": "realtime", "audio": {"input": format, "output": format}}}))
            pcm = speech("what time is it") + bytes(32000)
            for start in range(0, len(pcm), 640):
                await client.send(pcm[start : start + 640])
            sound = b""
            while True:
                message = await asyncio.wait_for(client.recv(), 20)
                if isinstance(message, bytes):
                    sound += message
                elif json.loads(message)["type"] == "response.done":
                    break
            assert len(sound) > 16000

    asyncio.run(conversation())


def test_a_page_whose_name_was_rebound_to_this_machine_may_not_connect(server):
    async def conversation():
        name = f"evil.example:{server}"
        with pytest.raises(websockets.InvalidStatus) as refused:
            await websockets.connect(f"ws://{name}/v1/realtime", host="127.0.0.1", port=server, origin=f"http://{name}")
        assert refused.value.response.status_code == 403

    asyncio.run(conversation())


def test_idle_clients_do_not_keep_the_next_one_out(server):

    async def conversation():
        idle = [await websockets.connect(url(server)) for _ in range(20)]
        assert await is_served(server)
        await asyncio.gather(*(client.close() for client in idle))

    asyncio.run(conversation())
