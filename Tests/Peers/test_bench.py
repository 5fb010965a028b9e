"""Benchmarks as a person runs and reads them: the list, one run, the page and the comparison."""

import json
import re
import xml.etree.ElementTree

import pytest

from program import INPUT, OK, USAGE, coda

DIFFERENT = 1
NAMES = [line.split()[0] for line in coda("bench", "list").stdout.splitlines()]
SUFFIXES = ("p50", "p95", "p99", "mean", "n")


def test_the_list_has_every_benchmark_that_the_help_names():
    assert len(NAMES) == len(set(NAMES)) > 5
    help_text = coda("bench", "--help").stdout
    assert all(re.search(rf"^\s+{name}\b", help_text, re.MULTILINE) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_benchmark_takes_the_common_options(name):
    # Only the last word is wrong, so all before it are known.
    done = coda("bench", name, "--quick", "--json", "-", "--seed", "none")
    assert done.returncode == USAGE and "--seed must be" in done.stderr


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("before")
    done = coda("bench", "tts", "--quick", "--seed", "3", "--json", folder / "tts.json")
    assert done.returncode == OK, done.stderr
    return folder


def test_a_run_keeps_the_contract(run):
    report = json.loads((run / "tts.json").read_text())
    assert {"name", "version", "machine", "started", "settings", "figures", "notes"} == set(report)
    assert report["name"] == "tts" and report["settings"]["seed"] == 3 and report["settings"]["quick"] is True
    assert all(isinstance(value, (int, float)) for value in report["figures"].values())
    for name in report["figures"]:
        if name.endswith(".p50"):
            assert all(f"{name[:-4]}.{suffix}" in report["figures"] for suffix in SUFFIXES), name
    assert {"processor", "cores", "memory_mb", "kernel", "governor", "load_at_start", "libraries", "models"} <= set(report["machine"])


def test_a_page_shows_every_figure_and_plots_that_can_be_drawn(run):
    done = coda("bench", "report", run)
    assert done.returncode == OK, done.stderr
    page = (run / "report.md").read_text()
    latencies = {name[:-4] for name in json.loads((run / "tts.json").read_text())["figures"] if name.endswith(".p50")}
    assert all(f"| {name} |" in page for name in latencies)
    plots = re.findall(r"!\[.*\]\((images/.*\.svg)\)", page)
    assert plots
    for plot in plots:
        assert xml.etree.ElementTree.parse(run / plot).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_a_comparison_ends_with_1_only_where_something_is_worse(run, tmp_path):
    same = coda("bench", "compare", run / "tts.json", run / "tts.json")
    assert same.returncode == OK and " 0 worse" in same.stdout
    report = json.loads((run / "tts.json").read_text())
    report["figures"]["whole_ms.slt.paragraph.p50"] *= 2
    (tmp_path / "tts.json").write_text(json.dumps(report))
    worse = coda("bench", "compare", run / "tts.json", tmp_path)
    assert worse.returncode == DIFFERENT
    assert re.search(r"tts whole_ms\.slt\.paragraph\.p50 .*\+100 %.*WORSE", worse.stdout)
    better = coda("bench", "compare", tmp_path, run / "tts.json")
    assert better.returncode == OK and " 1 better" in better.stdout


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    """A folder as --data takes it, spoken by Coda's own voice."""
    folder = tmp_path_factory.mktemp("recordings")
    rows = ["file\tspeaker\ttranscript"]
    for number, text in enumerate(("what time is it now", "tell me a joke please", "what is twelve plus thirty")):
        done = coda("say", text, "--voice", "rms", "-o", folder / f"{number}.wav")
        assert done.returncode == OK, done.stderr
        rows.append(f"{number}.wav\trms\t{text}")
    (folder / "transcripts.tsv").write_text("\n".join(rows) + "\n")
    return folder


def quick(name, *words):
    done = coda("bench", name, "--quick", "--json", "-", *words)
    assert done.returncode == OK, done.stderr
    return json.loads(done.stdout)


def test_conversations_at_once_are_answered_and_counted(recordings):
    report = quick("concurrency", "--data", recordings, "--clients", "3")
    figures = report["figures"]
    assert figures["admitted.3"] == 3 and figures["refused.3"] == 0 and figures["broken.3"] == 0 and figures["lost.3"] == 0
    assert figures["turns.3"] > 0 and figures["replied_share.3"] == 1
    assert {"answered_share.3", "answered_in_3s_share.3", "first_audible_ms.3.p95", "cut_off_share.3", "cpu_share.3", "rss_mb.3"} <= set(figures)
    assert {"wer_share.3", "wer_alone_share.3", "wer_share.alone", "degraded_share.3", "client_late_ms.3.p95"} <= set(figures)


def test_a_rising_load_says_how_many_a_server_held(recordings):
    report = quick("stress", "--data", recordings)
    figures = report["figures"]
    assert figures["conversations_held"] >= 0 and figures["recovery_factor"] > 0
    assert any("too many" in note or "bore all of it" in note for note in report["notes"])


def test_sessions_come_and_go_without_an_error():
    figures = quick("soak", "--turns", "60")["figures"]
    assert figures["turns"] == 60 and figures["errors"] == 0
    assert figures["sessions"] >= 4


@pytest.mark.parametrize(
    "words", [("tts", "--clients", "2"), ("stt", "--server", "80"), ("all", "--turns", "3"), ("compare", "a", "b", "--quick")]
)
def test_an_option_that_means_nothing_there_is_refused(words):
    done = coda("bench", *words)
    assert done.returncode == USAGE and "takes no --" in done.stderr


def test_what_is_no_run_is_explained(tmp_path):
    (tmp_path / "a.json").write_text('{"name": "turn"}')
    done = coda("bench", "compare", tmp_path, tmp_path)
    assert done.returncode == INPUT and "a.json" in done.stderr
    assert coda("bench", "report", tmp_path / "nowhere").returncode == INPUT
    assert coda("bench", "compare", tmp_path).returncode == USAGE


def test_intents_are_learnt_from_one_file_and_tried_on_another(tmp_path):
    train, test = tmp_path / "train.tsv", tmp_path / "test.tsv"
    said = {
        "lights": ["turn on the lamp", "lights off please", "make the room brighter", "switch the light on", "dim the lights", "turn off the lamp"],
        "music": ["play some jazz", "put a song on", "i want to hear music", "start my playlist", "play the next song", "music please"],
        "weather": ["will it rain today", "how warm is it outside", "is it going to snow", "weather for tomorrow", "do i need an umbrella", "is it sunny"],
    }
    train.write_text("".join(f"{label}\t{text}\n" for label, texts in said.items() for text in texts))
    test.write_text("lights\tswitch off the lights\nmusic\tplay a song\nweather\tis it raining\noos\twho built the pyramids of egypt\n")
    done = coda("bench", "intents", "--quick", "--json", "-", "--train", train, "--test", test)
    assert done.returncode == OK, done.stderr
    figures = json.loads(done.stdout)["figures"]
    assert figures["intents"] == 3 and figures["in_scope_accuracy_share.n"] == 3 and figures["out_of_scope_recall_share.n"] == 1
    assert figures["in_scope_accuracy_share.low"] <= figures["in_scope_accuracy_share"] <= figures["in_scope_accuracy_share.high"]
    assert figures["in_scope_accuracy_without_threshold_share"] == 1
    assert {"latency_ms.p50", "latency_ms.p95", "embedding_ms.p50", "training_s", "rss_mb", "embedder_mb"} <= set(figures)


def test_intents_need_both_files_or_none(tmp_path):
    done = coda("bench", "intents", "--train", tmp_path / "train.tsv")
    assert done.returncode == USAGE and "--test" in done.stderr
    done = coda("bench", "intents", "--train", tmp_path / "a.tsv", "--test", tmp_path / "b.tsv")
    assert done.returncode == INPUT and "a.tsv" in done.stderr
