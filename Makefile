# Everything one does with this repository. The first run of a target installs what it lacks (see
# scripts/setup.sh); later runs find it in the cache.

# One profile for all: with a second one every dependency would be compiled twice.
CARGO_FLAGS := --release --locked
# A shell opened before rustup was installed does not have cargo on its path yet.
export PATH := $(PATH):$(HOME)/.cargo/bin
# Property tests draw the same cases in every run, so that a commit passes or fails for what it says;
# `make hunt` draws new ones.
export PROPTEST_RNG_SEED ?= 1
# Rounds of `make hunt`.
ROUNDS := 10
# Runs a command with HiGHS and libclang made ready.
WITH := scripts/setup.sh --

SCHOOL := examples/schools/riverbend
EXAMPLES := $(sort $(basename $(notdir $(wildcard examples/*.rs))))
BENCHES := $(sort $(basename $(notdir $(wildcard benches/*.rs))))
# Counts instructions under valgrind and measures no time, so it has a target of its own.
TIMED := $(filter-out instructions,$(BENCHES))

.PHONY: help demo test hunt bench bench-smoke bench-instructions examples lint deps api package ci clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

demo: ## schedule the example school, then verify the schedule
	@$(WITH) cargo build $(CARGO_FLAGS) -p mortarboard-cli
	@# The program never writes over a schedule, so each run takes the next free name.
	@n=1; while [ -e out/riverbend-$$n ]; do n=$$((n + 1)); done; mkdir -p out; \
	run='$(WITH) cargo run --quiet $(CARGO_FLAGS) -p mortarboard-cli --bin mortarboard --'; \
	echo "mortarboard solve $(SCHOOL) --out out/riverbend-$$n"; \
	$$run solve $(SCHOOL) --out out/riverbend-$$n && \
	echo "mortarboard verify $(SCHOOL) out/riverbend-$$n" && \
	$$run verify $(SCHOOL) out/riverbend-$$n

test: ## run all tests, also those of the variant without HiGHS
	$(WITH) cargo test --workspace $(CARGO_FLAGS)
	$(WITH) cargo test -p mortarboard-core --no-default-features $(CARGO_FLAGS)
	$(WITH) cargo check --workspace --no-default-features $(CARGO_FLAGS)

hunt: ## run the tests ROUNDS times, each time with newly drawn cases of all laws
	@for round in $$(seq $(ROUNDS)); do \
		seed=$$(od -An -N4 -tu4 /dev/urandom | tr -d ' '); echo "round $$round: PROPTEST_RNG_SEED=$$seed"; \
		PROPTEST_RNG_SEED=$$seed $(WITH) cargo test --workspace --quiet $(CARGO_FLAGS) --lib --tests || exit 1; \
	done

bench: ## run the benchmarks
	@for name in $(TIMED); do $(WITH) cargo bench --workspace --locked --bench $$name || exit 1; done

bench-smoke: ## run every benchmark once, to see that it works
	@for name in $(BENCHES); do $(WITH) cargo bench --workspace --locked --bench $$name -- --test || exit 1; done

bench-instructions: ## count the instructions of the parts of a run, and compare
	$(WITH) cargo bench --workspace --locked --bench instructions

examples: ## run every program in examples/
	@for name in $(EXAMPLES); do \
		echo "example $$name"; $(WITH) cargo run --quiet $(CARGO_FLAGS) --example $$name || exit 1; \
	done

lint: ## formatting, clippy with and without HiGHS, and the documentation
	@cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
	@cargo clippy --version >/dev/null 2>&1 || rustup component add clippy
	cargo fmt --all --check
	$(WITH) cargo clippy --workspace --all-targets $(CARGO_FLAGS) -- -D warnings
	$(WITH) cargo clippy --workspace --no-default-features $(CARGO_FLAGS) -- -D warnings
	@# --lib: the program and the library share a name, and the library's pages are the documentation.
	RUSTDOCFLAGS='-D warnings' $(WITH) cargo doc --workspace --lib --no-deps $(CARGO_FLAGS)

deps: ## prove that the checker and the model need no solver and no C++
	scripts/check-deps.sh

api: ## hold the public API of the facade against docs/public-api.txt
	scripts/public-api.sh

package: ## package what can be published, and build the model, graduation and the checker from their packages
	@# Offline and locked: what the packages need is in Cargo.lock, and each is resolved with the others as they are here.
	cargo package --workspace --exclude mortarboard-testkit --exclude mortarboard-public-api --no-verify --offline --locked --allow-dirty
	@# The others are not built from their packages: the scheduler would build HiGHS once more.
	cargo package -p mortarboard-model -p mortarboard-graduation -p mortarboard-checker --quiet --offline --locked --allow-dirty

ci: ## what a change must pass
	.ci/run

clean: ## remove what cargo built; the cache outside this folder stays
	cargo clean
