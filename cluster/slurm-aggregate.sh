#!/usr/bin/env bash
# The last job of slurm.sh: the tables from all parts.
#SBATCH --job-name=polylogue-tables
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=12:00:00
set -euo pipefail
job=$1 out=$2
shift 2
read -ra polylogue <<<"${POLYLOGUE:-polylogue}"
exec "${polylogue[@]}" aggregate "$job"/out/*.ndjson --expect "$job/all.txt" --output "$out" "$@"
