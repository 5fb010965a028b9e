"""The Model Context Protocol with the official package at the other end: its servers for our client, its client for our server."""

import json
import os
import pathlib
import subprocess
import sys

import httpx2
import mcp_types
import pytest
from conftest import CODA
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS, LATEST_MODERN_VERSION
from program import NETWORK, OK, coda

SERVER = pathlib.Path(__file__).with_name("mcp_server.py")
OLDER = [version for version in HANDSHAKE_PROTOCOL_VERSIONS if version >= "2025-03-26"]


@pytest.fixture(scope="module", params=["stdio", "http", "http-json", "http-stateless"])
def peer(request):
    """How `coda mcp check` reaches a server of the official package."""
    command = [sys.executable, str(SERVER), request.param]
    if request.param == "stdio":
        yield ["--command", " ".join(command)]
        return
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    yield ["--url", f"http://127.0.0.1:{int(process.stdout.readline())}/mcp"]
    process.terminate()
    process.wait(timeout=15)


def call(peer, tool, **arguments):
    return coda("mcp", "check", *peer, "--call", tool, "--arguments", json.dumps(arguments))


def test_the_tools_of_a_server_are_listed_with_their_risk(peer):
    listed = coda("mcp", "check", *peer)
    assert listed.returncode == OK, listed.stderr
    assert f"peer 1.0, revision {LATEST_MODERN_VERSION}, 4 tools" in listed.stdout
    # What it says of its tools raises a risk, and lowers none.
    assert "server.add  [network]  Adds two numbers." in listed.stdout
    assert "server.wipe  [destructive]" in listed.stdout


def test_a_tool_is_called_and_its_result_and_failure_arrive(peer):
    assert json.loads(call(peer, "add", a=2, b=40).stdout) == {"result": 42}
    assert json.loads(call(peer, "count", to=3).stdout) == {"result": "counted to 3"}
    failed = call(peer, "fail")
    assert failed.returncode == 1 and "no luck" in failed.stderr


def test_a_program_that_is_no_server_is_explained():
    wrong = coda("mcp", "check", "--command", f"{sys.executable} -c raise(SystemExit('not-this'))")
    assert wrong.returncode == NETWORK
    assert "it ended with status 1" in wrong.stderr and "not-this" in wrong.stderr
    nobody = coda("mcp", "check", "--url", "http://127.0.0.1:9/mcp")
    assert nobody.returncode == NETWORK


def with_memory(folder):
    return os.environ | {"CODA_MEMORY_ENABLED": "true", "CODA_TOOLS_DATA_FOLDER": str(folder / "data")}


def test_the_tools_of_named_servers_are_waited_for_and_a_broken_one_is_named(tmp_path):
    servers = {
        "good": {"command": sys.executable, "args": [str(SERVER), "stdio"]},
        "broken": {"command": str(tmp_path / "no-such-program")},
    }
    (tmp_path / "servers.json").write_text(json.dumps({"mcpServers": servers}))
    settings = with_memory(tmp_path) | {
        "CODA_MCP_SERVERS_FILE": str(tmp_path / "servers.json"), "CODA_MCP_APPROVALS_FILE": "none",
    }
    listed = coda("tools", "list", "--json", env=settings)
    assert listed.returncode == OK, listed.stderr
    names = {tool["name"] for tool in json.loads(listed.stdout)["tools"]}
    assert {"calculator", "good.add", "memory.recall"} <= names
    assert "MCP server broken is lost" in listed.stderr
    called = coda("tools", "call", "good.add", '{"a": 2, "b": 40}', "--yes", "--json", env=settings)
    assert called.returncode == OK and json.loads(called.stdout) == {"result": 42}, called.stderr
    without = coda("tools", "list", "--json", env=settings | {"CODA_MEMORY_ENABLED": "false"})
    assert without.returncode == OK and "memory.recall" not in without.stdout


@pytest.fixture(scope="module")
def door():
    """The address where a server offers its tools."""
    process = subprocess.Popen(
        [CODA, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True,
        env=os.environ | {"CODA_MCP_OFFERS": "read"})
    line = next(line for line in process.stdout if line.startswith("Talk to it:"))
    yield line.split()[-1] + "mcp"
    process.terminate()
    assert process.wait(timeout=15) == 0


def targets(kind, door):
    return StdioServerParameters(command=CODA, args=["mcp"]) if kind == "stdio" else door


@pytest.mark.parametrize("kind", ["stdio", "http"])
@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_the_official_client_uses_our_tools(kind, mode, door):
    async with Client(targets(kind, door), mode=mode) as client:
        assert client.protocol_version == (LATEST_MODERN_VERSION if mode == "auto" else OLDER[-1])
        tools = (await client.list_tools()).tools
        # Some hosts take no dots in names.
        assert {"calculator", "units_convert"} <= {tool.name for tool in tools}
        result = await client.call_tool("units_convert", {"value": 2, "from": "km", "to": "m"})
        assert not result.is_error and "2000" in json.dumps(result.structured_content)
        with pytest.raises(MCPError) as unknown:
            await client.call_tool("no_such_tool", {})
        assert unknown.value.error.code == mcp_types.INVALID_PARAMS


async def test_the_memory_is_offered_where_it_is_on(tmp_path):
    async with Client(StdioServerParameters(command=CODA, args=["mcp"], env=with_memory(tmp_path))) as client:
        kept = await client.call_tool("memory_remember", {"sentence": "my locker is number nine"})
        assert not kept.is_error
        found = await client.call_tool("memory_recall", {"about": "locker"})
        assert not found.is_error and "nine" in json.dumps(found.structured_content)


def post(door, message, **headers):
    headers = {"Accept": "application/json, text/event-stream", **{name.replace("_", "-"): text for name, text in headers.items()}}
    return httpx2.post(door, json=message, headers=headers)


@pytest.mark.parametrize("revision", OLDER)
def test_a_session_over_http_lives_as_the_specification_says(door, revision):
    hello = {"protocolVersion": revision, "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    opened = post(door, {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello})
    assert opened.json()["result"]["protocolVersion"] == revision
    session = {"Mcp_Session_Id": opened.headers["mcp-session-id"], "MCP_Protocol_Version": revision}
    assert post(door, {"jsonrpc": "2.0", "method": "notifications/initialized"}, **session).status_code == 202
    ping = {"jsonrpc": "2.0", "id": "p", "method": "ping"}
    assert post(door, ping, **session).json() == {"jsonrpc": "2.0", "id": "p", "result": {}}
    assert post(door, ping).status_code == 400
    assert post(door, ping, Mcp_Session_Id="mcp_guess").status_code == 404
    assert post(door, ping, **session | {"MCP_Protocol_Version": "1999-01-01"}).status_code == 400
    names = {"Mcp-Session-Id": session["Mcp_Session_Id"]}
    assert httpx2.get(door, headers={"Accept": "text/event-stream", **names}).status_code == 405
    assert httpx2.delete(door, headers=names).status_code == 204
    assert post(door, ping, **session).status_code == 404


def test_pages_of_other_origins_and_wrong_keys_stay_outside(door):
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    assert post(door, ping, Origin="http://evil.example").status_code == 403
    assert post(door, ping, X_Forwarded_For="192.0.2.7").status_code == 403
    assert httpx2.post(door, content="{", headers={"Content-Type": "application/json"}).status_code == 400
    assert httpx2.post(door, content="{}", headers={"Content-Type": "text/plain"}).status_code == 415


def test_a_server_offers_nothing_unless_it_is_told_to(server):
    assert post(f"http://127.0.0.1:{server}/mcp", {"jsonrpc": "2.0", "id": 1, "method": "ping"}).status_code == 404
