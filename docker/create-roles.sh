#!/bin/sh
# Runs in the database's container when its data folder is made; by hand, for new passwords or grants:
# docker compose exec postgres-db /docker-entrypoint-initdb.d/create-roles.sh
set -eu
OWNER_PASSWORD="$(cat /run/secrets/ostinato/ostinato_owner)"
BOT_PASSWORD="$(cat /run/secrets/ostinato/ostinato_bot)"
export OWNER_PASSWORD BOT_PASSWORD
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username=postgres --dbname=ostinato --file=/roles.sql
