# shellcheck shell=bash
# Building the server. It runs from a copy in .omne, so that a later build cannot pull the jar from under it.

SERVER_JAR=$STATE/server/omne-server.jar

# A hash over the names and contents of all that the jar is made of; works outside git too.
fingerprint() (
  cd "$ROOT" || exit
  {
    find . -maxdepth 2 -name pom.xml -type f -print0
    find ./.mvn ./*/src/main -type f -print0 2>/dev/null || true
  } | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
)

is_built() {
  [ -f "$SERVER_JAR" ] && [ "$(cat "$SERVER_JAR.sources" 2>/dev/null)" = "$(fingerprint)" ]
}

# Maven's `target` directories hold one build or test at a time.
lock_target() {
  state_dir . >/dev/null
  exec {TARGET_LOCK}>>"$STATE/target.lock"
  flock -n "$TARGET_LOCK" && return
  say "another build or test is at work in this checkout; waiting for it to finish"
  flock "$TARGET_LOCK"
}

unlock_target() { exec {TARGET_LOCK}>&-; }

build() {
  local began=$SECONDS sources log
  find_jdk
  if is_built; then
    say "the server is built already"
    return
  fi
  [ -f "$ROOT/pom.xml" ] || fail "there is no pom.xml in $ROOT to build from."
  need_maven
  need_space "$(if [ -f "$SERVER_JAR" ]; then echo 500; else echo 2000; fi)"
  lock_target
  log=$(state_dir log)/build.log
  sources=$(fingerprint)
  say "building the server (the first time Maven fetches its libraries too)"
  cd "$ROOT" || exit
  quietly "$log" mvn -B -ntp -q -pl bootstrap -am package -DskipTests -Dquick ||
    fail "the build failed; Maven's last words are above, all of them in $log."
  install_jar "$sources"
  unlock_target
  say "built the server in $((SECONDS - began)) s"
}

install_jar() { # fingerprint
  local jar=$ROOT/bootstrap/target/omne-server.jar
  [ -f "$jar" ] || fail "the build made no $jar."
  state_dir server >/dev/null
  rm -f "$SERVER_JAR.sources"
  cp "$jar" "$SERVER_JAR.new"
  mv "$SERVER_JAR.new" "$SERVER_JAR"
  printf '%s\n' "$1" >"$SERVER_JAR.sources"
}

need_space() { # megabytes
  local free
  free=$(df -Pm "$ROOT" | awk 'NR == 2 {print $4}')
  [ "$free" -ge "$1" ] || fail "Omne needs $1 MB of free disk at $ROOT, and there are $free MB."
}
