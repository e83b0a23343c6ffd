# Delegates to dev-env.sh, where the work is. `make` alone lists what there is.
# Arguments go by ARGS: make test ARGS="-t playlist"; a migration's name by NAME, a backup by FILE.
# A soak's length by MINUTES; WRITE=1 renders docs/reliability.md from the run.
.DEFAULT_GOAL := help
ARGS ?=
NAME ?=
FILE ?=
MINUTES ?= 30
WRITE ?=
export MINUTES WRITE

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## from a bare clone to a running bot; Ctrl-C stops all of it
down: ## stop what `up` started, and the database
restart: ## down, then up
status: ## what runs where, what is pending, how much disk it takes
logs: ## follow the bot's log
test: ## all tests but test-chaos
test-unit: ## tests of pure functions: no database
test-database: ## tests against a real PostgreSQL
test-e2e: ## the bot as a user sees it, against the local Discord
test-browser: ## the playground's page in a headless browser
test-chaos: ## faults while people use the bot; WRITE=1 writes docs/reliability.md
soak: ## use it steadily and see what grows: make soak MINUTES=30
coverage: ## all of make test, with coverage in coverage/
bench: ## measure: tables here, figures in .ostinato/bench/
check: ## formatting, lint, types, migrations and shell scripts
up down restart status logs test test-unit test-database test-e2e test-browser test-chaos soak coverage bench check:
	@./dev-env.sh $@ $(ARGS)

db-up: ## start the database, or join it
db-down: ## stop the database; its data stays
db-status: ## the database's version, place, migrations and size
db-logs: ## follow the database's log
db-url: ## the connection string, password and all
db-migrate: ## bring the schema up to date
db-rollback: ## take the last batch of migrations back
db-migration: ## a new migration: make db-migration NAME=add-due-dates
db-seed: ## fill in examples for development
db-reset: ## empty the database, migrate and seed
db-wipe: ## remove the database's data for good
db-shell: ## psql, or a small SQL prompt where there is none
db-backup: ## everything into one compressed file below backups/
db-verify: ## prove that the newest backup restores, or that of FILE=
db-restore: ## replace the database by a backup, after a backup of it: make db-restore FILE=…
db-drift: ## whether migrations, models, checksums and the database agree
db-seal: ## write down the checksums of new migrations: they are not edited any more
db-lint: ## whether the SQL of a migration would block those who use the database
db-jobs: ## the job queues and what failed for good; make db-jobs ARGS="retry reminders" gives it another try
db-up db-down db-status db-logs db-url db-migrate db-rollback db-migration db-seed db-reset db-wipe db-shell db-backup db-verify db-restore db-drift db-seal db-lint db-jobs:
	@./dev-env.sh $(subst db-,db:,$@) $(if $(NAME),"$(NAME)") $(if $(FILE),"$(FILE)") $(ARGS)

doctor: ## what is missing or wrong on this machine, and the command that mends it
	@./dev-env.sh doctor

commands-deploy: ## register the slash commands with Discord
	@./dev-env.sh commands:deploy $(ARGS)

.PHONY: help up down restart status logs test test-unit test-database test-e2e test-browser test-chaos soak coverage \
	bench check \
	db-up db-down db-status db-logs db-url db-migrate db-rollback db-migration db-seed db-reset db-wipe db-shell \
	db-backup db-verify db-restore db-drift db-seal db-lint db-jobs doctor \
	commands-deploy
