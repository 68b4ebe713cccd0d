#!/usr/bin/env bash
# One task of the array that slurm.sh submits: the part with the task's number.
#SBATCH --job-name=polylogue
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=02:00:00
#SBATCH --requeue
set -euo pipefail
corpus=$1 job=$2 here=$3
list=$(find "$job/in" -name '[0-9]*' | sort | sed -n "${SLURM_ARRAY_TASK_ID}p")
part=${list##*/}
part=${part%.*}
# Slurm requeues a task whose machine failed, not one whose program did.
for attempt in 1 2 3; do
  "$here/work.sh" "$corpus" "$job" "$part" && exit 0
  echo "part $part: attempt $attempt ended with $?" >&2
done
exit 1
