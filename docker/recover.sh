#!/usr/bin/env bash
# Prepares the data folder of a database that is stopped for going back to a moment: docs/operations.md.
# recover.sh 'YYYY-MM-DD HH:MM:SS+00' [BASE]: from the newest base backup that ended before it, or the one named.
set -euo pipefail
data=/var/lib/postgresql/data
moment="${1:?When? Name a moment: docker compose run --rm recover '2026-11-21 14:00:00+00'}"
wanted="$(date --date="$moment" +%s)"

if [ -e "$data/postmaster.pid" ]; then
  echo 'The database runs, or did not stop in order; run "docker compose stop bot backup postgres-db", then this again.' >&2
  exit 1
fi
base="${2:-}"
if [ -z "$base" ]; then
  for folder in /archive/base/*/; do
    # Its manifest is written last.
    [ -e "$folder/backup_manifest" ] || continue
    [ "$(stat --format=%Y "$folder/backup_manifest")" -gt "$wanted" ] || base="$(basename "$folder")"
  done
fi
if [ -z "$base" ] || [ ! -e "/archive/base/$base/backup_manifest" ]; then
  echo "There is no base backup from before $moment; these are there: $(ls -m /archive/base)" >&2
  exit 1
fi
pg_verifybackup --quiet "/archive/base/$base"

# Nothing is thrown away: also what was written after the last segment that was archived is in it.
before="/archive/before-$(date --utc +%Y%m%dT%H%M%SZ)"
mkdir "$before"
find "$data" -mindepth 1 -maxdepth 1 -exec cp --archive --target-directory="$before" {} +
sync --file-system "$before"
find "$data" -mindepth 1 -delete
cp --archive "/archive/base/$base/." "$data/"
if [ -d "$before/pg_wal" ]; then
  find "$before/pg_wal" -maxdepth 1 -type f -name '????????????????????????' -exec cp --archive --target-directory="$data/pg_wal" {} +
fi
cat >>"$data/postgresql.auto.conf" <<EOF
restore_command = 'gunzip --stdout /archive/wal/%f.gz > %p'
recovery_target_time = '$moment'
recovery_target_action = 'promote'
EOF
touch "$data/recovery.signal"
sync --file-system "$data"
echo "Ready to go back to $moment from $base; what was there is in $before. Now: docker compose up --detach --wait"
