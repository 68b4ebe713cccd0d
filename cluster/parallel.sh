#!/usr/bin/env bash
# A corpus with GNU parallel, on this machine or on several (--sshlogin): parallel.sh CORPUS JOB OUT [OPTION OF AGGREGATE]...
# Run the same again after a failure: lists and finished parts are kept in JOB. MEGABYTES: dumps per part (64). JOBS: workers at a time.
set -euo pipefail
corpus=$1 job=$2 out=$3
shift 3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
read -ra polylogue <<<"${POLYLOGUE:-polylogue}"

[ -d "$job/in" ] || "${polylogue[@]}" split "$corpus" --output "$job" --megabytes "${MEGABYTES:-64}" || [ $? -eq 1 ]

# A part that fails, or whose worker is killed, is tried twice more; the others go on.
find "$job/in" -name '[0-9]*' | sed 's|.*/||; s|\..*||' | sort -u |
  parallel --jobs "${JOBS:-100%}" --retries 3 --joblog "$job/log" --will-cite "$here/work.sh" "$corpus" "$job" {}

# People's coding sheets are joined where the corpus is at hand.
[ "$corpus" = - ] || set -- --corpus "$corpus" "$@"
"${polylogue[@]}" aggregate "$job"/out/*.ndjson --expect "$job/all.txt" --output "$out" "$@"
