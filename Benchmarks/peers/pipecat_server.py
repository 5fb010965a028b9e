"""A voice assistant of Pipecat's with Coda's engines, which speaks as much of the Realtime protocol as `coda bench turn` needs.

FastAPI WebSocket transport, Silero (stop after 0.2 s) and Smart Turn as Pipecat ships them, PocketSphinx in a process of its own for
each session (its Python module keeps the interpreter locked), a fixed reply, and Flite's voice slt. Prints its port once it listens.

Usage: pipecat_server.py FOLDER, where FOLDER holds the English models of PocketSphinx that `make models` installs.
"""
import asyncio
import concurrent.futures
import ctypes
import json
import multiprocessing
import pathlib
import socket
import sys

import uvicorn
from fastapi import FastAPI, WebSocket
from loguru import logger
from pipecat.audio.turn.smart_turn.local_smart_turn_v3 import LocalSmartTurnAnalyzerV3
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.audio.vad.vad_analyzer import VADParams
from pipecat.frames.frames import (
    BotStoppedSpeakingFrame, InputAudioRawFrame, LLMContextFrame, LLMFullResponseEndFrame, LLMFullResponseStartFrame, LLMTextFrame,
    OutputAudioRawFrame, OutputTransportMessageFrame, OutputTransportMessageUrgentFrame, TranscriptionFrame, TTSAudioRawFrame,
    UserStartedSpeakingFrame, UserStoppedSpeakingFrame, VADUserStartedSpeakingFrame, VADUserStoppedSpeakingFrame)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.runner import PipelineRunner
from pipecat.pipeline.task import PipelineParams, PipelineTask
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import LLMContextAggregatorPair, LLMUserAggregatorParams
from pipecat.processors.frame_processor import FrameProcessor
from pipecat.serializers.base_serializer import FrameSerializer
from pipecat.services.settings import STTSettings, TTSSettings
from pipecat.services.stt_service import STTService
from pipecat.services.tts_service import TTSService
from pipecat.transports.websocket.fastapi import FastAPIWebsocketParams, FastAPIWebsocketTransport
from pipecat.turns.user_stop import TurnAnalyzerUserTurnStopStrategy
from pipecat.turns.user_turn_strategies import UserTurnStrategies
from pipecat.utils.time import time_now_iso8601

RATE = 16_000
REPLY = "I have heard you."


class Flite:
    """Flite's library, of which one call is needed."""

    class Wave(ctypes.Structure):
        _fields_ = [("type", ctypes.c_char_p), ("rate", ctypes.c_int), ("count", ctypes.c_int), ("channels", ctypes.c_int),
                    ("samples", ctypes.POINTER(ctypes.c_short))]

    def __init__(self):
        self.library = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
        self.library.flite_init()
        for name in ("libflite_usenglish.so.1", "libflite_cmulex.so.1"):
            ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)
        slt = ctypes.CDLL("libflite_cmu_us_slt.so.1")
        slt.register_cmu_us_slt.restype = ctypes.c_void_p
        self.voice = slt.register_cmu_us_slt(None)
        self.library.flite_text_to_wave.restype = ctypes.POINTER(self.Wave)
        self.library.flite_text_to_wave.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
        self.library.delete_wave.argtypes = [ctypes.c_void_p]

    def speak(self, text):
        wave = self.library.flite_text_to_wave(text.encode(), self.voice)
        try:
            return ctypes.string_at(wave.contents.samples, 2 * wave.contents.count)
        finally:
            self.library.delete_wave(wave)


decoder = None


def load_decoder(folder):
    global decoder
    import pocketsphinx

    # As Coda sets it.
    decoder = pocketsphinx.Decoder(
        hmm=f"{folder}/en-us", lm=f"{folder}/en-us.lm.bin", dict=f"{folder}/cmudict-en-us.dict", samprate=RATE, fwdflat=False,
        bestpath=False, maxwpf=20, maxhmmpf=3000, pl_window=5, loglevel="FATAL")


def decode(begins, sound, ends):
    if begins:
        decoder.start_utt()
    if sound:
        decoder.process_raw(sound, False, False)
    if not ends:
        return None
    decoder.end_utt()
    hypothesis = decoder.hyp()
    return hypothesis.hypstr if hypothesis else ""


class Sphinx(STTService):
    """Streams speech to the recogniser, from a little before voice activity noticed it."""

    BEFORE = RATE  # bytes: half a second

    def __init__(self, worker):
        super().__init__(sample_rate=RATE, ttfs_p99_latency=0.1, settings=STTSettings(model=None, language=None))
        self.worker = worker
        self.before = b""
        self.is_speaking = False
        self.begins = False

    async def run_in_worker(self, *arguments):
        return await asyncio.get_running_loop().run_in_executor(self.worker, decode, *arguments)

    async def run_stt(self, audio):
        if self.is_speaking:
            begins, self.begins = self.begins, False
            sound, self.before = self.before + audio, b""
            # The executor keeps the order; only the end is waited for.
            self.worker.submit(decode, begins, sound, False)
        else:
            self.before = (self.before + audio)[-self.BEFORE:]
        yield None

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if isinstance(frame, VADUserStartedSpeakingFrame) and not self.is_speaking:
            self.is_speaking = self.begins = True
        elif isinstance(frame, VADUserStoppedSpeakingFrame) and self.is_speaking:
            self.is_speaking = False
            begins, self.begins = self.begins, False
            text = await self.run_in_worker(begins, b"", True)
            if text:
                await self.push_frame(TranscriptionFrame(text, "", time_now_iso8601(), finalized=True))


class FliteTTS(TTSService):
    def __init__(self, flite):
        super().__init__(
            sample_rate=RATE, push_start_frame=True, push_stop_frames=True, stop_frame_timeout_s=0.3,
            settings=TTSSettings(model=None, voice=None, language=None))
        self.flite = flite

    async def run_tts(self, text, context_id):
        sound = await asyncio.get_running_loop().run_in_executor(None, self.flite.speak, text)
        yield TTSAudioRawFrame(sound, RATE, 1, context_id=context_id)


def event(type, **members):
    return OutputTransportMessageUrgentFrame(message={"type": type, **members})


class FixedReply(FrameProcessor):
    """In place of a language model."""

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if not isinstance(frame, LLMContextFrame):
            return await self.push_frame(frame, direction)
        await self.push_frame(event("response.created"))
        await self.push_frame(LLMFullResponseStartFrame())
        await self.push_frame(LLMTextFrame(REPLY))
        await self.push_frame(LLMFullResponseEndFrame())


class Teller(FrameProcessor):
    """Tells the client what it needs to know of turns."""

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        await self.push_frame(frame, direction)
        if isinstance(frame, UserStartedSpeakingFrame):
            await self.push_frame(event("input_audio_buffer.speech_started"))
        elif isinstance(frame, UserStoppedSpeakingFrame):
            await self.push_frame(event("input_audio_buffer.speech_stopped"))
            await self.push_frame(event("input_audio_buffer.committed"))
        elif isinstance(frame, TranscriptionFrame):
            await self.push_frame(event("conversation.item.input_audio_transcription.completed", transcript=frame.text))
        elif isinstance(frame, BotStoppedSpeakingFrame):
            await self.push_frame(event("response.done", response={"status": "completed"}))


class Protocol(FrameSerializer):
    async def serialize(self, frame):
        if isinstance(frame, OutputAudioRawFrame):
            return frame.audio
        if isinstance(frame, (OutputTransportMessageFrame, OutputTransportMessageUrgentFrame)):
            return json.dumps(frame.message)
        return None

    async def deserialize(self, data):
        return InputAudioRawFrame(data, RATE, 1) if isinstance(data, bytes) else None


app = FastAPI()


@app.websocket("/v1/realtime")
async def converse(websocket: WebSocket):
    await websocket.accept()
    worker = concurrent.futures.ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("spawn"), initializer=load_decoder, initargs=(app.state.models,))
    try:
        # Loaded before the client speaks.
        await asyncio.get_running_loop().run_in_executor(worker, decode, True, b"\0" * RATE, True)
        transport = FastAPIWebsocketTransport(
            websocket, FastAPIWebsocketParams(
                audio_in_enabled=True, audio_out_enabled=True, audio_in_sample_rate=RATE, audio_out_sample_rate=RATE,
                serializer=Protocol()))
        aggregators = LLMContextAggregatorPair(
            LLMContext(), user_params=LLMUserAggregatorParams(
                vad_analyzer=SileroVADAnalyzer(params=VADParams(stop_secs=0.2)),
                user_turn_strategies=UserTurnStrategies(
                    stop=[TurnAnalyzerUserTurnStopStrategy(turn_analyzer=LocalSmartTurnAnalyzerV3())])))
        pipeline = Pipeline([
            transport.input(), Sphinx(worker), aggregators.user(), FixedReply(), FliteTTS(app.state.flite), Teller(), transport.output(),
            aggregators.assistant()])
        task = PipelineTask(
            pipeline, params=PipelineParams(audio_in_sample_rate=RATE, audio_out_sample_rate=RATE), idle_timeout_secs=None)

        @transport.event_handler("on_client_disconnected")
        async def gone(transport, websocket):
            await task.cancel()

        await PipelineRunner(handle_sigint=False).run(task)
    finally:
        worker.shutdown(wait=False, cancel_futures=True)


def main():
    logger.remove()
    logger.add(sys.stderr, level="WARNING")
    app.state.models = str(pathlib.Path(sys.argv[1]).absolute())
    app.state.flite = Flite()
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


if __name__ == "__main__":
    main()
