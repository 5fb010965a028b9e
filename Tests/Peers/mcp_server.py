"""A server of tools made with the official package: over standard streams, or streamable HTTP on a port that it prints.

Usage: mcp_server.py stdio | http | http-json | http-stateless
"""

import socket
import sys

import uvicorn
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

server = MCPServer("peer", version="1.0")


@server.tool(annotations=ToolAnnotations(read_only_hint=True))
def add(a: int, b: int) -> int:
    """Adds two numbers."""
    return a + b


@server.tool()
def fail() -> str:
    """Fails."""
    raise ToolError("no luck")


@server.tool(annotations=ToolAnnotations(destructive_hint=True))
def wipe() -> str:
    """Deletes everything."""
    return "gone"


@server.tool()
async def count(to: int, context: Context) -> str:
    """Counts, and says how far it is."""
    for number in range(to):
        await context.report_progress(number + 1, to)
    return f"counted to {to}"


if __name__ == "__main__":
    kind = sys.argv[1]
    if kind == "stdio":
        server.run("stdio")
    else:
        app = server.streamable_http_app(json_response=kind == "http-json", stateless_http=kind == "http-stateless")
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listener])
