# shellcheck shell=bash
# Everything CI runs, on a PostgreSQL and a Redis that are made for it and thrown away.

run_tests() {
  find_jdk
  need_commands openssl=openssl
  need_maven
  need_redis # the tests start instances of their own too
  [ -n "${DATABASE_URL:-}" ] || need_postgres
  need_space 1000
  lock_target
  remove_test_services # what an earlier run left that was killed
  at_exit remove_test_services
  [ -n "${DATABASE_URL:-}" ] || start_test_postgres
  [ -n "${REDIS_URL:-}" ] || start_test_redis
  OMNE_TEST_REDIS_SERVER=$(command -v redis-server)
  export OMNE_TEST_REDIS_SERVER OPT_OUT_TRACKING=true DJL_OFFLINE=true
  cd "$ROOT" || exit
  say "running the tests: mvn verify $*"
  attend mvn -B -ntp verify "$@"
}

start_test_postgres() {
  local dir
  dir=$(cluster_dir test-postgres)
  create_cluster "$dir" omne --no-sync
  # Nothing here outlives the run, so nothing needs to reach the disk; the odd time zone finds code that assumes UTC.
  start_cluster "$dir" fsync=off synchronous_commit=off full_page_writes=off max_connections=200 shared_buffers=128MB \
    timezone=Asia/Kathmandu
  DATABASE_URL=$(cluster_url "$dir" omne postgres)
  export DATABASE_URL
  say "made a throw-away PostgreSQL $PG_MAJOR on port $(cat "$dir/port")"
}

start_test_redis() {
  local dir
  dir=$(state_dir test-redis)
  launch_redis "$dir"
  REDIS_URL=$(redis_url "$dir")
  export REDIS_URL
  say "made a throw-away Redis on port $(cat "$dir/port")"
}

remove_test_services() {
  local dir
  stop_redis "$STATE/test-redis"
  rm -rf "$STATE/test-redis"
  [ -e "$STATE/test-postgres" ] || [ -L "$STATE/test-postgres" ] || return 0
  dir=$(readlink -f "$STATE/test-postgres")
  stop_cluster "$dir"
  rm -rf "$dir" "$STATE/test-postgres"
}
