#!/usr/bin/env bash
# One part of a job: packs its list, runs a worker on it, leaves JOB/out/PART.ndjson. usage: work.sh CORPUS JOB PART
# A part that is there is whole (the worker writes it whole or not at all) and is not made again: what failed is
# mended by running the same again. CORPUS may be '-' where JOB/in has packed parts (PART.ndjson).
# POLYLOGUE: the command, if it is not "polylogue". WORKER_OPTIONS: --codebook FILE, --site NAME, …
set -euo pipefail
corpus=$1 job=$2 part=$3
read -ra polylogue <<<"${POLYLOGUE:-polylogue}"
read -ra options <<<"${WORKER_OPTIONS:-}"
out=$job/out/$part.ndjson
[ ! -e "$out" ] || exit 0
mkdir -p "$job/out"

packed=$job/in/$part.ndjson
if [ ! -e "$packed" ]; then
  # On the machine's own disk: nobody else needs it.
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  packed=$scratch/$part.ndjson
  "${polylogue[@]}" pack "$job/in/$part.txt" --corpus "$corpus" --out "$packed"
fi

# The corpus's own codebook, as it was when the job began; an option in WORKER_OPTIONS overrides it.
[ ! -e "$job/codebook.yaml" ] || options=(--codebook "$job/codebook.yaml" "${options[@]}")

status=0
"${polylogue[@]}" worker --in "$packed" --out "$out" "${options[@]}" || status=$?
# 1: some dumps were set aside with their reasons, which "polylogue aggregate" puts into problems.csv. Trying again would not help.
[ "$status" -eq 1 ] || exit "$status"
[ -e "$out" ]
