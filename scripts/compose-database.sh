# shellcheck shell=bash
# Run once, by the image of PostgreSQL, when its volume is empty. The server's user is no superuser, and only a
# superuser may create the extension.
psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv password OMNE_DATABASE_PASSWORD
create role omne login password :'password';
create database omne owner omne;
\connect omne
create extension vector;
SQL
