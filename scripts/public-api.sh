#!/usr/bin/env bash
# Holds the public API of the facade against docs/public-api.txt.
#
#   scripts/public-api.sh           compare, and print what differs
#   scripts/public-api.sh --bless   write the file anew
#
# rustdoc writes JSON only where unstable features are allowed, and in a form that changes from version to version. So one version is
# fixed, that of the crate public-api in Cargo.toml: raise both together.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
PATH=$PATH:${CARGO_HOME:-${HOME:-}/.cargo}/bin
toolchain=1.95.0

case $(rustc --version) in
  "rustc ${toolchain%.*}."*) ;;
  *)
    rustup toolchain list | grep -q "^$toolchain" || rustup toolchain install --profile minimal "$toolchain"
    export RUSTUP_TOOLCHAIN=$toolchain
    ;;
esac

target=${CARGO_TARGET_DIR:-target}
mkdir -p "$target"
# Only rustdoc may know: with the variable in cargo's own environment, build scripts would run and crates be compiled once more.
rustdoc=$(cd "$target" && pwd)/rustdoc-json
printf '#!/bin/sh\nRUSTC_BOOTSTRAP=1 exec rustdoc "$@"\n' >"$rustdoc"
chmod +x "$rustdoc"

packages=(-p mortarboard)
for name in $(awk '/^\[/ { inside = $0 == "[dependencies]" } inside && /^mortarboard-/ { print $1 }' Cargo.toml); do
  packages+=(-p "$name")
done
# Without HiGHS, which adds no name.
RUSTDOC=$rustdoc RUSTDOCFLAGS='-Z unstable-options --output-format json' \
  cargo doc --release --locked --quiet --lib --no-deps --no-default-features "${packages[@]}"
cargo run --release --locked --quiet -p mortarboard-public-api -- "$target/doc" docs/public-api.txt "$@"
