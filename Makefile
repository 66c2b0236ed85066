# Each target is complete on Debian 12 with git, make and the .NET 10 SDK: infra/setup.sh installs what is missing.
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash
.DEFAULT_GOAL := help

.PHONY: help demo build native test bench lint

help:
	@echo 'make demo    eight organizations train together on a real table, in one process (needs no server)'
	@echo 'make test    every test; starts the servers it needs itself; the last line is "N passed, N failed"'
	@echo 'make bench   the tables of docs/gal-results.md, docs/performance.md, docs/torch-performance.md, ..., measured here'
	@echo 'make lint    formatting of the C# code, shellcheck for the scripts'
	@echo 'make build   everything, Release, into artifacts/'
	@echo 'make native  the shim over libtorch, into artifacts/native/'

demo:
	@infra/setup.sh demo
	@./eventcollab demo

build:
	@infra/setup.sh build
	@infra/build.sh

native:
	@infra/setup.sh build
	@infra/build-native.sh

test:
	@infra/setup.sh test
	@infra/run-tests.sh

bench:
	@infra/setup.sh bench
	@infra/run-benches.sh

lint:
	@infra/setup.sh lint
	@infra/lint.sh
