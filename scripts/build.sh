# shellcheck shell=bash
# Building the server. It runs unpacked, from a directory of this build alone, so that a later build cannot pull the
# jars from under it.

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
  find_jdk
  if is_built && is_trained "$(server_home)"; then
    say "the server is built already"
    return
  fi
  lock_target
  is_built || compile
  unpack
  is_trained "$(server_home)" || train_if_possible
  unlock_target
}

train_if_possible() {
  if can_train; then
    train "$(server_home)" || true # the server starts without the cache too
  else
    say "without redis-server, and PostgreSQL with pgvector, on this machine there is no AOT cache, so the server starts" \
      "more slowly; once, run: sudo ./omne install"
  fi
}

compile() {
  local began=$SECONDS sources log
  [ -f "$ROOT/pom.xml" ] || fail "there is no pom.xml in $ROOT to build from."
  need_maven
  need_space "$(if [ -f "$SERVER_JAR" ]; then echo 1200; else echo 2800; fi)"
  log=$(state_dir log)/build.log
  sources=$(fingerprint)
  say "building the server (the first time Maven fetches its libraries too)"
  cd "$ROOT" || exit
  quietly "$log" mvn -B -ntp -q -pl bootstrap -am package -DskipTests -Dquick ||
    fail "the build failed; Maven's last words are above, all of them in $log."
  install_jar "$sources"
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

# The directory of the server that was built last, unpacked.
server_home() { printf '%s/server/%.12s\n' "$STATE" "$(cat "$SERVER_JAR.sources")"; }

# Classes are read from a plain jar several times faster than from a jar within a jar, and an AOT cache wants plain jars.
unpack() {
  local home log
  home=$(server_home)
  log=$(state_dir log)/unpack.log
  if [ ! -f "$home/omne-server.jar" ]; then
    rm -rf "$home" "$home.new"
    quietly "$log" "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$SERVER_JAR" extract --destination "$home.new" ||
      fail "the server could not be unpacked; see above, or $log."
    mv "$home.new" "$home"
  fi
  remove_earlier_homes "$home"
}

# Not the one that a running server still reads its classes from.
remove_earlier_homes() { # the one to keep
  local home pid
  pid=$(server_pid)
  for home in "$STATE"/server/*/; do
    home=${home%/}
    [ "$home" = "$1" ] || runs_with "$pid" "$home/omne-server.jar" || rm -rf "$home"
  done
}

need_space() { # megabytes
  local free
  free=$(df -Pm "$ROOT" | awk 'NR == 2 {print $4}')
  [ "$free" -ge "$1" ] || fail "Omne needs $1 MB of free disk at $ROOT, and there are $free MB."
}
