# shellcheck shell=bash
# Processes, ports and the lock of this checkout.

# Whether PID lives and was started with exactly ARGUMENT: a number in a pid file may be somebody else's by now.
runs_with() { # pid, argument
  [[ ${1:-} =~ ^[0-9]+$ ]] && grep -zqxF -- "$2" "/proc/$1/cmdline" 2>/dev/null
}

# Closes all but stdin, stdout and stderr: a server that keeps our lock or our caller's pipe open keeps them waiting.
close_inherited() {
  local fd
  for fd in /proc/self/fd/*; do
    fd=${fd##*/}
    [ "$fd" -le 2 ] || eval "exec $fd>&-"
  done
}

# Becomes COMMAND in a session of its own, without our terminal. Call it as `detached LOG COMMAND... &`.
detached() { # log file, command...
  local log=$1
  shift
  trap - EXIT INT TERM HUP
  umask 077 # logs are nobody else's
  exec </dev/null >>"$log" 2>&1
  close_inherited
  exec setsid "$@"
}

# Asks a process of ours to stop, waits, and insists after a while.
stop_process() { # pid, argument that proves it ours, name, seconds, first signal, last signal
  local pid=$1 proof=$2 name=$3 deadline=$((SECONDS + $4)) insisted=
  if ! kill "-${5:-TERM}" "$pid" 2>/dev/null && runs_with "$pid" "$proof"; then
    say "$name (pid $pid) belongs to $(stat -c %U "/proc/$pid"): stop it as that user"
    return 1
  fi
  while runs_with "$pid" "$proof"; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      [ -z "$insisted" ] || {
        say "$name (pid $pid) does not stop"
        return 1
      }
      say "$name did not stop within $4 s; forcing it"
      kill "-${6:-KILL}" "$pid" 2>/dev/null || true
      insisted=yes deadline=$((SECONDS + 10))
    fi
    sleep 0.1
  done
}

port_taken() { # port
  if command -v ss >/dev/null; then
    [ -n "$(ss -Hltn "sport = :$1" 2>/dev/null)" ]
  else
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
  fi
}

port_holder() { # port; prints " by NAME (pid N)" where that can be known
  command -v ss >/dev/null || return 0
  ss -Hltnp "sport = :$1" 2>/dev/null |
    sed -nE 's/.*users:\(\("([^"]+)",pid=([0-9]+).*/ by \1 (pid \2)/p' | sort -u | sed -n 1p
}

# A free port, below the range the kernel hands out to outgoing connections.
free_port() {
  local port
  while :; do
    port=$((20000 + (RANDOM << 5 ^ RANDOM) % 12000))
    port_taken "$port" || break
  done
  printf '%s\n' "$port"
}

# The port kept in FILE while it is free, else a new one.
remembered_port() { # file
  local port
  port=$(cat "$1" 2>/dev/null || true)
  if [[ ! $port =~ ^[0-9]+$ ]] || port_taken "$port"; then
    port=$(free_port)
  fi
  printf '%s\n' "$port"
}

# One `up` or `down` at a time; given back by unlock or when we end.
lock() {
  state_dir . >/dev/null
  exec {LOCK}>>"$STATE/lock"
  flock -w 1 "$LOCK" ||
    fail "another ./omne up or down is at work in this checkout; wait for it to finish, then try again."
}

unlock() { exec {LOCK}>&-; }
