# shellcheck shell=bash
# The server and what it stands on: up, down, status, logs.

SERVER_LOG=$STATE/log/server.log
STARTED_SERVER='' STARTED_POSTGRES='' STARTED_REDIS='' # what this start has started, and stops if it fails
FOLLOWER='' # the tail that shows the log in the foreground

server_pid() {
  local pid
  pid=$(cat "$STATE/server/pid" 2>/dev/null || true)
  ! runs_with "$pid" "$SERVER_MARK" || printf '%s\n' "$pid"
}

server_port() { cat "$STATE/server/port"; }

healthy() { is_up "$1" /actuator/health; } # port

# Whether it serves. Something may have to be mended all the same, such as the key of an embedding provider.
ready() { is_up "$1" /actuator/health/readiness; } # port

is_up() { # port, path
  curl -fsS --noproxy '*' --max-time 3 -o /dev/null "http://127.0.0.1:$1$2" 2>/dev/null
}

up() {
  local attached=yes
  while [ $# -gt 0 ]; do
    case $1 in
      -d | --detach) attached= ;;
      *) misuse "'up' does not know '$1'." ;;
    esac
    shift
  done
  SERVER_PORT=${SERVER_PORT:-8000}
  export SERVER_PORT
  lock
  if [ -n "$(server_pid)" ]; then
    revive_services
    greet_running
    return
  fi
  check_before_start
  provide_tools
  build
  at_exit undo_start
  start_postgres
  start_redis
  start_server
  wait_until_ready
  if [ -n "$attached" ]; then
    unlock
    follow_server
  else
    STARTED_SERVER='' STARTED_POSTGRES='' STARTED_REDIS=''
    greet
  fi
}

# Starts again what has died of the running server's private services. It finds them where they were, by itself.
revive_services() {
  local environment began=$SECONDS
  environment=$'\n'$(tr '\0' '\n' <"/proc/$(server_pid)/environ")$'\n'
  if [ -d "$STATE/postgres/data" ] && [ -z "$(postgres_pid "$(cluster_dir postgres)")" ] &&
    [[ $environment == *$'\n'"DATABASE_URL=$(cluster_url "$(cluster_dir postgres)" omne omne)"$'\n'* ]]; then
    need_postgres
    DATABASE_URL='' start_postgres
  fi
  if [ -d "$STATE/redis" ] && [ -z "$(redis_pid "$STATE/redis")" ] &&
    [[ $environment == *$'\n'"REDIS_URL=$(redis_url "$STATE/redis")"$'\n'* ]]; then
    need_redis
    REDIS_URL='' start_redis
  fi
  until ready "$(server_port)" || [ $((SECONDS - began)) -ge 15 ]; do sleep 0.3; done
}

greet_running() {
  local port
  port=$(server_port)
  ready "$port" ||
    fail "the server runs (pid $(server_pid)) but is not ready: see $SERVER_LOG, or './omne down' and start again."
  say "the server is running already, on port $port"
  [ "$port" = "$SERVER_PORT" ] || say "to have it on port $SERVER_PORT: './omne down', then start it again"
  is_built || say "its sources have changed since: './omne down' and './omne up' run the new ones"
  SERVER_PORT=$port
  greet
}

check_before_start() {
  if [[ ! $SERVER_PORT =~ ^[1-9][0-9]{0,4}$ ]] || [ "$SERVER_PORT" -gt 65535 ]; then
    fail "SERVER_PORT is '$SERVER_PORT', which is no port (1 to 65535)."
  fi
  ! port_taken "$SERVER_PORT" ||
    fail "port $SERVER_PORT is taken$(port_holder "$SERVER_PORT"); stop that, or choose another port: SERVER_PORT=8001 ./omne up"
  need_space 200
  find_jdk
}

provide_tools() {
  local missing=(curl=curl openssl=openssl)
  is_built || missing+=(mvn=maven)
  [ -n "${REDIS_URL:-}" ] || missing+=(redis-server=redis-server)
  need_commands "${missing[@]}"
  [ -n "${REDIS_URL:-}" ] || need_redis
  [ -n "${DATABASE_URL:-}" ] || need_postgres
  own_issuer || jwt_secret >/dev/null
}

# Whether tokens come from an OpenID provider: then the server gets no secret of ours and we can make no token.
own_issuer() {
  [ -z "${OMNE_SECURITY_JWT_SECRET:-}" ] && compgen -A export SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ >/dev/null
}

start_server() {
  local options=() more=() home
  home=$(server_home)
  [ ! -f "$home/omne.aot" ] || options=("-XX:AOTCache=$home/omne.aot")
  read -ra more <<<"${JAVA_OPTS:-}"
  state_dir log >/dev/null
  [ ! -f "$SERVER_LOG" ] || mv "$SERVER_LOG" "$SERVER_LOG.1"
  if ! own_issuer; then
    OMNE_SECURITY_JWT_SECRET=$(jwt_secret)
    export OMNE_SECURITY_JWT_SECRET
  fi
  export OPT_OUT_TRACKING=true DJL_OFFLINE=true # nothing may phone home
  say "starting the server on port $SERVER_PORT"
  printf '%s\n' "$SERVER_PORT" >"$STATE/server/port"
  detached "$SERVER_LOG" "$JAVA_HOME/bin/java" "@$ROOT/scripts/java.options" "$SERVER_MARK" \
    -Xmx1g ${options[@]+"${options[@]}"} ${more[@]+"${more[@]}"} -jar "$home/omne-server.jar" &
  STARTED_SERVER=$!
  printf '%s\n' "$STARTED_SERVER" >"$STATE/server/pid"
}

wait_until_ready() {
  local began=$SECONDS reason waiting=
  until ready "$SERVER_PORT"; do
    if ! kill -0 "$STARTED_SERVER" 2>/dev/null; then
      reason=$(sed -nE 's/^.*(Omne cannot start: .*)$/\1/p' "$SERVER_LOG" | tail -n 1)
      [ -z "$reason" ] || fail "$reason (The log: $SERVER_LOG)"
      tail -n 20 "$SERVER_LOG" >&2
      fail "the server ended while starting; its last words are above, all of them in $SERVER_LOG."
    fi
    if [ -z "$waiting" ]; then
      waiting=$(sed -nE 's/^.*(Waiting for PostgreSQL.*)$/\1/p' "$SERVER_LOG" | tail -n 1)
      [ -z "$waiting" ] || say "$waiting"
    fi
    # The server ends that wait itself, see OMNE_START_WAIT.
    ! tail -n 1 "$SERVER_LOG" | grep -q 'Waiting for PostgreSQL' || began=$SECONDS
    [ $((SECONDS - began)) -lt 120 ] || fail "the server was not ready after 120 s; see $SERVER_LOG."
    sleep 0.3
  done
  say "the server is ready after $((SECONDS - began)) s"
}

greet() {
  local url=http://localhost:$SERVER_PORT token
  printf '\n  Omne is at %s\n' "$url"
  if own_issuer; then
    printf '\n  Tokens come from your OpenID provider.\n\n'
    return
  fi
  token=$(token)
  cat <<TEXT

  Token (user $(default_user), 30 days; './omne token' makes more)
    $token

  Create a memory
    curl -X POST $url/api/v1/memories -H "Authorization: Bearer $token" -H "Content-Type: application/json" -d '{"content": "The ferry leaves at nine.", "memory_type": "note", "source": "manual"}'

  List the memories
    curl $url/api/v1/memories -H "Authorization: Bearer $token"

TEXT
}

# In the foreground the server's log is on the terminal, and the end of either of us is the end of both.
follow_server() {
  local shown status=0
  shown=$(wc -c <"$SERVER_LOG")
  head -c "$shown" "$SERVER_LOG"
  greet
  say "Ctrl-C stops the server"
  tail -c "+$((shown + 1))" -f --pid="$STARTED_SERVER" "$SERVER_LOG" &
  FOLLOWER=$!
  wait "$STARTED_SERVER" 2>/dev/null || status=$? # without bash's own word about a killed job
  STARTED_SERVER=
  [ "$status" -eq 143 ] || say "the server ended with exit code $status"
  [ "$status" -ne 143 ] || status=0 # asked to stop, by ./omne down
  exit "$status"
}

undo_start() {
  [ -n "$STARTED_SERVER$STARTED_POSTGRES$STARTED_REDIS" ] || return 0
  say "stopping what was started"
  if [ -n "$STARTED_SERVER" ]; then
    kill -TERM "$STARTED_SERVER" 2>/dev/null # our own child: even if it is not Java yet
    stop_server
  fi
  [ -z "$FOLLOWER" ] || wait "$FOLLOWER" 2>/dev/null # the server's last words
  [ -z "$STARTED_REDIS" ] || stop_redis "$STARTED_REDIS"
  [ -z "$STARTED_POSTGRES" ] || stop_cluster "$STARTED_POSTGRES"
  say "stopped"
}

stop_server() {
  local pid
  pid=$(server_pid)
  [ -z "$pid" ] || stop_process "$pid" "$SERVER_MARK" "the server" 40
  rm -f "$STATE/server/pid"
}

down() {
  [ -d "$STATE" ] || {
    say "nothing is running"
    return
  }
  lock
  if [ -n "$(server_pid)" ]; then
    say "stopping the server"
    stop_server
  fi
  if [ -n "$(redis_pid "$STATE/redis")" ]; then
    stop_redis "$STATE/redis"
    say "stopped Redis"
  fi
  stop_postgres
  say "nothing of this checkout is running; its data stay in $STATE"
}

status() {
  local pid state=3 pg
  pid=$(server_pid)
  if [ -z "$pid" ]; then
    echo "server      stopped"
  elif healthy "$(server_port)"; then
    echo "server      healthy, http://localhost:$(server_port), pid $pid"
    state=0
  else
    echo "server      running but not healthy, port $(server_port), pid $pid; see $SERVER_LOG"
  fi
  pg=$(readlink -f "$STATE/postgres" || true)
  pid=$(postgres_pid "$pg")
  echo "postgresql  ${pid:+running, port $(cat "$pg/port" 2>/dev/null), pid }${pid:-stopped}"
  pid=$(redis_pid "$STATE/redis")
  echo "redis       ${pid:+running, port $(cat "$STATE/redis/port" 2>/dev/null), pid }${pid:-stopped}"
  [ -z "${DATABASE_URL:-}" ] || echo "            DATABASE_URL is set: './omne up' uses that database"
  [ -z "${REDIS_URL:-}" ] || echo "            REDIS_URL is set: './omne up' uses that Redis"
  return "$state"
}

logs() {
  [ -f "$SERVER_LOG" ] || fail "there is no log yet; './omne up' starts the server."
  case "$*" in
    '') exec cat "$SERVER_LOG" ;;
    -f | --follow) exec tail -n 100 -F "$SERVER_LOG" ;;
    *) misuse "'logs' does not know '$*'." ;;
  esac
}
