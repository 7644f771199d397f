#!/bin/sh
# Adds the system libraries that Qt needs, with apt, where they are missing and it may: system-packages.sh [PROGRAM=PACKAGE ...]
# The arguments name further programs or files and the packages that bring them. Says what is missing where it cannot add it.
set -u
missing=""
if command -v ldconfig >/dev/null 2>&1 || [ -x /sbin/ldconfig ]; then
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null)
    for pair in libglib-2.0.so.0=libglib2.0-0 libEGL.so.1=libegl1 libGL.so.1=libgl1 libxkbcommon.so.0=libxkbcommon0 \
        libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1 libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 \
        libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0 libxcb-xkb.so.1=libxcb-xkb1 libxkbcommon-x11.so.0=libxkbcommon-x11-0; do
        case "$known" in *"${pair%%=*}"*) ;; *) missing="$missing ${pair#*=}" ;; esac
    done
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name '*.[ot]tf' 2>/dev/null | head -n 1)" ] || missing="$missing fonts-dejavu-core"
fi
for pair in "$@"; do
    PATH="$PATH:/usr/sbin" command -v "${pair%%=*}" >/dev/null 2>&1 || [ -e "${pair%%=*}" ] || missing="$missing ${pair#*=}"
done
if command -v python3 >/dev/null 2>&1 && ! python3 -c 'import ensurepip, venv' >/dev/null 2>&1; then missing="$missing python3-venv"; fi
[ -n "$missing" ] || exit 0
[ "$(uname)" = Linux ] || { echo "Not found:$missing. Install them with your package manager."; exit 0; }
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Not found:$missing (Debian's names). Install them with your system's package manager if the window does not open."
    exit 0
fi
if [ "$(id -u)" = 0 ]; then as_root=""
elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as_root="sudo"
else echo "Missing system packages, and this user may not install them. Ask for: apt-get install$missing"; exit 0; fi
echo "Installing system packages:$missing"
$as_root apt-get update -qq >/dev/null || true
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
    echo "apt could not install:$missing. The program may still run; otherwise install them by hand."
case "$missing" in
    *orthanc*) # The tests start one of their own; Debian's service would listen to the whole network.
        if command -v systemctl >/dev/null 2>&1; then $as_root systemctl disable --now orthanc >/dev/null 2>&1 || true; fi ;;
esac
exit 0
