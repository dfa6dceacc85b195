#!/usr/bin/env bash
# Proves two invariants of the workspace:
#   - the model is pure: nothing below it but serde and strsim;
#   - the checker, and the proofs of graduation on time below it, have no path to the solver and none to a C++
#     compiler, so that they can be embedded, and trusted, on their own.
# First from cargo's dependency tree, then by building the checker with every such tool out of reach.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
PATH=$PATH:${CARGO_HOME:-${HOME:-}/.cargo}/bin

fail() { printf 'check-deps: %s\n' "$*" >&2; exit 1; }

# packages CRATE [FLAG...]: the names of all packages that CRATE is built from or with, on any platform.
packages() {
  cargo tree --locked --quiet -e normal,build --target all --prefix none --format '{p}' -p "$@" | cut -d ' ' -f 1 | sort -u
}

# A list of what may be there, and not of what may not: a new dependency is then a decision.
serde=(serde serde_core serde_derive proc-macro2 quote syn unicode-ident)
only() {
  local crate=$1 package found
  shift
  found=$(packages "$crate")
  grep -qx serde <<<"$found" || fail "the tree of $crate shows no serde: this script no longer sees what it looks for"
  for package in $found; do
    case " $crate $* " in
      *" $package "*) ;;
      *) fail "$crate depends on $package" ;;
    esac
  done
  echo "check-deps: $crate has nothing below it but: $*"
}
only mortarboard-model strsim "${serde[@]}"
graphs=(petgraph fixedbitset hashbrown foldhash indexmap equivalent)
only mortarboard-graduation mortarboard-model strsim "${graphs[@]}" "${serde[@]}"
only mortarboard-checker mortarboard-graduation mortarboard-model strsim "${graphs[@]}" "${serde[@]}"

# The same question where the answer must be yes, lest all the above hold for nothing.
solver=$(packages mortarboard-core)
for package in highs highs-sys cmake bindgen; do
  grep -qx "$package" <<<"$solver" || fail "mortarboard-core does not show $package: this script no longer sees what it looks for"
done
pure=$(packages mortarboard-core --no-default-features)
for package in good_lp highs highs-sys cmake bindgen cc pkg-config; do
  ! grep -qx "$package" <<<"$pure" || fail "mortarboard-core without its feature highs depends on $package"
done
echo "check-deps: mortarboard-core reaches HiGHS, and without its feature highs it does not"

# A target directory of its own, so that nothing built earlier with those tools is taken over.
no=$(command -v false)
CC=$no CXX=$no CMAKE=$no PKG_CONFIG=$no HOST_CC=$no HOST_CXX=$no LIBCLANG_PATH=/nonexistent \
  CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-target}/check-deps cargo build --release --locked --quiet -p mortarboard-checker
echo "check-deps: mortarboard-checker builds without a C or C++ compiler, cmake, pkg-config and libclang"

# The web is the hardest place to embed the checker in: no threads, no files, no clock.
wasm=wasm32-unknown-unknown
if command -v rustup >/dev/null && { rustup target list --installed | grep -qx "$wasm" || timeout 120 rustup target add "$wasm" >/dev/null 2>&1; }; then
  CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-target}/check-deps cargo build --release --locked --quiet --target "$wasm" -p mortarboard-checker
  echo "check-deps: mortarboard-checker builds for $wasm"
else
  echo "check-deps: $wasm can't be installed here, so that build was not tried"
fi
