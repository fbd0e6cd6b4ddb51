# shellcheck shell=bash
# Talking to the person, and leaving in order. Progress goes to stderr, results to stdout.

say() { printf 'omne: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

misuse() {
  say "$*" "'./omne help' lists the commands."
  exit 2
}

# Functions to call when the launcher ends, however it ends; the last registered first.
AT_EXIT=()

at_exit() { AT_EXIT=("$1" ${AT_EXIT[@]+"${AT_EXIT[@]}"}); }

leave() {
  local status=$? step
  set +e
  trap '' INT TERM HUP # a second Ctrl-C must not cut the tidying short
  for step in ${AT_EXIT[@]+"${AT_EXIT[@]}"}; do "$step"; done
  exit "$status"
}

trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# The long-running command we are waiting for. It has a session of its own: stopping us stops it and its children.
ATTENDED=

attend() {
  local status=0
  setsid "$@" &
  ATTENDED=$!
  wait "$ATTENDED" || status=$?
  ATTENDED=
  return "$status"
}

stop_attended() {
  [ -n "$ATTENDED" ] || return 0
  kill -TERM -- "-$ATTENDED" 2>/dev/null
  wait "$ATTENDED" 2>/dev/null
  ATTENDED=
}

at_exit stop_attended

# Runs a command with its output in a file; shows the end of that only if it fails.
quietly() { # log file, command...
  local log=$1
  shift
  attend "$@" >"$log" 2>&1 && return 0
  tail -n 25 "$log" >&2
  return 1
}

# state_dir NAME: makes a directory in .omne and prints its path.
state_dir() {
  mkdir -p "$STATE/$1" 2>/dev/null || true
  [ -w "$STATE/$1" ] ||
    fail "cannot write to $STATE/$1: was it made by another user (root)? Run ./omne as that user, or remove it."
  printf '%s\n' "$STATE/$1"
}

# Stores the text on stdin for good unless the file is there already; two at once agree on one text.
write_once() { # file
  local draft
  draft=$(mktemp "$1.XXXXXX") # mode 600
  cat >"$draft"
  ln "$draft" "$1" 2>/dev/null || true
  rm -f "$draft"
}

random_text() { # bytes of randomness
  openssl rand -base64 "$1" | tr -d '\n=' | tr '+/' '-_'
}
