#!/bin/sh
# Makes the passwords of database and Grafana once, each where only those who need it can read it.
# New ones for the database: docker compose run --rm secrets anew
set -eu
[ "${1:-}" != anew ] || rm -f /secrets/database/*
if [ -z "$TOKEN_GIVEN" ]; then
  echo 'There is no token; set DISCORD_TOKEN (in .env, say) to the one of your bot, from https://discord.com/developers/applications, or DISCORD_TOKEN_FILE to the path of a file with it.' >&2
  exit 78
fi
umask 077

# put FOLDER NAME USER: standard input, as a file of that user's; complete or not at all.
put() {
  cat >"$1/.$2.new"
  chown "$3" "$1/.$2.new"
  mv "$1/.$2.new" "$1/$2"
}

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

# account NAME USER FOLDER: a password for the server, and the address with it for who logs in so.
account() {
  password=/secrets/database/$1
  [ -s "$password" ] || random | put /secrets/database "$1" 999:999
  printf 'postgres://%s:%s@postgres-db:5432/ostinato\n' "$1" "$(cat "$password")" | put "$3" database-url "$2"
}

# 999 is PostgreSQL in its image, 1000 is the bot in its own, 472 is Grafana.
chmod 755 /secrets/*
[ -s /secrets/database/postgres ] || random | put /secrets/database postgres 999:999
account ostinato_owner 1000:1000 /secrets/migrate
account ostinato_bot 1000:1000 /secrets/bot
# Grafana takes it when its data folder is made, and not again: it stays the same.
[ -s /secrets/monitoring/grafana ] || random | put /secrets/monitoring grafana 472:472
