"""Runs the program as a person would, and makes files for it."""

import errno
import os
import pty
import select
import struct
import subprocess
import time
import wave

from conftest import CODA

OK, USAGE, INPUT, ENGINE, NETWORK = 0, 2, 3, 4, 5
MEMBERS = {"schema", "input", "transcript", "reply", "audio", "ledger", "error"}


def coda(*words, before=(), **options):
    """`before` runs it as somebody else."""
    return subprocess.run([*before, CODA, *map(str, words)], **{"capture_output": True, "text": True, "timeout": 120} | options)


def write_wav(path, samples, rate=16000):
    with wave.open(str(path), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(rate)
        wav.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return path


class OnTerminal:
    """A program whose standard streams are a terminal, but for those named in `streams`."""

    def __init__(self, command, env=None, **streams):
        self.master, slave = pty.openpty()
        settings = {"stdin": slave, "stdout": slave, "stderr": slave} | streams
        self.process = subprocess.Popen(command, env=os.environ | {"TERM": "xterm"} | (env or {}), start_new_session=True, **settings)
        os.close(slave)
        self.text = ""

    def type(self, text):
        os.write(self.master, text.encode())

    def read_until(self, *wanted, seconds=60):
        """Reads until one of the texts is there, or, where none is wanted, to the end."""
        end = time.monotonic() + seconds
        while not any(text in self.text for text in wanted):
            ready, _, _ = select.select([self.master], [], [], max(0, end - time.monotonic()))
            assert ready, f"none of {wanted} within {seconds} s in: {self.text!r}"
            try:
                piece = os.read(self.master, 65536)
            except OSError as error:
                assert error.errno == errno.EIO
                piece = b""
            if not piece:
                assert not wanted, f"ended without any of {wanted}: {self.text!r}"
                return self.text
            self.text += piece.decode(errors="replace")
        return self.text

    def finish(self):
        """Everything it wrote, and its exit status."""
        text = self.read_until()
        os.close(self.master)
        return text, self.process.wait(timeout=30)
