# Sourced by the other scripts: $root, the project's folder; where pkg-config finds Homebrew's zlib; `fail` and `usage`.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export root

# Homebrew does not link zlib into its own prefix, since macOS has one.
if [ "$(uname -s)" = Darwin ] && command -v brew >/dev/null; then
    zlib_folder="$(brew --prefix)/opt/zlib/lib/pkgconfig"
    if [ -d "$zlib_folder" ]; then
        export PKG_CONFIG_PATH="$zlib_folder${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
    fi
fi

# `fail "what is wrong, and what to do"` prints to standard error and ends with exit code 2.
fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 2
}

# Prints the comment at the head of the script that calls it.
usage() {
    sed -n '2,/^set /s/^# \{0,1\}//p' "$0"
}
