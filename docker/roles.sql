-- The two roles of Ostinato and what they may; may be run again. By psql, as a superuser, in the bot's database, with
-- OWNER_PASSWORD and BOT_PASSWORD in the environment.
\getenv owner_password OWNER_PASSWORD
\getenv bot_password BOT_PASSWORD

select format('create role %I login', name)
from unnest(array['ostinato_owner', 'ostinato_bot']) as name
where not exists (select from pg_roles where rolname = name) \gexec
alter role ostinato_owner password :'owner_password';
alter role ostinato_bot password :'bot_password';

-- The owner migrates, and tries backups in scratch databases of its own: it may do anything to these and to this one,
-- and nothing to another. PostgreSQL's schema "public" is the database owner's.
alter role ostinato_owner createdb;
alter database :"DBNAME" owner to ostinato_owner;

-- The bot reads and writes rows. It makes, changes and drops nothing.
revoke all on database :"DBNAME" from public;
revoke all on schema public from public;
grant connect on database :"DBNAME" to ostinato_bot;
grant usage on schema public to ostinato_bot;
grant select, insert, update, delete on all tables in schema public to ostinato_bot;
grant usage on all sequences in schema public to ostinato_bot;
alter default privileges for role ostinato_owner in schema public
  grant select, insert, update, delete on tables to ostinato_bot;
alter default privileges for role ostinato_owner in schema public grant usage on sequences to ostinato_bot;

-- Not trusted, so the owner could not: for what searches by meaning.
create extension if not exists vector;
