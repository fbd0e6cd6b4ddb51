# shellcheck shell=bash
# A Redis of this checkout's own. It is a cache: it keeps nothing on disk and forgets what it has no room for.

need_redis() {
  local version
  need_commands redis-server=redis-server
  version=$(redis-server --version | sed -nE 's/.* v=([0-9.]+).*/\1/p')
  version_at_least "${version:-0}" 6.2 ||
    fail "Omne needs Redis 6.2 or newer; $(command -v redis-server) is ${version:-of an unknown version}. REDIS_URL can name another."
}

redis_pid() { # directory; prints the pid of its running server
  local pid
  pid=$(cat "$1/pid" 2>/dev/null || true)
  ! runs_with "$pid" "$1/redis.conf" || printf '%s\n' "$pid"
}

redis_url() { # directory
  printf 'redis://:%s@127.0.0.1:%s\n' "$(cat "$1/password")" "$(cat "$1/port")"
}

redis_answers() ( # directory
  exec 3<>"/dev/tcp/127.0.0.1/$(cat "$1/port")" || exit 1
  printf 'AUTH %s\r\nPING\r\n' "$(cat "$1/password")" >&3
  read -r -t 2 _ <&3 && read -r -t 2 answer <&3 && [ "${answer%$'\r'}" = +PONG ]
) 2>/dev/null

launch_redis() { # directory
  local dir=$1
  [ -f "$dir/password" ] || random_text 24 | write_once "$dir/password"
  remembered_port "$dir/port" >"$dir/port.new"
  mv "$dir/port.new" "$dir/port"
  (
    umask 077
    cat >"$dir/redis.conf" <<CONF
bind 127.0.0.1
port $(cat "$dir/port")
dir "$dir"
requirepass $(cat "$dir/password")
save ""
appendonly no
maxmemory 256mb
maxmemory-policy allkeys-lru
set-proc-title no
CONF
  )
  detached "$dir/log" redis-server "$dir/redis.conf" &
  printf '%s\n' "$!" >"$dir/pid"
  for _ in $(seq 100); do
    ! redis_answers "$dir" || return 0
    sleep 0.1
  done
  tail -n 10 "$dir/log" >&2
  fail "Redis did not start; its last words are above, all of them in $dir/log."
}

# Starts the private Redis of `up` unless REDIS_URL names a real one; exports REDIS_URL.
start_redis() {
  local dir
  if [ -n "${REDIS_URL:-}" ]; then
    say "using the Redis that REDIS_URL names"
    return
  fi
  dir=$(state_dir redis)
  if [ -z "$(redis_pid "$dir")" ]; then
    STARTED_REDIS=$dir
    launch_redis "$dir"
    say "Redis answers on port $(cat "$dir/port")"
  fi
  REDIS_URL=$(redis_url "$dir")
  export REDIS_URL
}

stop_redis() { # directory
  local pid
  pid=$(redis_pid "$1")
  [ -n "$pid" ] || return 0
  stop_process "$pid" "$1/redis.conf" Redis 10
  rm -f "$1/pid"
}

open_redis_cli_on_url() { # arguments
  local login url user=()
  login=$(url_login "$REDIS_URL") url=$(url_without_login "$REDIS_URL")
  check_without_password REDIS_URL "$url"
  [[ $login != ?*:* ]] || user=(--user "$(percent_decode "${login%%:*}")")
  [ -z "$login" ] || REDISCLI_AUTH=$(percent_decode "${login#*:}")
  export REDISCLI_AUTH
  exec redis-cli -u "$url" ${user[@]+"${user[@]}"} "$@"
}

open_redis_cli() {
  command -v redis-cli >/dev/null || fail "there is no redis-cli here; install redis-tools."
  [ -z "${REDIS_URL:-}" ] || open_redis_cli_on_url "$@"
  [ -n "$(redis_pid "$STATE/redis")" ] || fail "Redis is not running; './omne up -d' starts it."
  REDISCLI_AUTH=$(cat "$STATE/redis/password") exec redis-cli -p "$(cat "$STATE/redis/port")" "$@"
}
