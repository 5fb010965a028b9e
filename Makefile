# `make` lists the commands. Set-up is part of each that builds, and takes under a second once done.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test models build bench autobahn check format clean

CODA := $(CURDIR)/.build/release/coda
SOURCES := Sources Tests Benchmarks Package.swift

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## set up, build and start the server; ARGS="..." are handed to it
	@exec $(CODA) serve $(ARGS)

test: models ## set up, build, run all tests and checks
	swift build -c release --build-tests
	CODA_BINARY=$(CODA) swift test -c release --skip-build
	CODA_BINARY=$(CODA) scripts/test-peers.sh
	@$(MAKE) --no-print-directory check

models: ## install what is missing: system packages, ONNX Runtime, PocketSphinx, models
	@scripts/setup.sh

build: models ## set up and build the server into .build/release/coda
	swift build -c release --product coda

bench: build ## measure; ARGS="NAME --json FILE" chooses what
	@exec $(CODA) bench $(ARGS)

autobahn: models ## WebSocket conformance: the Autobahn fuzzing client, which needs Python 2.7
	swift build -c release --product coda-echo
	@scripts/autobahn.sh

check: ## formatting, layers, linked libraries (after a build)
	swift format lint --strict --recursive $(SOURCES)
	scripts/check-layers.py
	scripts/check-libraries.sh $(CODA)
	scripts/check-the-checks.sh

format: ## format the Swift sources in place
	swift format --in-place --recursive $(SOURCES)

clean: ## remove what was built, set-up included
	rm -rf .build .venv .deps
