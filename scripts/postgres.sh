# shellcheck shell=bash
# A PostgreSQL cluster of this checkout's own: .omne/postgres for the server, one for each run of the tests.
# A cluster's directory holds data/, port, password and log; it listens on 127.0.0.1 only, with passwords, without sockets.

# PostgreSQL refuses root, so root hands its clusters to the user `postgres`.
as_postgres() (
  cd / # the current directory may be closed to that user
  if is_root; then exec runuser -u postgres -- "$@"; else exec "$@"; fi
)

# Prints the real path of the cluster directory .omne/NAME, made if need be.
cluster_dir() { # name
  local link=$STATE/$1 dir
  if is_root && [ ! -e "$link" ]; then
    chmod go+x "$STATE"
    if runuser -u postgres -- test -x "$STATE"; then
      mkdir -p "$link"
    else
      dir=/var/lib/omne-$(printf '%s' "$ROOT" | sha256sum | cut -c1-12)
      say "PostgreSQL's user cannot reach $STATE: its data go to $dir/$1"
      mkdir -p "$dir/$1"
      rm -f "$link"
      ln -s "$dir/$1" "$link"
    fi
    chown postgres: "$link/"
  fi
  state_dir "$1" >/dev/null
  dir=$(readlink -f "$link")
  as_postgres test -O "$dir" ||
    fail "$dir belongs to $(stat -c %U "$dir"): run ./omne as the user who made it (root for 'postgres'), or move it away."
  chmod 700 "$dir"
  printf '%s\n' "$dir"
}

postgres_pid() { # cluster; prints the pid of its running server
  local pid
  pid=$(sed -n 1p "$1/data/postmaster.pid" 2>/dev/null || true)
  ! runs_with "$pid" "$1/data" || printf '%s\n' "$pid"
}

create_cluster() { # cluster, superuser, more flags of initdb...
  local dir=$1 superuser=$2
  shift 2
  # shellcheck disable=SC2016 # for the inner shell
  random_text 24 | as_postgres sh -c 'umask 077; cat >"$1"' - "$dir/password"
  as_postgres rm -rf "$dir/data.new"
  as_postgres env LC_ALL=C.UTF-8 "$(pg_bin initdb)" -D "$dir/data.new" -U "$superuser" --pwfile="$dir/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --data-checksums "$@" >"$dir.initdb.log" 2>&1 || {
    tail -n 15 "$dir.initdb.log" >&2
    fail "could not make a PostgreSQL cluster in $dir."
  }
  rm -f "$dir.initdb.log"
  as_postgres mv "$dir/data.new" "$dir/data" # whole or not at all
}

start_cluster() { # cluster, settings...
  local dir=$1 port setting options
  shift
  forget_stale_pid "$dir"
  port=$(remembered_port "$dir/port")
  printf '%s\n' "$port" >"$dir/port"
  options="-p $port"
  for setting in listen_addresses=127.0.0.1 unix_socket_directories= "$@"; do options+=" -c $setting"; done
  (
    close_inherited
    as_postgres env LC_ALL=C.UTF-8 "$(pg_bin pg_ctl)" start -D "$dir/data" -w -t 60 -s -l "$dir/log" -o "$options"
  ) </dev/null >/dev/null 2>&1 || {
    tail -n 10 "$dir/log" >&2
    fail "PostgreSQL did not start; its last words are above, all of them in $dir/log."
  }
}

# After a crash of the machine the pid file may name a process that has nothing to do with PostgreSQL, and pg_ctl would
# believe it. A dead pid is PostgreSQL's own business: it finds servers that lost their parent by what else the file says.
forget_stale_pid() { # cluster
  local pid
  pid=$(sed -n 1p "$1/data/postmaster.pid" 2>/dev/null || true)
  if [ -n "$pid" ] && [ -d "/proc/$pid" ] && ! runs_with "$pid" "$1/data"; then rm -f "$1/data/postmaster.pid"; fi
}

stop_cluster() { # cluster
  local pid
  pid=$(postgres_pid "$1")
  # INT is PostgreSQL's fast shutdown; after QUIT it recovers at its next start.
  [ -z "$pid" ] || stop_process "$pid" "$1/data" PostgreSQL 60 INT QUIT
}

query() { # cluster, user, database; SQL on stdin
  PGPASSWORD=$(cat "$1/password") PGCONNECT_TIMEOUT=10 \
    "$(pg_bin psql)" -X -q -A -t -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$(cat "$1/port")" -U "$2" -d "$3"
}

cluster_url() { # cluster, user, database
  printf 'postgresql://%s:%s@127.0.0.1:%s/%s\n' "$2" "$(cat "$1/password")" "$(cat "$1/port")" "$3"
}

# The server's own user is no superuser; what only one may do is done here.
create_database() { # cluster
  [ "$(query "$1" postgres postgres <<<"select 1 from pg_database where datname = 'omne'")" = 1 ] || {
    query "$1" postgres postgres <<SQL
set client_min_messages = warning;
drop role if exists omne;
create role omne login createdb password '$(cat "$1/password")';
create database omne owner omne;
SQL
  }
  query "$1" postgres omne <<<'set client_min_messages = warning; create extension if not exists vector'
}

# Starts the private cluster of `up` unless DATABASE_URL names a real one; exports DATABASE_URL.
start_postgres() {
  local dir began=$SECONDS
  if [ -n "${DATABASE_URL:-}" ]; then
    say "using the PostgreSQL that DATABASE_URL names"
    return
  fi
  dir=$(cluster_dir postgres)
  if [ -z "$(postgres_pid "$dir")" ]; then
    STARTED_POSTGRES=$dir
    say "starting PostgreSQL $PG_MAJOR"
    [ -d "$dir/data" ] || create_cluster "$dir" postgres
    # Error messages go without the rows they are about: those hold people's memories.
    start_cluster "$dir" shared_buffers=256MB max_connections=200 wal_compression=on log_error_verbosity=terse
    create_database "$dir" || fail "could not make the database in the private PostgreSQL; see $dir/log."
    say "PostgreSQL answers on port $(cat "$dir/port") after $((SECONDS - began)) s"
  fi
  DATABASE_URL=$(cluster_url "$dir" omne omne)
  export DATABASE_URL
}

stop_postgres() {
  local dir
  dir=$(readlink -f "$STATE/postgres") || return 0
  [ -n "$(postgres_pid "$dir")" ] || return 0
  stop_cluster "$dir"
  say "stopped PostgreSQL"
}

open_psql_on_url() { # psql, arguments
  local psql=$1 login url
  shift
  login=$(url_login "$DATABASE_URL") url=$(url_without_login "$DATABASE_URL")
  check_without_password DATABASE_URL "$url"
  [ -z "$login" ] || url=${url/:\/\//:\/\/"${login%%:*}"@}
  [[ $login != *:* ]] || PGPASSWORD=$(percent_decode "${login#*:}")
  export PGPASSWORD
  exec "$psql" "$url" "$@"
}

open_psql() {
  local dir psql=psql
  dir=$(readlink -f "$STATE/postgres") || true
  ! find_postgres || psql=$(pg_bin psql)
  command -v "$psql" >/dev/null || fail "there is no psql here; install postgresql-client."
  [ -z "${DATABASE_URL:-}" ] || open_psql_on_url "$psql" "$@"
  [ -n "$(postgres_pid "$dir")" ] || fail "PostgreSQL is not running; './omne up -d' starts it."
  PGPASSWORD=$(cat "$dir/password") exec "$psql" -h 127.0.0.1 -p "$(cat "$dir/port")" -U omne -d omne "$@"
}
