"""Keeps every event that any test's client receives, and says afterwards what was wrong with them."""

import contextvars
import json
from urllib.parse import parse_qs, urlsplit

import websockets.asyncio.connection

from realtime_checks import problems
from realtime_schema import Schemas

SCHEMAS = Schemas() if Schemas.are_there() else None
current = contextvars.ContextVar("current", default=None)


class Record:
    """The events of one test, by connection; a session that outlives its connections counts as one."""

    def __init__(self, allowed=()):
        self.allowed = allowed
        self.connections = {}
        self.resumable = {}

    def keep(self, connection, message):
        if not connection.request.path.startswith("/v1/realtime"):
            return
        if isinstance(message, bytes):
            return  # Sound in a binary frame, which only a test that asked for it gets.
        event = json.loads(message)
        token = parse_qs(urlsplit(connection.request.path).query).get("resume", [None])[0]
        first = self.resumable.get(token, connection)
        if event.get("type") == "coda.session.resumable":
            self.resumable[event["token"]] = first
        # The greeting belongs to the connection, not to the session.
        if event.get("type") != "coda.session.resumed":
            self.connections.setdefault(first, []).append(event)

    def problems(self):
        found = []
        for events in self.connections.values():
            for event in events:
                found += SCHEMAS.problems(event, allowed=self.allowed) if SCHEMAS else []
            found += problems(events)
        return found


def install():
    """From here on whatever a websockets connection receives is kept in the record of the test that runs."""
    receive = websockets.asyncio.connection.Connection.recv

    async def recv(self, decode=None):
        message = await receive(self, decode)
        if record := current.get():
            record.keep(self, message)
        return message

    websockets.asyncio.connection.Connection.recv = recv
