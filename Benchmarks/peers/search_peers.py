#!/usr/bin/env python3
"""Searches the same vectors for the same queries with other indexes, each on one thread, and prints their figures as JSON.

search_peers.py FOLDER DIMENSIONS: `vectors` and `queries` are 32-bit floats, `truth` ten 32-bit ids a query. Of each index's settings the
fastest counts that finds 98 in 100 of the truth; where none does, the one that finds most.
"""
import json
import os
import pathlib
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
import faiss  # noqa: E402
import hnswlib  # noqa: E402
import numpy  # noqa: E402
import sqlite_vec  # noqa: E402
from usearch.index import Index  # noqa: E402

import sqlite3  # noqa: E402

WANTED = 0.98
NEAREST = 10
# Building may use both cores; searching does not.
BUILD_THREADS = 2
BREADTHS = [12, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512]
MOST_COMPARED = 100_000
# Beyond it only these: each takes minutes to half an hour to build there, and the others were slower, or found less, up to there.
BEYOND = ["hnswlib", "faiss_hnsw_sq8"]


def load(folder, dimensions):
    def read(name, kind, width):
        return numpy.fromfile(folder / name, dtype=kind).reshape(-1, width)

    return read("vectors", numpy.float32, dimensions), read("queries", numpy.float32, dimensions), read("truth", numpy.uint32, NEAREST)


def ask(queries, truth, search, rounds=4):
    """Times every query; the first round warms up and is what recall is counted on."""
    times, hits = [], 0
    for turn in range(rounds):
        for query, wanted in zip(queries, truth):
            start = time.perf_counter()
            found = search(query)
            took = time.perf_counter() - start
            if turn == 0:
                hits += len(set(numpy.asarray(found).ravel().tolist()) & set(wanted.tolist()))
            else:
                times.append(took * 1000)
    return {"recall_share": hits / truth.size, "search_ms": times}


def best(queries, truth, set_breadth, search, breadths=BREADTHS):
    run = None
    for breadth in breadths:
        set_breadth(breadth)
        # A first look says whether it finds enough.
        found = ask(queries, truth, search, rounds=1)["recall_share"]
        if found >= WANTED or breadth == breadths[-1]:
            run = ask(queries, truth, search) | {"breadth": breadth}
            break
    return run


def with_hnswlib(vectors, queries, truth):
    index = hnswlib.Index("ip", vectors.shape[1])
    index.init_index(len(vectors), M=16, ef_construction=200, random_seed=1)
    index.set_num_threads(BUILD_THREADS)
    start = time.perf_counter()
    index.add_items(vectors)
    built = time.perf_counter() - start
    index.set_num_threads(1)
    return best(queries, truth, index.set_ef, lambda query: index.knn_query(query, k=NEAREST)[0]) | {"build_s": built}


def with_faiss(vectors, queries, truth, recipe):
    index = faiss.index_factory(vectors.shape[1], recipe, faiss.METRIC_INNER_PRODUCT)
    faiss.omp_set_num_threads(BUILD_THREADS)
    start = time.perf_counter()
    graph = faiss.downcast_index(index)
    if hasattr(graph, "hnsw"):
        graph.hnsw.efConstruction = 200
    index.train(vectors)
    index.add(vectors)
    built = time.perf_counter() - start
    faiss.omp_set_num_threads(1)

    def breadth(value):
        if hasattr(graph, "hnsw"):
            graph.hnsw.efSearch = value

    breadths = BREADTHS if hasattr(graph, "hnsw") else [0]
    return best(queries, truth, breadth, lambda query: index.search(query[None], NEAREST)[1], breadths) | {"build_s": built}


def with_usearch(vectors, queries, truth, kind):
    index = Index(ndim=vectors.shape[1], metric="ip", dtype=kind, connectivity=16, expansion_add=200)
    start = time.perf_counter()
    index.add(numpy.arange(len(vectors), dtype=numpy.uint64), vectors, threads=BUILD_THREADS)
    built = time.perf_counter() - start

    def breadth(value):
        index.expansion_search = value

    return best(queries, truth, breadth, lambda query: index.search(query, NEAREST, threads=1).keys) | {"build_s": built}


def with_sqlite_vec(vectors, queries, truth):
    connection = sqlite3.connect(":memory:")
    connection.enable_load_extension(True)
    sqlite_vec.load(connection)
    connection.execute(f"create virtual table v using vec0(e float[{vectors.shape[1]}])")
    start = time.perf_counter()
    connection.executemany(
        "insert into v(rowid, e) values (?, ?)", ((row, vector.tobytes()) for row, vector in enumerate(vectors)))
    built = time.perf_counter() - start
    few = max(20, 200_000 // len(vectors))
    queries, truth = queries[:few], truth[:few]

    def search(query):
        rows = connection.execute("select rowid from v where e match ? and k = ? order by distance", (query.tobytes(), NEAREST))
        return [row[0] for row in rows]

    return ask(queries, truth, search, rounds=2) | {"build_s": built}


def main():
    vectors, queries, truth = load(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
    peers = {
        "hnswlib": lambda: with_hnswlib(vectors, queries, truth),
        "faiss_hnsw_sq8": lambda: with_faiss(vectors, queries, truth, "HNSW16,SQ8"),
        "faiss_hnsw": lambda: with_faiss(vectors, queries, truth, "HNSW16"),
        "usearch_f16": lambda: with_usearch(vectors, queries, truth, "f16"),
        "usearch_i8": lambda: with_usearch(vectors, queries, truth, "i8"),
    }
    if len(vectors) > MOST_COMPARED:
        peers = {name: peers[name] for name in BEYOND}
    else:
        peers["faiss_flat"] = lambda: with_faiss(vectors, queries, truth, "Flat")
        if hasattr(sqlite3.Connection, "enable_load_extension"):
            peers["sqlite_vec"] = lambda: with_sqlite_vec(vectors, queries, truth)
        else:
            print("peers: this Python's sqlite3 loads no extensions, so no sqlite-vec", file=sys.stderr)
    figures = {}
    for name, measure in peers.items():
        print(f"peers: {name}", file=sys.stderr)
        run = measure()
        times = numpy.array(run.pop("search_ms"))
        run["search_ms"] = {"p50": float(numpy.percentile(times, 50)), "p95": float(numpy.percentile(times, 95))}
        figures[name] = run
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
