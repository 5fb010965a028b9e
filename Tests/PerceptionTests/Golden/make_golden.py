"""Writes the golden files beside this script, from the reference implementations in Python.

Needs numpy and onnxruntime, the models of `make models`, and an unpacked wheel of pipecat-ai 1.14.0:

    python make_golden.py --pipecat WHEEL_FOLDER --models .deps/models [--recordings DATA_FOLDER]

Every test signal follows from a formula that GoldenSignal.swift has, too, in the same order of 64-bit operations.
"""
import argparse
import importlib.util
import math
import pathlib
import wave

import numpy as np
import onnxruntime

HERE = pathlib.Path(__file__).parent
MASK = (1 << 64) - 1


class Seeded:
    """splitmix64"""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def unit(self):
        """-1 ..< 1"""
        return (self.next() >> 11) * (2.0 / (1 << 53)) - 1.0


def chirp(count, seed):
    return [0.4 * math.sin(2 * math.pi * (100.0 + 0.04 * i) * i / 16000.0) for i in range(count)]


def noise(count, seed):
    random = Seeded(seed)
    return [0.1 * random.unit() for _ in range(count)]


def vowels(count, seed):
    """Syllables: harmonics of a gliding voice under two formants, with pauses and a little noise."""
    random = Seeded(seed)
    samples, phase = [], 0.0
    for i in range(count):
        time = i / 16000.0
        pitch = 120.0 + 30.0 * math.sin(2 * math.pi * 0.7 * time)
        phase = phase + pitch / 16000.0
        formant = 500.0 + 250.0 * math.sin(2 * math.pi * 1.3 * time)
        value = 0.0
        for harmonic in range(1, 21):
            f = harmonic * pitch
            first = (f - formant) / 150.0
            second = (f - 1500.0) / 300.0
            gain = 1.0 / (1.0 + first * first) + 0.4 / (1.0 + second * second)
            value = value + gain * math.sin(2 * math.pi * harmonic * phase)
        syllable = math.sin(2 * math.pi * 2.0 * time)
        level = syllable if syllable > 0.0 else 0.0
        samples.append(0.15 * level * value + 0.002 * random.unit())
    return samples


def silence(count, seed):
    return [0.0] * count


def offset(count, seed):
    return [0.25 + 0.05 * math.sin(2 * math.pi * 200.0 * i / 16000.0) for i in range(count)]


SIGNALS = {"chirp": chirp, "noise": noise, "vowels": vowels, "silence": silence, "offset": offset}

# name, samples, seed
TURNS = [
    ("vowels", 128000, 1), ("vowels", 40000, 2), ("vowels", 150000, 3), ("chirp", 128000, 0), ("chirp", 16001, 0), ("noise", 64000, 4),
    ("noise", 127900, 5), ("silence", 16000, 0), ("silence", 0, 0), ("offset", 127799, 0), ("offset", 50000, 0), ("vowels", 300, 6),
]


def load(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sampled():
    """Places in the picture: a few in every band, frames spread by a step that is prime to the groups of eight."""
    return [(band, (band * 37 + step * 101) % 800) for band in range(0, 80, 4) for step in range(3)]


def turns(features, models):
    session = onnxruntime.InferenceSession(str(models / "smart_turn.onnx"))
    # The network computes in 8 bits, and rounding of the picture moves its score: the reference shaken by the difference between 32
    # and 64 bits tells how far another implementation may land.
    shake = np.random.default_rng(0)
    lines = ["# signal samples seed probability spread; then 'value band frame feature' for some of its features"]
    for name, count, seed in TURNS:
        audio = np.array(SIGNALS[name](count, seed), dtype=np.float32)
        audio = audio[-128000:] if count > 128000 else np.pad(audio, (128000 - count, 0))
        picture = features.compute_whisper_log_mel_features(audio)

        def score(features):
            return session.run(None, {"input_features": features[None]})[0][0].item()

        probability = score(picture)
        shaken = [score(picture + shake.normal(0, 3e-5, picture.shape).astype(np.float32)) for _ in range(16)]
        spread = max(abs(other - probability) for other in shaken)
        lines.append(f"signal {name} {count} {seed} {probability:.6f} {spread:.6f}")
        places = sampled() if count > 20000 else sampled()[::4]
        lines += [f"value {band} {frame} {picture[band, frame]:.5f}" for band, frame in places]
    (HERE / "turns.txt").write_text("\n".join(lines) + "\n")


def windows(session, samples):
    state, context = np.zeros((2, 1, 128), np.float32), np.zeros(64, np.float32)
    for start in range(0, len(samples) - 511, 512):
        window = samples[start : start + 512]
        inputs = {"input": np.concatenate([context, window])[None], "state": state, "sr": np.array(16000, np.int64)}
        output, state = session.run(None, inputs)
        context = window[-64:]
        yield output.item()


def activity(models, recordings):
    session = onnxruntime.InferenceSession(str(models / "silero_vad.onnx"))
    lines = ["# 'signal name samples seed' or 'file path', then the probability of each window"]
    for name, count, seed in [("vowels", 48000, 1), ("noise", 16000, 4), ("chirp", 16000, 0), ("silence", 8000, 0)]:
        lines.append(f"signal {name} {count} {seed}")
        lines += [f"{p:.6f}" for p in windows(session, np.array(SIGNALS[name](count, seed), dtype=np.float32))]
    if recordings:
        path = "speech/assistant_commands/open/jfk.wav"
        with wave.open(str(recordings / path)) as file:
            samples = np.frombuffer(file.readframes(4 * 16000), dtype="<i2").astype(np.float32) / 32768
        lines.append(f"file {path}")
        lines += [f"{p:.6f}" for p in windows(session, samples)]
    (HERE / "activity.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--pipecat", type=pathlib.Path, required=True)
    parser.add_argument("--models", type=pathlib.Path, required=True)
    parser.add_argument("--recordings", type=pathlib.Path)
    wish = parser.parse_args()
    turns(load(wish.pipecat / "pipecat/audio/turn/smart_turn/_whisper_features.py", "whisper_features"), wish.models)
    activity(wish.models, wish.recordings)
