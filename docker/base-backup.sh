#!/usr/bin/env bash
# A base backup, from which recover.sh goes on: docker compose exec postgres-db /base-backup.sh [HOW_MANY_STAY]
# With a figure, older ones are removed, and what was archived before the oldest that stays.
set -euo pipefail
keep="${1:-}"
name="$(date --utc +%Y%m%dT%H%M%SZ)"
# As PostgreSQL's own user, whoever asks.
as() { if [ "$(id -u)" = 0 ]; then gosu postgres "$@"; else "$@"; fi; }

as pg_basebackup --username=postgres --pgdata="/archive/base/$name" --checkpoint=fast
as pg_verifybackup --quiet "/archive/base/$name"
sync --file-system /archive
echo "A base backup is in /archive/base/$name."

[ -n "$keep" ] || exit 0
cd /archive/base
for folder in */; do
  # Without a manifest it was broken off.
  [ -e "$folder/backup_manifest" ] || rm -rf "$folder"
done
for folder in $(find . -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort | head -n "-$keep"); do
  rm -rf "$folder"
  echo "Removed $folder."
done
oldest="$(find . -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort | head -n 1)"
first="$(sed -n 's/.*"Start-LSN": "\([^"]*\)".*/\1/p' "$oldest/backup_manifest" | head -n 1)"
segment="$(psql --username=postgres --no-psqlrc --tuples-only --no-align --command="select pg_walfile_name('$first')")"
pg_archivecleanup -x .gz /archive/wal "$segment"
