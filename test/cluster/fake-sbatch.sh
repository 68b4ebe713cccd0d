#!/usr/bin/env bash
# Stands in for Slurm's sbatch where there is no Slurm: understands the options that cluster/slurm.sh gives, refuses others, and does the job at once.
# FAKE_SLURM: a folder for the jobs' outcomes.
set -euo pipefail
array='' dependency='' output=/dev/null
while [[ ${1:-} == --* ]]; do
  case $1 in
    --parsable | --kill-on-invalid-dep=yes) ;;
    --array=*) array=${1#*=} ;;
    --dependency=afterok:*) dependency=${1##*:} ;;
    --output=*) output=${1#*=} ;;
    *) echo "sbatch: unknown option $1" >&2 && exit 1 ;;
  esac
  shift
done
script=$1
shift
# Slurm reads the script's own options too, and runs a copy of it elsewhere.
while read -r option; do
  case $option in
    --job-name=* | --cpus-per-task=* | --mem=* | --time=* | --requeue) ;;
    *) echo "sbatch: unknown option $option in $script" >&2 && exit 1 ;;
  esac
done < <(sed -n 's/^#SBATCH //p' "$script")
spool=$(mktemp -d)
trap 'rm -rf "$spool"' EXIT
cp "$script" "$spool/slurm_script"

number=$(($(find "$FAKE_SLURM" -type f | wc -l) + 1))
outcome=completed
if [ -n "$dependency" ] && [ "$(cat "$FAKE_SLURM/$dependency")" != completed ]; then
  outcome=cancelled
elif [ -n "$array" ]; then
  [[ $array =~ ^1-([0-9]+)%[0-9]+$ ]] || { echo "sbatch: bad array $array" >&2 && exit 1; }
  for ((task = 1; task <= BASH_REMATCH[1]; task++)); do
    SLURM_ARRAY_TASK_ID=$task bash "$spool/slurm_script" "$@" >"${output//%a/$task}" 2>&1 </dev/null || outcome=failed
  done
else
  bash "$spool/slurm_script" "$@" >"$output" 2>&1 </dev/null || outcome="ended $?"
fi
echo "$outcome" >"$FAKE_SLURM/$number"
echo "$number"
