# shellcheck shell=bash
# What the machine lacks, and installing it with apt.

is_root() { [ "$(id -u)" -eq 0 ]; }

apt() { # apt-get that waits for another apt, asks nothing and does not hang on a dead network
  DEBIAN_FRONTEND=noninteractive setsid apt-get -qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 \
    -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 "$@"
}

APT_REFRESHED=

apt_refresh() {
  [ -z "$APT_REFRESHED" ] || return 0
  say "reading the package lists"
  apt update >&2 || say "apt-get update failed; going on with the lists at hand"
  APT_REFRESHED=yes
}

apt_version() { # package; prints the version apt would install, or nothing
  apt-cache policy "$1" 2>/dev/null | sed -nE 's/^ *Candidate: *([^(].*)$/\1/p'
}

# Installs packages without letting them start services or make a cluster of their own.
apt_install() {
  local began=$SECONDS log
  command -v apt-get >/dev/null || fail "please install $* (there is no apt-get here to do it with)."
  is_root || fail "this machine lacks $*; once, run: sudo ./omne install   (or: sudo apt-get install $*)"
  [ -n "$(apt_version "${!#}")" ] || apt_refresh
  log=$(mktemp)
  say "installing $*"
  if ! (install_silently "$@") >"$log" 2>&1; then
    apt_refresh # the lists may have named versions that are gone
    (install_silently "$@") >"$log" 2>&1 || {
      tail -n 15 "$log" >&2
      fail "could not install $*; apt's last words are above."
    }
  fi
  rm -f "$log"
  say "installed $* in $((SECONDS - began)) s"
}

# Runs in a subshell: what it lays down for the time of the installation goes when that ends.
install_silently() {
  local policy=/usr/sbin/policy-rc.d cluster=/etc/postgresql-common/createcluster.d/omne.conf
  made=() # not local: the trap runs when the function is over
  umask 022
  trap 'rm -f ${made[@]+"${made[@]}"}' EXIT
  if [ ! -e "$policy" ]; then
    made+=("$policy")
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  if [ ! -e "$cluster" ]; then
    made+=("$cluster")
    mkdir -p "${cluster%/*}"
    printf 'create_main_cluster = false\n' >"$cluster"
  fi
  apt install -y --no-install-recommends "$@"
}

# Installs the packages of the commands that are missing, all in one go.
need_commands() { # command=package...
  local pair packages=()
  for pair; do
    command -v "${pair%%=*}" >/dev/null || packages+=("${pair#*=}")
  done
  [ ${#packages[@]} -eq 0 ] || apt_install "${packages[@]}"
}

version_at_least() { # version, minimum
  [ "$(printf '%s\n' "$2" "$1" | sort -V | sed -n 1p)" = "$2" ]
}

# Touches nothing in the checkout: it stays the ordinary user's.
install_everything() {
  is_root || fail "installing is for root: sudo ./omne install"
  need_commands curl=curl openssl=openssl mvn=maven redis-server=redis-server
  need_maven
  need_redis
  need_chromium
  need_pgbouncer
  need_faketime
  need_postgres
  say "this machine has all that Omne needs"
}
