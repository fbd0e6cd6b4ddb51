# shellcheck shell=bash
# The AOT cache of the JVM (JEP 483, 514 and 515): the server's classes, loaded and linked, and profiles of its methods,
# from a training run on services of its own. It more than halves the time to start. See docs/image.md.

# An argument of every server of this checkout, by which its process is known.
SERVER_MARK=-DDJL_CACHE_DIR=$STATE/djl

TRAINING='' # the process of a training run
TRAINED=''  # its server

# What a cache depends on beside the jars: the JDK, its flags, and what the training run does.
training_stamp() {
  {
    readlink -f "$JAVA_HOME"
    cat "$JAVA_HOME/release" "$ROOT/scripts/java.options" "$ROOT/scripts/training.sh"
  } | sha256sum | cut -d' ' -f1
}

# Whether the server in a directory has been in training with this JDK, whatever came of it.
is_trained() { # directory
  [ -f "$1/omne-server.jar" ] && [ "$(cat "$1/omne.aot.stamp" 2>/dev/null)" = "$(training_stamp)" ]
}

can_train() {
  command -v curl >/dev/null && command -v openssl >/dev/null && command -v redis-server >/dev/null && find_postgres
}

# For the image, whose build has only the JVM that the image runs.
train_for_image() { # directory
  if [ $# -ne 1 ] || [ ! -f "$1/omne-server.jar" ]; then
    misuse "'train' wants the directory of an unpacked server, with omne-server.jar and lib/."
  fi
  [ -x "${JAVA_HOME:-}/bin/java" ] || find_jdk
  can_train || fail "a training run needs curl, openssl, redis-server, and PostgreSQL 15 or newer with pgvector 0.8 or newer."
  train "$(readlink -f "$1")" || fail "there is no AOT cache: see the messages above."
  rm -f "$1/omne.aot.stamp"
}

# Makes omne.aot beside the jar. A server starts without one too, so a failure is said and not tried again until
# something has changed.
train() { # directory
  local began=$SECONDS failed=
  say "making the AOT cache, with which the server starts in half the time"
  rm -f "$1"/omne.aot*
  training_run "$1" &
  TRAINING=$!
  wait "$TRAINING" || failed=yes
  TRAINING=
  if [ -z "$failed" ] && [ -s "$1/omne.aot.new" ]; then
    chmod 644 "$1/omne.aot.new" # the server may run as another user
    mv "$1/omne.aot.new" "$1/omne.aot"
    say "made the AOT cache in $((SECONDS - began)) s"
  else
    rm -f "$1"/omne.aot*
    say "could not make the AOT cache, so the server starts more slowly; see $STATE/log/training.log"
  fi
  training_stamp >"$1/omne.aot.stamp"
  [ -f "$1/omne.aot" ]
}

stop_training() {
  [ -n "$TRAINING" ] || return 0
  kill -TERM "$TRAINING" 2>/dev/null
  wait "$TRAINING" 2>/dev/null
  TRAINING=
}

at_exit stop_training

# A process of its own: whatever fails here ends the training alone, and what it started.
training_run() { # directory
  local log
  # shellcheck disable=SC2034 # say.sh reads it
  AT_EXIT=()
  trap leave EXIT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  log=$(state_dir log)/training.log
  end_training # what an earlier run left that was killed
  at_exit end_training
  start_scratch_postgres training fsync=off synchronous_commit=off full_page_writes=off || exit
  start_scratch_redis training || exit
  SERVER_PORT=$(free_port) || exit
  OMNE_SECURITY_JWT_SECRET=$(random_text 48) || exit
  rm -f "$log"
  start_in_training "$1" "$log" &
  TRAINED=$!
  await_training 120 ready "$SERVER_PORT" || exit
  use_server "$SERVER_PORT" || exit
  kill -TERM "$TRAINED" || exit
  # The JVM makes the cache as it ends, in a process of its own.
  await_training 300 has_ended
}

# Becomes the server that is trained. Of the caller's settings it gets none: they may name real data and paid providers.
start_in_training() { # directory, log
  local name java=$JAVA_HOME/bin/java
  local database=$DATABASE_URL redis=$REDIS_URL secret=$OMNE_SECURITY_JWT_SECRET port=$SERVER_PORT
  for name in $(compgen -e); do
    case $name in
      PATH | HOME | LANG | LC_ALL | TMPDIR) ;;
      *) unset "$name" ;;
    esac
  done
  export DATABASE_URL=$database REDIS_URL=$redis OMNE_SECURITY_JWT_SECRET=$secret
  export SERVER_PORT=$port SERVER_ADDRESS=127.0.0.1 OMNE_RATE_LIMIT_MEMORIES=0 OPT_OUT_TRACKING=true DJL_OFFLINE=true
  detached "$2" "$java" "@$ROOT/scripts/java.options" "$SERVER_MARK" \
    "-XX:AOTCacheOutput=$1/omne.aot.new" -jar "$1/omne-server.jar"
}

has_ended() { ! kill -0 "$TRAINED" 2>/dev/null; }

await_training() { # seconds, condition...
  local deadline=$((SECONDS + $1))
  shift
  until "$@" || has_ended || [ "$SECONDS" -ge "$deadline" ]; do sleep 0.3; done
  "$@"
}

end_training() {
  # Its whole session: the process that makes the cache too.
  [ -z "$TRAINED" ] || kill -KILL -- "-$TRAINED" 2>/dev/null || true
  remove_scratch_services training
}

# What clients do. The more of the server is used here, the more of it is in the cache.
use_server() { # port
  local api=http://127.0.0.1:$1/api/v1 root=http://127.0.0.1:$1 token memory body none='"data": ?\[\]'
  body='{"content": "The ferry leaves at nine.", "memory_type": "note", "title": "Ferry", "tags": ["travel", "sea"],'
  body+=' "metadata": {"pier": 4}}'
  token=$(sign_token "$(cat /proc/sys/kernel/random/uuid)" omne:admin 3600) || return
  for _ in $(seq 30); do
    memory=$(ask POST "$api/memories" "$body" | answers | sed -nE 's/.*"id": ?"([0-9a-f-]{36})".*/\1/p')
    [ -n "$memory" ] || return
    {
      ask POST "$api/memories/bulk" "{\"memories\": [$body, $body, {\"content\": \" \"}]}"
      ask GET "$api/memories?per_page=5&tags=travel&memory_type=note&sort_by=updated_at"
      ask GET "$api/memories/$memory"
      ask GET "$api/memories/$memory?include=embedding"
      ask POST "$api/memories/search" '{"query": "When does the ferry leave?", "limit": 5, "context": 1}'
      ask POST "$api/memories/search" '{"query": "Fähren letzte Woche um neun -rot", "mode": "words", "explain": true}'
      ask POST "$api/memories/search" '{"query": "a crossing in May", "mode": "meaning", "filter": {"tags": ["sea"]}}'
      ask PATCH "$api/memories/$memory" '{"content": "The ferry leaves at <b>ten</b>.", "tags": null}'
      ask GET "$api/memories/$memory/history"
      ask GET "$api/memories/not-a-uuid"
      ask DELETE "$api/memories/$memory"
      ask GET "$api/memories/$memory"
      ask GET "$api/admin/embeddings"
      ask GET "$root/actuator/health"
      ask GET "$root/actuator/prometheus"
      ask GET "$root/openapi"
    } | answers >/dev/null || return
  done
  # Until the local model has computed what there is: its code belongs into the cache too.
  for _ in $(seq 100); do
    [[ ! $(ask GET "$api/memories?embedding_status=pending&per_page=1" | answers) =~ $none ]] || return 0
    sleep 0.3
  done
}

# A request, as a section of curl's configuration: a token that is an argument is for every user of the machine to see.
ask() { # method, URL, body
  printf 'next\nsilent\nshow-error\nnoproxy = "*"\nmax-time = 20\nrequest = "%s"\nurl = "%s"\n' "$1" "$2"
  printf 'header = "Authorization: Bearer %s"\n' "$token"
  [ -z "${3:-}" ] || printf 'header = "Content-Type: application/json"\ndata = "%s"\n' "${3//\"/\\\"}"
}

answers() { curl -q --config -; }
