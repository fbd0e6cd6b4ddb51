# shellcheck shell=bash
# A PostgreSQL and a Redis for one purpose, such as `test`, which are thrown away when it is over.

start_scratch_postgres() { # purpose, settings...
  local dir
  dir=$(cluster_dir "$1-postgres")
  shift
  create_cluster "$dir" omne --no-sync --auth=md5 # SCRAM computes thousands of hashes for each new connection
  start_cluster "$dir" max_connections=400 "$@"
  DATABASE_URL=$(cluster_url "$dir" omne postgres)
  export DATABASE_URL
  say "made a throw-away PostgreSQL $PG_MAJOR on port $(cat "$dir/port")"
}

start_scratch_redis() { # purpose
  local dir
  dir=$(state_dir "$1-redis")
  launch_redis "$dir"
  REDIS_URL=$(redis_url "$dir")
  export REDIS_URL
  say "made a throw-away Redis on port $(cat "$dir/port")"
}

remove_scratch_services() { # purpose
  local dir link=$STATE/$1-postgres
  stop_redis "$STATE/$1-redis"
  rm -rf "$STATE/$1-redis"
  [ -e "$link" ] || [ -L "$link" ] || return 0
  dir=$(readlink -f "$link")
  stop_cluster "$dir"
  rm -rf "$dir" "$link"
}
