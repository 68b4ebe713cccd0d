#!/usr/bin/env bash
# A corpus with Slurm: an array with a task per part, then the tables. slurm.sh CORPUS JOB OUT [OPTION OF AGGREGATE]...
# CORPUS, JOB and OUT stand on a disk that all nodes see. Prints the two jobs' numbers. Submit the same again after a failure: parts that are
# there are not made again. MEGABYTES: dumps per part (64). AT_A_TIME: tasks at a time (100). Options for
# sbatch itself go into SBATCH_* variables, as its manual describes.
set -euo pipefail
corpus=$1 job=$2 out=$3
shift 3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
read -ra polylogue <<<"${POLYLOGUE:-polylogue}"

[ -d "$job/in" ] || "${polylogue[@]}" split "$corpus" --output "$job" --megabytes "${MEGABYTES:-64}" >&2 || [ $? -eq 1 ]
parts=$(find "$job/in" -name '[0-9]*' | wc -l)
mkdir -p "$job/log"

# People's coding sheets are joined where the corpus is at hand.
[ "$corpus" = - ] || set -- --corpus "$corpus" "$@"

array=$(sbatch --parsable --array="1-$parts%${AT_A_TIME:-100}" --output="$job/log/%a.txt" \
  "$here/slurm-part.sh" "$corpus" "$job" "$here")
# afterok: when a part failed three times the tables are not made, and nothing half-done is taken for a result.
tables=$(sbatch --parsable --dependency="afterok:${array%%;*}" --kill-on-invalid-dep=yes --output="$job/log/tables.txt" \
  "$here/slurm-aggregate.sh" "$job" "$out" "$@")
echo "${array%%;*} ${tables%%;*}"
