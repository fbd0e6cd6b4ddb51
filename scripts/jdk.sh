# shellcheck shell=bash
# The JDK and Maven.

jdk_version() { # home; prints the major version of a whole JDK, or nothing
  [ ! -x "$1/bin/javac" ] || sed -nE 's/^JAVA_VERSION="([0-9]+).*/\1/p' "$1/release" 2>/dev/null || true
}

java_on_path() { # prints the home of the `java` on PATH
  local java
  java=$(command -v java || true)
  [ -z "$java" ] || dirname "$(dirname "$(readlink -f "$java")")"
}

# Exports JAVA_HOME: the caller's if it is new enough, else the oldest that is.
find_jdk() {
  local home version best='' best_version=999
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "$(java_on_path)" "${HOME:-/}"/.sdkman/candidates/java/*; do
    version=$(jdk_version "$home")
    [ "${version:-0}" -ge 25 ] || continue
    [ "$version" -lt "$best_version" ] || continue
    best=$home best_version=$version
    [ "$home" != "${JAVA_HOME:-}" ] || break
  done
  [ -n "$best" ] ||
    fail "Omne needs a JDK 25 or newer and found none; install one (say, Temurin 25) and let JAVA_HOME name its directory."
  export JAVA_HOME=$best
}

need_maven() {
  local version
  need_commands mvn=maven
  version=$(mvn -v 2>/dev/null | sed -nE 's/^.*Apache Maven ([0-9.]+).*/\1/p')
  version_at_least "${version:-0}" 3.8 ||
    fail "Omne needs Maven 3.8 or newer; $(command -v mvn) is ${version:-of an unknown version}."
}

format() {
  find_jdk
  need_maven
  cd "$ROOT" || exit
  attend mvn -B -ntp -q -Pbench spotless:apply
}
