# shellcheck shell=bash
# The embedding model of a running server, and its change for another.

MODEL_ROUTE=/api/v1/admin/embeddings/model

model() {
  need_commands curl=curl openssl=openssl
  ADMIN_TOKEN=$(admin_token)
  local what=${1:-show}
  [ $# -eq 0 ] || shift
  case $what in
    show)
      [ $# -eq 0 ] || misuse "'model' does not know '$1'."
      ask_model GET
      show_model
      ;;
    set) set_model "$@" ;;
    follow) follow_model ;;
    refused) list_refused ;;
    pause) steer_model "the change pauses; 'model resume' goes on with it" PATCH '{"paused": true}' ;;
    resume) steer_model "the change goes on; 'model follow' watches it" PATCH '{"paused": false}' ;;
    rate)
      [[ ${1:-} =~ ^([1-9][0-9]*|none)$ ]] || misuse "'model rate' wants a number of memories a second, or none."
      steer_model "memories a second at most: $1" PATCH "{\"per_second\": ${1/none/null}}"
      ;;
    cancel) steer_model "the change is given up; the model stays" DELETE ;;
    *) misuse "'model' does not know '$what': there are set, follow, refused, pause, resume, rate and cancel." ;;
  esac
}

set_model() {
  local detached='' words=() dimension='' rate='' check='' body
  while [ $# -gt 0 ]; do
    case $1 in
      -d | --detach) detached=yes ;;
      --no-check) check=false ;;
      --dimension) dimension=$(number_after "$@") && shift ;;
      --per-second) rate=$(number_after "$@") && shift ;;
      -*) misuse "'model set' does not know '$1'." ;;
      *) words+=("$1") ;;
    esac
    shift
  done
  [ ${#words[@]} -eq 2 ] || misuse "'model set' wants a provider and a model, as in: model set local all-MiniLM-L6-v2."
  [[ ${words[*]} != *[\"\\]* ]] || misuse "no provider or model has a double quote or backslash in its name."
  body="{\"provider\": \"${words[0]}\", \"model\": \"${words[1]}\""
  body+="${dimension:+, \"dimension\": $dimension}${rate:+, \"per_second\": $rate}${check:+, \"check\": $check}}"
  local CALL_SECONDS=630 # it is tried first, and a provider may be given ten minutes
  ask_model POST "$body"
  say "vectors of ${words[1]} are being made; the model in use stays until all are there"
  [ -n "$detached" ] || follow_model
}

# Page by page, a line for each.
list_refused() {
  local cursor='' text found=''
  while :; do
    call GET "$MODEL_ROUTE/refused?per_page=100${cursor:+&cursor=$cursor}"
    [ "$STATUS" = 200 ] || refused
    while IFS= read -r text; do
      [ -n "$text" ] || continue
      found=yes
      say "memory $(field memory_id "$text") of user $(field user_id "$text"):" \
        "$(field code "$text"), $(field attempts "$text") attempts: $(field message "$text")"
    done < <(grep -oE '\{"memory_id":("([^"\\]|\\.)*"|[^"}])*\}' <<<"$ANSWER")
    cursor=$(field next_cursor "$ANSWER")
    [ -n "$cursor" ] && [ "$cursor" != null ] || break
  done
  [ -n "$found" ] || say "no text is refused"
}

number_after() { # flag, value
  [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || misuse "'$1' wants a whole number."
  printf '%s\n' "$2"
}

steer_model() { # what to say, method, body
  ask_model "${@:2}"
  say "$1"
}

# The answer is in ANSWER.
ask_model() { # method, body
  call "$1" "$MODEL_ROUTE" "${2:-}"
  case $STATUS in
    200 | 202) ;;
    *) refused ;;
  esac
}

show_model() {
  local change=${ANSWER#*\"change\":}
  say "in use: $(field name "$ANSWER") of $(field provider "$ANSWER"), $(field dimension "$ANSWER") dimensions"
  [[ $change == \{* ]] || return 0
  say "to be: $(field name "$change") of $(field provider "$change"), $(field dimension "$change") dimensions;" \
    "$(field state "$change"), $(field "done" "$change") of $(field total "$change") memories done"
  ! next_pauses "$change" || say "it makes no progress, its provider is left alone: $(next_pause "$change")"
}

# Whether the server leaves the provider of the next model alone.
next_pauses() { [[ $1 == *\"paused\":\{* ]]; } # change

next_pause() { # change
  local pause=${1#*\"paused\":}
  printf '%s since %s, tried again by %s\n' "$(field reason "$pause")" "$(field since "$pause")" \
    "$(field until "$pause")"
}

# Looks until no change is under way, or somebody has to do something about it. A server that is away for a while is
# waited for, and so is the provider.
follow_model() {
  local missed=0 change state reason to=
  while :; do
    call GET "$MODEL_ROUTE"
    case $STATUS in
      200) missed=0 ;;
      401 | 403 | 404) refused ;;
      *)
        missed=$((missed + 1))
        [ "$missed" -lt 120 ] || refused
        sleep 0.5
        continue
        ;;
    esac
    change=${ANSWER#*\"change\":}
    [[ $change == \{* ]] || break
    to=$(field name "$change") state=$(field state "$change")
    reason=
    ! next_pauses "$change" || reason=$(field reason "${change#*\"paused\":}")
    JOB="{\"phase\":\"$state${reason:+, its provider is $reason}\",${change#\{}"
    case $state in
      blocked)
        clear_progress
        fail "$(field refused "$change") memories were refused by the new model: 'model refused' names them," \
          "'model resume' tries them again, 'model cancel' gives the change up."
        ;;
      paused)
        clear_progress
        say "the change pauses at $(field "done" "$change") of $(field total "$change"); 'model resume' goes on"
        return
        ;;
    esac
    case $reason in
      unauthorized | misconfigured)
        clear_progress
        fail "the change makes no progress, its provider is left alone: $(next_pause "$change")." \
          "Mend that and it goes on; 'model cancel' gives it up."
        ;;
    esac
    show_progress
    sleep 0.5
  done
  clear_progress
  [ -n "$to" ] || say "no change is under way"
  local serving
  serving=$(field name "$ANSWER")
  [ -z "$to" ] || [ "$to" = "$serving" ] || fail "the change to $to was given up; $serving is in use."
  say "in use: $serving"
}
