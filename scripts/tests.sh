# shellcheck shell=bash
# Everything CI runs, and the benchmarks, on a PostgreSQL that is made for it and thrown away. Each JVM of the tests
# starts a Redis of its own.

run_tests() {
  need_chromium
  need_pgbouncer
  need_faketime
  # Nothing here outlives the run, so nothing needs to reach the disk; the odd time zone finds code that assumes UTC.
  with_test_services fsync=off synchronous_commit=off full_page_writes=off shared_buffers=128MB max_connections=800 \
    timezone=Asia/Kathmandu
  say "running the tests: mvn verify $*"
  attend mvn -B -ntp verify "$@"
}

with_test_services() { # settings of PostgreSQL
  find_jdk
  need_commands openssl=openssl
  need_maven
  need_redis # the tests start their own
  [ -n "${DATABASE_URL:-}" ] || need_postgres
  need_space 1500
  lock_target
  remove_test_services # what an earlier run left that was killed
  at_exit remove_test_services
  [ -n "${DATABASE_URL:-}" ] || start_scratch_postgres test "$@"
  OMNE_TEST_REDIS_SERVER=$(command -v redis-server)
  export OMNE_TEST_REDIS_SERVER OPT_OUT_TRACKING=true DJL_OFFLINE=true
  cd "$ROOT" || exit
}

# The browser that cleaned markup is written into; another of its kind can be named.
need_chromium() {
  if [ -z "${OMNE_TEST_CHROMIUM:-}" ]; then
    need_commands chromium=chromium
    OMNE_TEST_CHROMIUM=$(command -v chromium)
  fi
  export OMNE_TEST_CHROMIUM
}

# The pooler that the server is tried behind; another of its kind can be named.
need_pgbouncer() {
  if [ -z "${OMNE_TEST_PGBOUNCER:-}" ]; then
    PATH=$PATH:/usr/sbin need_commands pgbouncer=pgbouncer
    OMNE_TEST_PGBOUNCER=$(PATH=$PATH:/usr/sbin command -v pgbouncer)
  fi
  export OMNE_TEST_PGBOUNCER
}

# Another clock for some of the servers that the tests start.
need_faketime() {
  local library
  if [ -z "${OMNE_TEST_FAKETIME:-}" ]; then
    need_commands faketime=faketime
    for library in /usr/lib/*/faketime/libfaketime.so.1; do OMNE_TEST_FAKETIME=$library; done
  fi
  export OMNE_TEST_FAKETIME
}

# What benchmarks need from npm: `load` sends the requests of `bench compare`, and `mem0` is a peer in `bench stores`.
install_from_npm() { # a folder in benchmarks/
  need_commands node=nodejs npm=npm
  mkdir -p "$STATE/$1"
  cp -r "$ROOT/benchmarks/$1/." "$STATE/$1"
  say "installing what benchmarks/$1 needs from npm"
  (cd "$STATE/$1" && npm ci --legacy-peer-deps --ignore-scripts --no-audit --no-fund --no-update-notifier --silent) ||
    fail "npm could not install what benchmarks/$1 needs; its last words are above."
}

remove_test_services() { remove_scratch_services test; }

# Benchmarks look like tests to Maven; their bars are assertions. PostgreSQL is as durable as in use.
bench() { # which of them, files for some, flags for Maven
  local which=${1:-} class memories=5000 files= module=bootstrap server=
  local all='lists, lag, crashes, embedding, chaos, model-change, bulk, connections, fuzz, read-your-writes, indexing, recall, search, stores or compare'
  case $which in
    lists) class=ListBenchmark ;;
    lag) class=ProjectionLagBenchmark ;;
    crashes) class=CrashIT ;;
    embedding) class=EmbeddingBenchmark ;;
    chaos) class=ChaosIT ;;
    model-change) class='ModelChangeTest#changes*' memories=20000 ;;
    bulk) class=BulkBenchmark ;;
    connections) class=ConnectionsBenchmark ;;
    fuzz) class=FuzzTest ;;
    read-your-writes) class='SearchTest#findsByWordsWhatWasWrittenJustNow' ;;
    indexing) class=WordCostBenchmark ;;
    recall) class=RecallBenchmark module=benchmarks ;;
    search) class=SearchBenchmark module=benchmarks ;;
    stores) class=StoresBenchmark module=benchmarks ;;
    compare) class=CompareBenchmark module=benchmarks,benchmarks/plain-service ;;
    '') misuse "'bench' wants to know which: $all." ;;
    *) misuse "there is no benchmark '$which': $all." ;;
  esac
  shift
  while [ $# -gt 0 ] && [ "${1#-}" = "$1" ]; do
    case $which in
      indexing | recall | search | stores | compare) ;;
      *) misuse "the benchmark '$which' takes no file, but was given '$1'." ;;
    esac
    [ -r "$1" ] || misuse "cannot read the file '$1'."
    files=$files${files:+,}$(readlink -f "$1")
    shift
  done
  [ "$class" != ChaosIT ] || need_faketime
  if [ "$which" = compare ]; then
    install_from_npm load
    build
    [ -f "$(server_home)/omne.aot" ] || fail "there is no AOT cache, with which 'compare' starts the server."
    server=$(server_home)
  fi
  [ "$which" != stores ] || install_from_npm mem0
  with_test_services shared_buffers=512MB max_wal_size=4GB
  say "running the benchmark '$which'"
  attend mvn -B -ntp verify -Dquick -Pbench -pl "$module" -am -Dtest="$class" -Dsurefire.failIfNoSpecifiedTests=false \
    -Dtest.jvm.short-lived= -Domne.bench.load="$STATE/load" -Domne.bench.mem0="$STATE/mem0" -Domne.kills=10 -Domne.memories="$memories" -Domne.fuzz.requests=20000 -Domne.creates=2000 \
    ${server:+"-Domne.bench.server=$server"} ${files:+"-Domne.bench.recall=$files"} "$@"
}
