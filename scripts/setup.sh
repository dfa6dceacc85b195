#!/usr/bin/env bash
# Makes ready what the build needs beyond a Rust toolchain, once per machine.
#
#   scripts/setup.sh             prepare, and say where things are
#   scripts/setup.sh --env       prepare, then print exports: eval "$(scripts/setup.sh --env)"
#   scripts/setup.sh -- CMD...   prepare, then run CMD with those exports
#
# Why it exists: the crate highs-sys compiles the solver HiGHS (C++) inside every target directory and
# for every profile, minutes each time. Here HiGHS is compiled once into a cache outside the checkout,
# from the very source that highs-sys carries, and highs-sys then finds it through pkg-config.
#
# Cache: $MORTARBOARD_CACHE, else $XDG_CACHE_HOME/mortarboard, else ~/.cache/mortarboard.
# MORTARBOARD_NO_APT=1 keeps the script from installing system packages.
set -euo pipefail

# Raise it when the way HiGHS is built or described below changes: older caches are then rebuilt.
recipe=2

# A shell opened before rustup was installed does not have cargo on its path yet.
PATH=$PATH:${CARGO_HOME:-${HOME:-}/.cargo}/bin

say() { printf 'setup: %s\n' "$*" >&2; }
die() { printf 'setup: error: %s\n' "$*" >&2; exit 1; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${MORTARBOARD_CACHE:-${XDG_CACHE_HOME:-${HOME:?HOME is not set}/.cache}/mortarboard}
case $cache in /*) ;; *) cache=$PWD/$cache ;; esac

version=$(awk '$0 == "name = \"highs-sys\"" { getline; gsub(/[^0-9.]/, ""); print; exit }' "$root/Cargo.lock")
[ -n "$version" ] || die "Cargo.lock names no highs-sys"
highs=$cache/highs-$version-$(uname -m)

# ---------------------------------------------------------------------------------------------------
# What is there already
# ---------------------------------------------------------------------------------------------------

highs_is_ready() {
  local mark=
  [ -f "$highs/lib/libhighs.a" ] && [ -f "$highs/complete" ] && read -r mark <"$highs/complete" && [ "$mark" = "recipe $recipe" ]
}

# The digit keeps libclang-cpp out, another library with a similar name.
has_libclang() {
  local file
  for file in "$1"/libclang.so* "$1"/libclang-[0-9]*.so* "$1"/libclang.dylib; do
    [ ! -f "$file" ] || return 0
  done
  return 1
}

# Sets `libclang` to the library that bindgen will load, or to its folder. The wheel in the cache comes
# before the system's, and a folder before a file with a version in its name: a change of this value
# makes cargo run bindgen again.
find_libclang() {
  local dir
  libclang=
  if [ -n "${LIBCLANG_PATH:-}" ] && { [ -f "$LIBCLANG_PATH" ] || has_libclang "$LIBCLANG_PATH"; }; then
    libclang=$LIBCLANG_PATH
    return
  fi
  while IFS= read -r dir; do
    if has_libclang "$dir"; then
      libclang=$dir
      return
    fi
  done < <(
    printf '%s\n' "$cache/libclang-wheel/clang/native"
    printf '%s\n' /usr/lib/llvm-*/lib /usr/lib64/llvm*/lib* | sort -Vr
    printf '%s\n' /usr/lib/*-linux-* /usr/lib64 /usr/lib /usr/local/lib /Library/Developer/CommandLineTools/usr/lib
  )
  return 1
}

# ---------------------------------------------------------------------------------------------------
# Getting tools: the system's packages where we may install them, else Python wheels
# ---------------------------------------------------------------------------------------------------

apt_install() {
  local sudo=
  [ -z "${MORTARBOARD_NO_APT:-}" ] || return 1
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    sudo='sudo -n'
  fi
  say "installing with apt-get: $*"
  # 9>&- : nothing that apt starts may keep the lock after this script has ended.
  local apt="$sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2"
  local install="$apt install -y --no-install-recommends"
  # The package lists are asked for only when the ones at hand do not do; and when one package cannot
  # be had, the other may still spare a download.
  if ! $install "$@" </dev/null >>"$log" 2>&1 9>&-; then
    $apt update </dev/null >>"$log" 2>&1 9>&- || true
    if ! $install "$@" </dev/null >>"$log" 2>&1 9>&-; then
      local package
      for package in "$@"; do
        $install "$package" </dev/null >>"$log" 2>&1 9>&- || say "apt-get could not install $package, going on"
      done
    fi
  fi
}

# wheel DIRECTORY REQUIREMENT: unpacks a Python wheel there. Nothing of the system's or the user's own
# Python is touched, so this works without root and in an "externally managed" Python.
wheel() {
  local dir=$1 requirement=$2 python=
  command -v python3 >/dev/null || return 1
  if python3 -m pip --version >/dev/null 2>&1; then
    python=python3
  elif [ -x "$work/venv/bin/python3" ]; then
    python=$work/venv/bin/python3
  elif python3 -m venv "$work/venv" >>"$log" 2>&1; then
    python=$work/venv/bin/python3
  else
    return 1
  fi
  say "fetching the Python wheel $requirement"
  PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore "$python" -m pip install --quiet --no-input --no-deps \
    --only-binary :all: --target "$dir" "$requirement" </dev/null >>"$log" 2>&1
}

get_tools() {
  local packages=()
  cmake=$(command -v "${CMAKE:-cmake}" || true)
  if [ "$1" = with-cmake ]; then
    [ -n "$cmake" ] || packages+=(cmake)
    command -v "${CXX:-c++}" >/dev/null || packages+=(g++)
    command -v make >/dev/null || packages+=(make)
  fi
  find_libclang || packages+=(libclang1)
  [ ${#packages[@]} -eq 0 ] || apt_install "${packages[@]}" || true

  if ! find_libclang; then
    # Unpacked beside its final place and moved: an interrupted download leaves nothing half there.
    if wheel "$work/libclang" 'libclang>=14,<20'; then
      rm -rf "$cache/libclang-wheel"
      mv "$work/libclang" "$cache/libclang-wheel"
    fi
    find_libclang || no_tool libclang libclang1
  fi
  [ "$1" = with-cmake ] || return 0

  cmake=$(command -v "${CMAKE:-cmake}" || true)
  if [ -z "$cmake" ]; then
    # Needed for this build only, so it goes away with the work directory. The program itself is used,
    # not the wheel's launcher, which would have to find its Python package.
    wheel "$work/cmake" 'cmake>=3.20,<5' || true
    cmake=$work/cmake/cmake/data/bin/cmake
    [ -x "$cmake" ] || no_tool cmake cmake
  fi
  command -v "${CXX:-c++}" >/dev/null || no_tool 'a C++ compiler' g++
  command -v make >/dev/null || no_tool make make
}

no_tool() {
  show_log
  die "$1 is missing and could not be fetched. Install it and run this again, on Debian or Ubuntu: sudo apt-get install $2
       (without root, python3-venv or pip is enough for cmake and libclang)"
}

show_log() {
  [ -s "$log" ] || return 0
  cp "$log" "$cache/failed.log"
  say "the end of the log, all of it is in $cache/failed.log:"
  tail -n 40 "$log" >&2
}

# ---------------------------------------------------------------------------------------------------
# Building HiGHS
# ---------------------------------------------------------------------------------------------------

# The source is the one in cargo's registry (or wherever this workspace has its crates from).
find_source() {
  say "fetching the crates of Cargo.lock"
  (cd "$root" && cargo fetch --locked --quiet) >&2 || die "cargo fetch failed"
  local manifest
  manifest=$(cd "$root" && cargo metadata --locked --format-version 1 2>>"$log" |
    grep -o '"manifest_path":"[^"]*/highs-sys-[^"]*/Cargo.toml"' | head -n 1 | cut -d '"' -f 4) || true
  source=${manifest%/Cargo.toml}/HiGHS
  [ -f "$source/CMakeLists.txt" ] || die "highs-sys $version carries no HiGHS source at $source"
}

build_highs() {
  local prefix=$work/highs
  say "compiling HiGHS for highs-sys $version on $(jobs) cores, once for this machine (2 to 5 minutes on 2 cores)"
  # Several files in one translation unit take half the time: 156 s instead of 302 s on two cores. Names of two
  # files could meet there under another compiler, and then each is compiled by itself.
  compile_highs -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=8 || {
    say "HiGHS does not compile with several files at once; once more, each by itself"
    rm -rf "$work/build" "$prefix"
    compile_highs || { show_log; die "HiGHS did not compile"; }
  }

  describe_highs "$prefix"
  try_highs "$prefix"
  printf 'recipe %s\n' "$recipe" >"$prefix/complete"
  rm -rf "$highs"
  mv "$prefix" "$highs"
}

jobs() { getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2; }

# The options of highs-sys's own build script, but for the tests, which nobody would run. CC and CXX
# are named because HiGHS would otherwise prefer clang where both are installed.
compile_highs() {
  CC=${CC:-cc} CXX=${CXX:-c++} "$cmake" -S "$source" -B "$work/build" -G 'Unix Makefiles' \
    -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_C_FLAGS='-ffunction-sections -fdata-sections -fPIC' \
    -DCMAKE_CXX_FLAGS='-ffunction-sections -fdata-sections -fPIC' \
    -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=FALSE \
    -DFAST_BUILD=ON -DBUILD_SHARED_LIBS=OFF -DBUILD_CXX_EXE=OFF -DBUILD_EXAMPLES=OFF -DBUILD_TESTING=OFF \
    -DZLIB=OFF \
    -DCMAKE_INSTALL_PREFIX="$work/highs" -DCMAKE_INSTALL_LIBDIR=lib "$@" >>"$log" 2>&1 </dev/null ||
    { show_log; die "cmake could not configure HiGHS"; }

  # Without the flags of a make that may have called this script: its job slots are not open to us.
  env -u MAKEFLAGS -u MAKELEVEL "$cmake" --build "$work/build" --target install -j "$(jobs)" 2>&1 </dev/null | progress
}

# Every line to the log, every tenth percent to the reader.
progress() {
  local line shown=0
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    if [[ $line =~ ^\[\ *([0-9]+)%\] ]] && [ "${BASH_REMATCH[1]}" -ge $((shown + 10)) ]; then
      shown=$((BASH_REMATCH[1] / 10 * 10))
      say "HiGHS: $shown %, ${SECONDS} s"
    fi
  done
}

# Writes lib/pkgconfig/highs.pc and bin/pkg-config into PREFIX. Both speak of their own place only, so
# that a cache may be moved or copied.
describe_highs() {
  local prefix=$1 number runtime='-lstdc++ -lm -lpthread -ldl'
  number=$(sed -n 's/^Version: *//p' "$prefix/lib/pkgconfig/highs.pc")
  [ -n "$number" ] || die "the HiGHS build wrote no version"
  [ "$(uname -s)" != Darwin ] || runtime='-lc++ -lm'
  cat >"$prefix/lib/pkgconfig/highs.pc" <<PC
prefix=\${pcfiledir}/../..
Name: HiGHS
Description: Linear and mixed-integer optimization, as a static library
Version: $number
Libs: -L\${prefix}/lib -lhighs
Libs.private: $runtime
Cflags: -I\${prefix}/include/highs
PC
  mkdir -p "$prefix/bin"
  sed -e "s|@VERSION@|$number|" -e "s|@LIBS@|-lhighs $runtime|" >"$prefix/bin/pkg-config" <<'SH'
#!/bin/sh
# Answers for highs, always with the flags of the static library beside it, and hands every other
# question to the pkg-config on the path. A fresh machine has no pkg-config, and one installed later
# must not change the answer, since cargo would then build again what depends on it.
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd) || exit 1
mine= flags= version=
for word in "$@"; do
  case $word in
    highs) mine=1 ;;
    'highs >= '*)
      mine=1
      [ "$(printf '%s\n' "${word#highs >= }" '@VERSION@' | sort -V | head -n 1)" = "${word#highs >= }" ] || {
        echo "highs is @VERSION@, wanted: $word" >&2
        exit 1
      } ;;
    --libs | --cflags) flags="$flags $word" ;;
    --modversion) version=1 ;;
  esac
done
[ -n "$mine" ] || exec pkg-config "$@"
[ -z "$version" ] || { echo '@VERSION@'; exit 0; }
place=$(printf '%s' "$here" | sed 's/[\\ ]/\\&/g')
case $flags in *--cflags*) printf -- '-I%s/include/highs ' "$place" ;; esac
case $flags in *--libs*) printf -- '-L%s/lib @LIBS@' "$place" ;; esac
echo
SH
  chmod +x "$prefix/bin/pkg-config"
}

# A library that does not link, or is of another version than its headers, is found out here, by name,
# and not at the end of a long Rust build.
try_highs() {
  local prefix=$1 flags
  cat >"$work/try.c" <<'C'
#include "interfaces/highs_c_api.h"
int main(void) {
  void *highs = Highs_create();
  int same = Highs_versionMajor() == HIGHS_VERSION_MAJOR && Highs_versionMinor() == HIGHS_VERSION_MINOR;
  Highs_destroy(highs);
  return !same;
}
C
  flags=$("$prefix/bin/pkg-config" --static --libs --cflags highs 'highs >= 1.5.0')
  # Through eval, because the flags are escaped for a shell as pkg-config's are.
  if ! eval "\"\${CC:-cc}\" \"\$work/try.c\" -o \"\$work/try\" -include \"\$prefix/include/highs/HConfig.h\" $flags" >>"$log" 2>&1 ||
    ! "$work/try" >>"$log" 2>&1; then
    show_log
    die "the HiGHS just built does not link and run"
  fi
}

# ---------------------------------------------------------------------------------------------------
# One at a time, all or nothing
# ---------------------------------------------------------------------------------------------------

lock() {
  if command -v flock >/dev/null; then
    exec 9>"$cache/lock"
    flock -n 9 || { say "another setup is at work, waiting for it"; flock 9; }
    # With the lock held, work directories can only be left over from a killed run.
    rm -rf "$cache"/work.*
  fi
}

prepare() {
  if highs_is_ready && find_libclang; then return; fi
  mkdir -p "$cache"
  lock
  work=$(mktemp -d "$cache/work.XXXXXX")
  log=$work/log
  : >"$log"
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  if highs_is_ready; then
    get_tools libclang-only
  else
    command -v cargo >/dev/null || die "cargo is missing: install Rust with rustup first"
    get_tools with-cmake
    find_source
    build_highs
  fi
  say "ready after $SECONDS s: $highs"
  rm -rf "$work"
  trap - EXIT INT TERM HUP
  # Nothing that runs from here on is to hold the lock.
  exec 9>&-
}

prepare

export PKG_CONFIG=$highs/bin/pkg-config
export HIGHS_STATIC=1
export LIBCLANG_PATH=$libclang

case ${1:-} in
  --env)
    for name in PKG_CONFIG HIGHS_STATIC LIBCLANG_PATH; do
      printf 'export %s=%q\n' "$name" "${!name}"
    done
    ;;
  --)
    shift
    exec "$@"
    ;;
  '') say "HiGHS is ready in $highs" ;;
  *) die "unknown argument $1: use --env, or -- COMMAND" ;;
esac
