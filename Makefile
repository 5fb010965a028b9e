# `make` lists the commands. Set-up is part of each that builds, and takes under a second once done.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test test-peers fuzz sanitize sanitize-thread models build bench bench-peers autobahn check format install uninstall clean

CODA := $(CURDIR)/.build/release/coda
PREFIX ?= /usr/local
TARGET := $(DESTDIR)$(PREFIX)
SOURCES := Sources Tests Benchmarks Fuzz Package.swift

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## set up, build and start the server; ARGS="..." are handed to it
	@exec $(CODA) serve $(ARGS)

test: models ## set up, build, run all tests and checks
	swift build -c release --build-tests
	CODA_BINARY=$(CODA) scripts/test-swift.sh
	CODA_BINARY=$(CODA) scripts/test-peers.sh
	@$(MAKE) --no-print-directory check

test-peers: build ## the clients and servers of others alone, llama.cpp's among them, which is built first; ARGS="FILE..." chooses which
	scripts/llama-server.sh
	CODA_BINARY=$(CODA) scripts/test-peers.sh $(ARGS)

fuzz: models ## feed every parser with broken input; ARGS="SECONDS TARGET..." chooses how long a target, and which
	scripts/fuzz.sh $(ARGS)

sanitize: models ## the tests of sessions under the address sanitizer, leaks included; ARGS="TARGET..." chooses which
	scripts/sanitize.sh address $(ARGS)

sanitize-thread: models ## the same under the thread sanitizer
	scripts/sanitize.sh thread $(ARGS)

models: ## install what is missing: system packages, ONNX Runtime, PocketSphinx, models
	@scripts/setup.sh

build: models ## set up and build the server into .build/release/coda
	swift build -c release --product coda

bench: build ## measure; ARGS="NAME --json FILE" chooses what
	@exec $(CODA) bench $(ARGS)

bench-peers: build ## measure Coda beside its peers; ARGS="--quick" takes fewer recordings
	@CODA_BINARY=$(CODA) Benchmarks/peers/run.sh $(ARGS)

autobahn: models ## WebSocket conformance: the Autobahn fuzzing client, which needs Python 2.7
	swift build -c release --product coda-echo
	@scripts/autobahn.sh

check: ## formatting, layers, linked libraries, allocations (after make test, or a build of all)
	swift format lint --strict --recursive $(SOURCES)
	scripts/check-layers.py
	scripts/check-libraries.sh $(CODA)
	.build/release/coda-allocations --budgets Benchmarks/allocations.json
	scripts/check-the-checks.sh

format: ## format the Swift sources in place
	swift format --in-place --recursive $(SOURCES)

install: ## copy the built program, its models, man page and completions to PREFIX (/usr/local); DESTDIR is put before it
	@[ -x $(CODA) ] || { echo "install: nothing is built yet: make build first" >&2; exit 1; }
	install -D $(CODA) '$(TARGET)/bin/coda'
	install -D --mode 644 .deps/lib/libonnxruntime.so '$(TARGET)/share/coda/lib/libonnxruntime.so'
	cp -R .deps/models .deps/stamps .deps/licences share/intents share/characters '$(TARGET)/share/coda/'
	install -d '$(TARGET)/share/man/man1' '$(TARGET)/share/bash-completion/completions' \
	    '$(TARGET)/share/zsh/site-functions' '$(TARGET)/share/fish/vendor_completions.d'
	$(CODA) man >'$(TARGET)/share/man/man1/coda.1'
	$(CODA) completion bash >'$(TARGET)/share/bash-completion/completions/coda'
	$(CODA) completion zsh >'$(TARGET)/share/zsh/site-functions/_coda'
	$(CODA) completion fish >'$(TARGET)/share/fish/vendor_completions.d/coda.fish'

uninstall: ## remove what install put there
	rm -rf '$(TARGET)/share/coda'
	rm -f '$(TARGET)/bin/coda' '$(TARGET)/share/man/man1/coda.1' '$(TARGET)/share/bash-completion/completions/coda' \
	    '$(TARGET)/share/zsh/site-functions/_coda' '$(TARGET)/share/fish/vendor_completions.d/coda.fish'

clean: ## remove what was built, set-up included
	rm -rf .build .build-fuzz .build-address .build-thread .venv .venv-llama .venv-peers .venv-autobahn .deps bench-results
