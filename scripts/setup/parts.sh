# How each part of .deps is made from its archive. Sourced by scripts/setup.sh; a change here makes the parts anew.

all_parts=(onnxruntime silero smart_turn pocketsphinx)

archive_of() {
    case $1 in
    onnxruntime) echo sherpa-onnx-core ;;
    silero) echo silero-vad ;;
    smart_turn) echo pipecat-ai ;;
    pocketsphinx) echo pocketsphinx ;;
    esac
}

purpose_of() {
    case $1 in
    onnxruntime) echo "ONNX Runtime" ;;
    silero) echo "the voice activity model" ;;
    smart_turn) echo "the end-of-turn model" ;;
    pocketsphinx) echo "the recogniser and its English model" ;;
    esac
}

# take_from_wheel WHEEL FOLDER [MEMBER DESTINATION]...
take_from_wheel() {
    /usr/bin/python3 - "$@" <<'PYTHON'
import pathlib, shutil, sys, zipfile
wheel, folder, *pairs = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for member, destination in zip(pairs[::2], pairs[1::2]):
        path = pathlib.Path(folder, destination)
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
PYTHON
}

make_onnxruntime() {
    # The wheel holds no licence text, only its name in the metadata.
    take_from_wheel "$1" "$2" \
        sherpa_onnx/lib/libonnxruntime.so lib/libonnxruntime.so \
        sherpa_onnx_core-2.0.1.dist-info/METADATA licences/sherpa-onnx-core.metadata
}

make_silero() {
    take_from_wheel "$1" "$2" \
        silero_vad/data/silero_vad_16k_op15.onnx models/silero_vad.onnx \
        silero_vad-6.2.3.dist-info/licenses/LICENSE licences/silero-vad
    write_silero_weights "$2/models/silero_vad.onnx" "$2/models/silero_vad.safetensors"
}

# write_silero_weights ONNX SAFETENSORS: the model's weights in the wheel's own names and order of its safetensors file. That file itself
# is of another training than the wheel's ONNX models, and says other things of the same sound.
write_silero_weights() {
    /usr/bin/python3 - "$@" <<'PYTHON'
import json, math, pathlib, struct, sys

NAMES = {"model.stft.forward_basis_buffer": "stft_conv.weight"}
for layer in range(4):
    for kind in ("weight", "bias"):
        NAMES[f"model.encoder.{layer}.reparam_conv.{kind}"] = f"conv{layer + 1}.{kind}"
for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
    NAMES[f"model.decoder.rnn.{kind}"] = f"lstm_cell.{kind}"
for kind in ("weight", "bias"):
    NAMES[f"model.decoder.decoder.2.{kind}"] = f"final_conv.{kind}"


def number(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        shift, at = shift + 7, at + 1
        if byte < 128:
            return value, at


def fields(data):
    """Protocol Buffers: the number and value of each field."""
    at = 0
    while at < len(data):
        key, at = number(data, at)
        if key & 7 == 0:
            value, at = number(data, at)
        else:
            length, at = {1: (8, at), 5: (4, at)}.get(key & 7) or number(data, at)
            value, at = data[at:at + length], at + length
        yield key >> 3, value


# ModelProto.graph is 7, GraphProto.initializer 5; of a TensorProto, dims is 1, data_type 2 (1 is float), name 8, raw_data 9.
found = {}
model = pathlib.Path(sys.argv[1]).read_bytes()
for tensor in [value for kind, graph in fields(model) if kind == 7 for part, value in fields(graph) if part == 5]:
    parts = list(fields(tensor))
    one = dict(parts)
    name = NAMES.get(bytes(one.get(8, b"")).decode())
    if name:
        shape = [value for kind, value in parts if kind == 1]
        if one[2] != 1 or len(one[9]) != 4 * math.prod(shape):
            sys.exit(f"{name} is not made of floats, or not of as many as its shape says")
        found[name] = shape, one[9]
if missing := set(NAMES.values()) - set(found):
    sys.exit(f"the model lacks {', '.join(sorted(missing))}")

header, data = {}, b""
for name in NAMES.values():
    shape, values = found[name]
    header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(values)]}
    data += values
text = json.dumps(header, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
pathlib.Path(sys.argv[2]).write_bytes(struct.pack("<Q", len(text)) + text + data)
PYTHON
}

make_smart_turn() {
    take_from_wheel "$1" "$2" \
        pipecat/audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx models/smart_turn.onnx \
        pipecat_ai-1.14.0.dist-info/licenses/LICENSE licences/pipecat-ai
}

make_pocketsphinx() {
    local source=$work/pocketsphinx build=$work/pocketsphinx-build
    mkdir -p "$source" "$2/lib" "$2/include/pocketsphinx" "$2/models" "$2/licences"
    tar --extract --gzip --file "$1" --directory "$source" --strip-components 1
    CC=/usr/bin/cc cmake -S "$source" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF >"$work/cmake.log" 2>&1 &&
        cmake --build "$build" --target pocketsphinx >>"$work/cmake.log" 2>&1 || {
        tail -n 20 "$work/cmake.log" >&2
        stop "PocketSphinx did not build; the lines above say where"
    }
    cp "$build/libpocketsphinx.a" "$2/lib/"
    cp "$source/include/pocketsphinx.h" "$2/include/"
    cp "$source"/include/pocketsphinx/*.h "$build"/include/pocketsphinx/*.h "$2/include/pocketsphinx/"
    cp -R "$source/model/en-us" "$2/models/en-us"
    cp "$source/LICENSE" "$2/licences/pocketsphinx"
}
