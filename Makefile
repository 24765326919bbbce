# Every command that a user or CI needs. `make help` lists them; each may be run again.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
STACK ?= dev

.DEFAULT_GOAL := help
.PHONY: help setup build test up down aot bench clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## install what is missing on this machine (packages, Docker), and find out what its NuGet feed has
	@eng/setup

build: ## compile everything
	@eng/feed
	@dotnet build Postern.slnx -c Release -v q --nologo

aot: ## compile the archiver ahead of time into one binary
	@eng/aot

up: ## from a fresh machine to a running, archived PostgreSQL (STACK=dev)
	@eng/up $(STACK)

down: ## stop and remove the stack, but never the data, the archive or a key (STACK=dev)
	@./pulumiw destroy --exclude-protected --yes -s $(STACK)

test: ## from a fresh machine: run every test
	@eng/test

bench: ## measure, side by side with peers
	@eng/bench

clean: ## remove what was built (never .pulumi, never a volume)
	@rm -rf artifacts
