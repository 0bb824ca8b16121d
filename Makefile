# Everything a contributor needs. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

STAMP := node_modules/.installed

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'

.PHONY: requirements
requirements:
	@command -v node >/dev/null || { echo "Node.js 20 or later is missing: install it, then run make again."; exit 1; }
	@node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' || { echo "Node.js $$(node -v) is too old: 20 or later is needed."; exit 1; }
	@node -e 'const { platform, arch, versions } = process; process.exit(`$${platform}-$${arch}` === "linux-x64" || Number(versions.node.split(".")[0]) >= 24 ? 0 : 1)' || { echo "Node.js $$(node -v) is too old: the lockfile brings 24 for Linux on x64; elsewhere it has to be installed."; exit 1; }
	@command -v npm >/dev/null || { echo "npm 10 or later is missing: install it, then run make again."; exit 1; }
	@npm -v 2>/dev/null | awk -F. '{exit ($$1 >= 10 ? 0 : 1)}' || { echo "npm $$(npm -v) is too old: 10 or later is needed."; exit 1; }

$(STAMP): package-lock.json package.json contract/package.json probe/package.json controller/package.json plugin/package.json testing/package.json | requirements
	@echo "==> Installing packages"
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: install
install: $(STAMP) ## Install the packages of the lockfile

.PHONY: tools
tools: $(STAMP) ## Build the control plane, kwok and helm for tests (once; about 8 minutes cold)
	@node testing/controlplane/build.ts

.PHONY: build
build: $(STAMP) ## Build probe/dist/main.cjs, controller/dist/main.mjs and plugin/dist/kubectl-mechanic.cjs
	@npm run --silent build

.PHONY: generate
generate: $(STAMP) ## Write all generated files again
	@npm run --silent generate

.PHONY: format
format: $(STAMP) ## Format all files
	@prettier --write --log-level warn .

# The linter alone takes as long as all others together, so that two run at a time.
CHECKS := lint format types walls generated links
.PHONY: check
check: $(STAMP) build ## Lint, format, types, walls, generated files, links and unit tests
	@$(MAKE) --no-print-directory -j 2 $(CHECKS:%=check-%)
	@echo "==> Unit tests"; npm run --silent jest -- --selectProjects unit --maxWorkers 100%

.PHONY: $(CHECKS:%=check-%)
$(CHECKS:%=check-%): check-%: $(STAMP)
	@echo "==> Check of $*"; npm run --silent check:$*

.PHONY: announce-test announce-demo
announce-test announce-demo: announce-%:
	@testing/announce.sh $*

.PHONY: test
test: announce-test check tools packages ## All tests: check, the real control plane, the whole product end to end
	@echo "==> The simulation"
	@npm run --silent jest -- --selectProjects simulation
	@echo "==> Tests on the real control plane, and end to end"
	@npm run --silent jest -- --selectProjects cluster scenarios --maxWorkers 3

.PHONY: test-versions
test-versions: $(STAMP) build packages ## The tests that touch the API, on the oldest and newest Kubernetes supported (OLDEST, NEWEST)
	@node testing/versions/run.ts

SEEDS ?= 1-1000

.PHONY: sim
sim: $(STAMP) ## Run the controllers through 1,000 simulated histories (SEEDS=FROM-TO)
	@npm run --silent sim -- --seeds $(SEEDS)

.PHONY: sim-mutants
sim-mutants: $(STAMP) ## Plant known mistakes one at a time and see the simulation find each
	@npm run --silent sim:mutants

.PHONY: test-node
test-node: $(STAMP) ## Two real nodes on this machine (kubelet, containerd, runc): needs root; minutes, the first time 15 more
	@node testing/realnode/run.ts $(ONLY)

.PHONY: test-collector
test-collector: $(STAMP) build tools ## Traces through the OpenTelemetry Collector itself (minutes the first time)
	@node testing/tracing/run.ts

.PHONY: packages
packages:
	@testing/ensure-packages.sh

.PHONY: demo
demo: announce-demo $(STAMP) build tools ## See mechanic do its job on a real control plane (KEEP=1 stays up)
	@node testing/demo/run.ts

.PHONY: screenshots
screenshots: $(STAMP) build tools ## Run the demo and write docs/images anew: the page and the terminal (needs Chromium)
	@node testing/demo/screenshots.ts

.PHONY: bench
bench: $(STAMP) build tools ## Measure mechanic next to kubectl drain and print a table
	@node testing/bench/run.ts

PREFIX ?= $(HOME)/.local/bin

.PHONY: install-plugin
install-plugin: build ## Install `kubectl mechanic` into PREFIX (default ~/.local/bin)
	@mkdir -p "$(PREFIX)" && install -m 755 plugin/dist/kubectl-mechanic.cjs "$(PREFIX)/kubectl-mechanic"
	@command -v kubectl-mechanic >/dev/null || echo "Add $(PREFIX) to your PATH."

.PHONY: images
images: ## Build both images with docker or buildah (REGISTRY, TAG, PLATFORMS, PUSH=1: see .ci/images)
	@.ci/images

.PHONY: release-artifacts
release-artifacts: build ## Write chart package, manifests, plugin, SBOM and checksums to dist/release (REGISTRY)
	@node testing/controlplane/with-tool.ts helm charts/release.ts

.PHONY: clean
clean: ## Remove what was built here (not the cached control plane)
	@rm -rf dist probe/dist controller/dist plugin/dist coverage node_modules/.cache
