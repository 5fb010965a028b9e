"""A server with room for one session: the next one is refused by name, and let in once there is room."""

import asyncio
import json

import pytest
import websockets
from test_latency import RATE_16, ask, until
from test_metrics import get, metrics, serving, stats

ENABLED = {"CODA_ADMISSION_ENABLED": "true"}
LEVELS = ["full", "no_speculation", "fast_decoding", "short_replies"]


def readiness(port, query=""):
    status, body = get(port, f"/readyz{query}")
    return status, json.loads(body)


def connect(port, query="?audio=binary"):
    return websockets.connect(f"ws://127.0.0.1:{port}/v1/realtime{query}")


def run(conversation):
    asyncio.run(asyncio.wait_for(conversation, timeout=90))


async def refused(port):
    """What a client that is refused is told: the time to wait, and the error."""
    with pytest.raises(websockets.InvalidStatus) as caught:
        await connect(port).__aenter__()
    answer = caught.value.response
    assert answer.status_code == 503
    return int(answer.headers["Retry-After"]), json.loads(answer.body)["error"]


def test_a_second_session_is_refused_by_name_and_let_in_after_the_first(tmp_path):
    async def conversation(port):
        status, body = readiness(port)
        assert status == 200 and body["admits"] and body["level"] == "full" and body["reason"] is None
        assert 0 <= body["headroom"] <= 1
        async with connect(port) as first:
            wait, error = await refused(port)
            assert 3 <= wait <= 18
            assert error["code"] == "server_overloaded" and error["type"] == "server_error" and f"{wait} s" in error["message"]
            status, body = readiness(port)
            assert (status, body["status"], body["admits"], body["sessions"]) == (200, "ready", False, 1)
            assert body["reason"] in ("processor", "recognizer", "lateness") and body["level"] in LEVELS
            assert readiness(port, "?for=new_sessions")[0] == 503
            # Who is inside is answered as ever.
            assert any("transcript" in event for event in await ask(first, "what is six times seven"))
        while readiness(port)[1]["sessions"]:
            await asyncio.sleep(0.05)
        assert readiness(port, "?for=new_sessions")[0] == 200
        async with connect(port) as second:
            assert json.loads(await second.recv())["type"] == "session.created"

    with serving(tmp_path, CODA_ADMISSION_CPU_PERCENT="1", **ENABLED) as server:
        run(conversation(server.port))
        counted = sum(value for name, value in metrics(server.port).items() if name.startswith('coda_sessions_refused_total{reason="overloaded_'))
        assert counted == 1
        refusals = stats(server.port)["sessions"]["refused"]
        assert sum(refusals[f"overloaded_{cause}"] for cause in ("processor", "recognizer", "lateness")) == 1
        assert "a session was refused" in server.said()


@pytest.mark.deviates("pcm at 16000 Hz")
def test_who_is_inside_is_told_of_each_step_and_of_the_way_back(tmp_path, speech):
    sound = speech("what is six times seven and what is eleven times twelve")

    async def conversation(port):
        async with connect(port, "?audio=binary&events=coda") as client:
            audio = {"input": RATE_16 | {"transcription": {"model": "coda"}}, "output": RATE_16}
            await client.send(json.dumps({"type": "session.update", "session": {"type": "realtime", "audio": audio}}))
            levels = []

            async def wait_for(level):
                while True:
                    message = await client.recv()
                    if isinstance(message, str) and (event := json.loads(message))["type"] == "coda.service.level":
                        levels.append(event["level"])
                        assert ("reason" in event) == (event["level"] != "full")
                        if event["level"] == level:
                            return

            async def talk():
                while True:
                    await client.send(sound + bytes(32_000))
                    await asyncio.sleep(len(sound) / 32_000 + 1)

            talking = asyncio.create_task(talk())
            await wait_for("short_replies")
            assert levels == LEVELS[1:]
            assert readiness(port)[1]["level"] == "short_replies"
            talking.cancel()
            await wait_for("full")
            assert levels[3:] == ["fast_decoding", "no_speculation", "full"]

    # Whoever speaks is beyond it, and silence is not.
    with serving(tmp_path, CODA_ADMISSION_CPU_PERCENT="4", **ENABLED) as server:
        run(conversation(server.port))
        counted = stats(server.port)["service"]["changes"]
        assert counted == {level: counted["full"] * (1 if level in ("full", "short_replies") else 2) for level in LEVELS}
        assert metrics(server.port)["coda_service_level"] == 0
