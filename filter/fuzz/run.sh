#!/bin/sh
# run.sh [SECONDS]: every fuzz target for so long (ten minutes unless said), side by side, with the native core
# under AddressSanitizer. Ends with exit code 1 where one found something; what it met lies in fuzz/.work.
# PYTHON names a Python that has atheris and what mamori-filter needs; CLANG names clang 16 or newer.
set -eu
seconds=${1:-600}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
clang=${CLANG:-clang-16}
work=$here/.work
rm -rf "$work/source" "$work/built"
mkdir -p "$work"

# A copy, so that no object of an ordinary build is taken for one of this.
(cd "$here/.." && tar -cf - --exclude=build --exclude='*.so' --exclude=fuzz .) |
    (mkdir "$work/source" && tar -xf - -C "$work/source")
CC=$clang LDSHARED="$clang -shared" CXX="$(echo "$clang" | sed 's/clang/clang++/')" \
    LDCXXSHARED="$(echo "$clang" | sed 's/clang/clang++/') -shared" \
    MAMORI_FILTER_SANITIZE=address,fuzzer-no-link \
    "$python" -m pip install --quiet --no-build-isolation --no-deps --target "$work/built" "$work/source"

runtime=$("$python" -c 'import importlib.util as u, pathlib as p; print(p.Path(u.find_spec("atheris").origin).parents[1] / "asan_with_fuzzer.so")')
"$python" "$here/seed.py" "$work"
running=""
for target in $("$python" "$here/seed.py" --names); do
    mkdir -p "$work/$target" "$work/found"
    PYTHONPATH=$work/built LD_PRELOAD=$runtime ASAN_OPTIONS=detect_leaks=0 \
        "$python" "$here/fuzz.py" "$target" -max_total_time="$seconds" -timeout=20 -print_final_stats=1 \
        -artifact_prefix="$work/found/$target-" "$work/$target" >"$work/$target.log" 2>&1 &
    running="$running $target:$!"
done
failed=0
for each in $running; do
    target=${each%%:*}
    wait "${each##*:}" || failed=1
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$target.log")
    cover=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$work/$target.log" | tail -1)
    found=$(find "$work/found" -name "$target-*" | wc -l)
    echo "$target: ${runs:-no} executions in $seconds s, $cover edges, $found findings"
done
exit $failed
