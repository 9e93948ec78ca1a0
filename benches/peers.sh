#!/usr/bin/env bash
# Our frame loop beside MediaPipe and OpenCV, in turn on the same clip: `benches/peers.sh [--json] [CLIP …]`.
#
# Prints a table of medians and their ratios; with --json, one JSON object a line for each program and round. The others
# are run by peers.py in the folder `shared/peers` beside this checkout, with the Python that LIVEFACE_PEERS_PYTHON names,
# else python3. Without clips of one's own: a talking head (GRID corpus, scaled to 640×480 by ffmpeg) and a person at a
# kiosk (Intel). Rounds: ROUNDS, else 3.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
shared=$root/../shared
release=${CARGO_TARGET_DIR:-$root/target}/release

json=
[ "${1:-}" != --json ] || { json=yes; shift; }

# skip REASON: nothing can be compared here, which is no failure.
skip() {
    printf 'skipped: %s\n' "$1" >&2
    exit 0
}

[ -f "$shared/peers/peers.py" ] || skip "no peers/peers.py in the folder shared beside this checkout"
python=${LIVEFACE_PEERS_PYTHON:-python3}
"$python" -c 'import cv2, mediapipe' 2>/dev/null || skip "$python has no MediaPipe or OpenCV:
    python3 -m venv .peers && .peers/bin/pip install mediapipe opencv-contrib-python-headless
    LIVEFACE_PEERS_PYTHON=.peers/bin/python benches/peers.sh"

(cd "$root" && cargo build --release --quiet && cargo build --release --quiet -p liveface-benches --bin figures)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

clips=("$@")
if [ ${#clips[@]} -eq 0 ]; then
    if command -v ffmpeg >/dev/null; then
        ffmpeg -v error -i "$shared/data/clips/grid/bbaf2n.mp4" -vf scale=640:480 -an -c:v libx264 -crf 16 "$scratch/grid.mp4"
        clips+=("$scratch/grid.mp4")
    else
        echo "skipped: the clip of the GRID corpus, no ffmpeg to scale it" >&2
    fi
    clips+=("$shared/data/clips/intel/learn.mkv")
fi

# one NAME CLIP ROUND COMMAND…: one line of JSON around what the command prints, or why there is none.
one() {
    local name=$1 clip=$2 round=$3 result title
    shift 3
    title=$(basename "${clip%.*}")
    if result=$("$@" 2>"$scratch/why"); then
        printf '{"clip": "%s", "round": %d, "%s": %s}\n' "${title//[\"\\]/}" "$round" "$name" "$result"
    else
        printf 'skipped: %s on %s: %s\n' "$name" "$title" "$(tail -n 1 "$scratch/why")" >&2
    fi
}

ours() { "$release/liveface" observe "$2" --models "$root/models/own" --backend "$1" --timing --measure loop; }

for clip in "${clips[@]}"; do
    for round in $(seq "${ROUNDS:-3}"); do
        one native "$clip" "$round" ours native "$clip"
        one embedded "$clip" "$round" ours embedded "$clip"
        one peers "$clip" "$round" "$python" "$shared/peers/peers.py" "$clip"
    done
done >"$scratch/lines"

if [ -n "$json" ]; then cat "$scratch/lines"; else "$release/figures" peers "$scratch/lines"; fi
