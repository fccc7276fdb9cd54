#!/bin/sh
# Makes the virtual environment, also where Debian ships Python without venv.
set -eu
python=$1 venv=$2
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Mamori needs Python 3.11 or newer; $python is older. Say make PYTHON=/path/to/python3.11" >&2
    exit 2
}
"$python" -m venv "$venv" 2>/dev/null && exit 0
rm -rf "$venv"
if command -v apt-get >/dev/null; then
    as_root=""
    [ "$(id -u)" = 0 ] || as_root="sudo -n"
    $as_root apt-get update -qq && $as_root apt-get install -y -qq python3-venv && "$python" -m venv "$venv" && exit 0
fi
echo "Python's venv module is missing. On Debian: sudo apt-get install python3-venv" >&2
exit 2
