# shellcheck shell=bash
# Long work that a running server is asked for: replays, comparisons, sweeps. The server does it, even if we leave.

JOB=    # the latest answer about the job, or an empty text where there is none
PHASE=  # of the job, as it was shown last
SHOWN=0 # columns of the progress bar that is on the terminal

replay() {
  local detached='' name=
  while [ $# -gt 0 ]; do
    case $1 in
      -d | --detach) detached=yes ;;
      memory-list | recall-words | conversation-list) name=$1 ;;
      *) misuse "'replay' does not know '$1'; what can be replayed is memory-list, recall-words or conversation-list." ;;
    esac
    shift
  done
  [ -n "$name" ] || misuse "'replay' wants the name of what is replayed: memory-list, recall-words or conversation-list."
  ask_for_job "/api/v1/admin/projections/$name/replay" "a replay"
  [ -z "$detached" ] || {
    say "the server replays $name; 'replay $name' without a flag follows it"
    return
  }
  follow_job /api/v1/admin/projections "\"name\":\"$name\"" replay
  [ "$(job_field state)" = completed ] || fail "the replay failed: $(job_field error)"
  if [ "$name" = recall-words ]; then
    say "replayed $name in $(job_field seconds) s: of $(job_field memories) memories $(job_field replaced) were outdated"
    [ "$(job_field unreadable)" = 0 ] ||
      say "$(job_field unreadable) memories have events that cannot be read and were left as they were"
    return
  fi
  if [ "$name" = conversation-list ]; then
    say "replayed $name in $(job_field seconds) s: $(job_field corrected_memories) memories and" \
      "$(job_field corrected_conversations) conversations were not as their events say"
    return
  fi
  say "replayed $name in $(job_field seconds) s: $(job_field memories) memories from $(job_field events) events"
  [ "$(job_field unreadable)" = 0 ] ||
    say "$(job_field unreadable) events could not be read and are left out; the server's log names them"
}

verify() {
  local detached=
  while [ $# -gt 0 ]; do
    case $1 in
      -d | --detach) detached=yes ;;
      *) misuse "'verify' does not know '$1'." ;;
    esac
    shift
  done
  ask_for_job /api/v1/admin/verify "a verification"
  [ -z "$detached" ] || {
    say "the server verifies; 'verify' without a flag follows it"
    return
  }
  follow_job /api/v1/admin/verify
  [ "$(job_field state)" = completed ] || fail "the verification failed: $(job_field error)"
  say "compared $(job_field memories) memories and $(job_field events) events"
  [ "$(job_field differences)" != 0 ] || {
    say "nothing differs"
    return
  }
  found_differences
  say "differences: $(job_field differences)"
  return 1
}

sweep() {
  local detached='' name=
  while [ $# -gt 0 ]; do
    case $1 in
      -d | --detach) detached=yes ;;
      process-pending-embeddings | retry-failed-embeddings | retry-failed-extractions) name=$1 ;;
      *) misuse "'sweep' does not know '$1'; there are process-pending-embeddings, retry-failed-embeddings and retry-failed-extractions." ;;
    esac
    shift
  done
  [ -n "$name" ] || misuse "'sweep' wants a name: process-pending-embeddings, retry-failed-embeddings or retry-failed-extractions."
  ask_for_job "/api/v1/admin/sweeps/$name" "this sweep"
  [ -z "$detached" ] || {
    say "the server sweeps; 'sweep $name' without a flag follows it"
    return
  }
  follow_job /api/v1/admin/sweeps "\"name\":\"$name\"" latest
  [ "$(job_field state)" = completed ] || fail "the sweep failed: $(job_field error)"
  case $name in
    process-pending-embeddings)
      say "gave back $(job_field released) expired claims, attempted $(job_field attempted) embeddings"
      ;;
    retry-failed-embeddings) say "made $(job_field retried) failed memories pending again" ;;
    retry-failed-extractions) say "made $(job_field retried) failed conversations pending again" ;;
  esac
}

# A line for each: the memory, its owner, where, what.
found_differences() {
  local rest=${JOB#*\"found\":}
  while [[ $rest == *\"memory_id\":* ]]; do
    rest=\"memory_id\":${rest#*\"memory_id\":}
    printf 'memory %s of user %s, %s: %s\n' "$(field memory_id "$rest" | grep . || echo -)" "$(field user_id "$rest")" \
      "$(field where "$rest")" "$(field what "$rest")"
    rest=${rest#*:}
  done
}

ask_for_job() { # route, what it is
  need_commands curl=curl openssl=openssl
  ADMIN_TOKEN=$(admin_token)
  call POST "$1"
  case $STATUS in
    202) ;;
    409) say "$2 is under way already; this is that one" ;;
    *) refused ;;
  esac
}

# A token for as long as we may need one, from the environment where the server takes another's tokens.
admin_token() {
  if [ -n "${OMNE_ADMIN_TOKEN:-}" ]; then
    printf '%s\n' "$OMNE_ADMIN_TOKEN"
  elif own_issuer; then
    fail "tokens come from your OpenID provider: put one with the scope omne:admin into OMNE_ADMIN_TOKEN."
  else
    sign_token "$(default_user)" omne:admin 3600
  fi
}

# Sets STATUS and ANSWER. The token goes in by a file descriptor: arguments are for every user to see.
call() { # method, route, JSON
  local answer json=()
  [ -z "${3:-}" ] || json=(-H 'Content-Type: application/json' -d "$3")
  answer=$(curl -sS --noproxy '*' --max-time "${CALL_SECONDS:-30}" -X "$1" -w '\n%{http_code}' "${json[@]}" \
    -K <(printf 'header = "Authorization: Bearer %s"\n' "$ADMIN_TOKEN") "$(server_url)$2" 2>/dev/null) || true
  STATUS=${answer##*$'\n'} ANSWER=${answer%$'\n'*}
}

server_url() {
  local port=${SERVER_PORT:-}
  [ -n "$port" ] || port=$(cat "$STATE/server/port" 2>/dev/null) || port=8000
  printf 'http://127.0.0.1:%s\n' "$port"
}

refused() {
  case $STATUS in
    '' | 000) fail "no server answers at $(server_url); './omne up' starts it." ;;
    401) fail "the server does not take our token: was it started with another secret? (OMNE_SECURITY_JWT_SECRET)" ;;
    403) fail "the token lacks the scope omne:admin." ;;
    *) fail "the server says: $(field detail "$ANSWER") ($STATUS)" ;;
  esac
}

# Looks until the job is finished. A server that is away for a while, or starts anew, is waited for.
follow_job() { # route, and where its answer is about several: what stands before ours, the field of the job
  local missed=0
  while :; do
    call GET "$1"
    case $STATUS in
      200) missed=0 JOB=$ANSWER ;;
      401 | 403 | 404) refused ;;
      *)
        missed=$((missed + 1))
        [ "$missed" -lt 120 ] || refused
        sleep 0.5
        continue
        ;;
    esac
    [ $# -eq 1 ] || {
      JOB=${JOB#*"$2"}
      JOB=${JOB#*"\"$3\":"}
    }
    case $(job_field state) in
      completed | failed) break ;;
      *) show_progress ;;
    esac
    sleep 0.5
  done
  clear_progress
}

# On a terminal a bar that moves, else a line for each phase and each tenth of it.
show_progress() {
  local phase total so_far percent=0 left width=30 bar
  phase=$(job_field phase) total=$(job_field total) so_far=$(job_field "done") left=$(job_field seconds_left)
  [ -n "$phase" ] || phase='waiting for an instance to begin'
  phase=${phase//_/ }
  [ "${total:-0}" -le 0 ] || percent=$((100 * so_far / total))
  [ "$percent" -le 100 ] || percent=100
  if [ ! -t 2 ]; then
    [ "$percent" -lt 10 ] || phase+=", $((percent / 10))0 %"
    [ "$phase" = "$PHASE" ] || say "$phase"
    PHASE=$phase
    return
  fi
  printf -v bar '%*s' $((width * percent / 100)) ''
  printf -v bar '%-*s' "$width" "${bar// /#}"
  bar="[$bar] $percent %  $phase${left:+, $left s left}"
  [ "${total:-0}" -gt 0 ] || [ "${so_far:-0}" -le 0 ] || bar="$phase, $so_far so far"
  printf '\r%-*s' "$SHOWN" "$bar" >&2
  SHOWN=${#bar}
}

clear_progress() {
  [ "$SHOWN" -eq 0 ] || printf '\r%*s\r' "$SHOWN" '' >&2
  SHOWN=0
}

at_exit clear_progress

job_field() { field "$1" "$JOB"; } # name

# The first value of a name in JSON; nothing where it is null.
field() { # name, JSON
  local rest=${2#*"\"$1\":"} value
  local text='^ *"(([^"\\]|\\.)*)"' number='^ *(-?[0-9.]+)'
  [ "$rest" != "$2" ] || return 0
  [[ $rest =~ $text ]] || [[ $rest =~ $number ]] || return 0
  value=${BASH_REMATCH[1]}
  value=${value//\\\"/\"}
  printf '%s\n' "${value//\\\\/\\}"
}
