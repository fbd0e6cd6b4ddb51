# shellcheck shell=bash
# Tokens for the local server: JWT signed with HS256.

jwt_secret() { # prints it, making one the first time
  local secret=${OMNE_SECURITY_JWT_SECRET:-}
  if [ -z "$secret" ]; then
    state_dir . >/dev/null
    [ -f "$STATE/jwt-secret" ] || random_text 48 | write_once "$STATE/jwt-secret"
    secret=$(read_own "$STATE/jwt-secret")
  fi
  [ "$(printf %s "$secret" | wc -c)" -ge 32 ] || fail "OMNE_SECURITY_JWT_SECRET is shorter than 32 bytes; make it longer."
  printf %s "$secret"
}

default_user() {
  state_dir . >/dev/null
  [ -f "$STATE/user" ] || write_once "$STATE/user" </proc/sys/kernel/random/uuid
  read_own "$STATE/user"
}

read_own() { # file
  cat "$1" 2>/dev/null || fail "cannot read $1: it belongs to $(stat -c %U "$1"); run ./omne as that user."
}

token_seconds() { # 45, 45s, 15m, 12h or 30d
  [[ $1 =~ ^([0-9]{1,8})([smhd]?)$ ]] || misuse "'$1' is no time to live; say for example 30d, 12h, 15m or 45s."
  local number=$((10#${BASH_REMATCH[1]}))
  case ${BASH_REMATCH[2]} in
    m) number=$((number * 60)) ;;
    h) number=$((number * 3600)) ;;
    d) number=$((number * 86400)) ;;
  esac
  printf '%s\n' "$number"
}

token() {
  local user='' scope='' ttl=30d seconds
  while [ $# -gt 0 ]; do
    case $1 in
      --scope=* | --ttl=*)
        local flag=${1%%=*} value=${1#*=}
        shift
        set -- "$flag" "$value" "$@"
        ;;
      --scope | --ttl)
        [ $# -ge 2 ] || misuse "'$1' wants a value."
        if [ "$1" = --scope ]; then scope=$2; else ttl=$2; fi
        shift 2
        ;;
      -*) misuse "'token' has no flag '$1'." ;;
      *)
        [ -z "$user" ] || misuse "'token' takes one user id."
        user=$1
        shift
        ;;
    esac
  done
  need_commands openssl=openssl
  [ -n "$user" ] || user=$(default_user)
  [[ $user =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]] || misuse "'$user' is no UUID."
  [[ $scope =~ ^[A-Za-z0-9:._/\ -]*$ ]] || misuse "'$scope' is no scope."
  seconds=$(token_seconds "$ttl")
  sign_token "${user,,}" "$scope" "$seconds"
}

sign_token() { # user, scope, seconds
  local now claims text secret
  secret=$(jwt_secret)
  now=$(date +%s)
  claims="{\"sub\":\"$1\",\"iat\":$now,\"exp\":$((now + $3))${2:+,\"scope\":\"$2\"}}"
  text=$(printf %s '{"alg":"HS256","typ":"JWT"}' | base64url).$(printf %s "$claims" | base64url)
  printf '%s.%s\n' "$text" "$(printf %s "$text" | hmac_sha256 "$secret" | base64url)"
}

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d =; }

to_hex() { od -An -v -tx1 | tr -d ' \n'; }

from_hex() { # hex digits
  local bytes
  bytes=$(printf %s "$1" | sed 's/../\\x&/g')
  printf '%b' "$bytes"
}

# RFC 2104 in steps: openssl's own HMAC takes its key as an argument, for every user of the machine to see.
hmac_sha256() { # key; text on stdin
  local key inner='' outer='' i
  key=$(printf %s "$1" | to_hex)
  [ ${#key} -le 128 ] || key=$(from_hex "$key" | openssl dgst -sha256 -binary | to_hex)
  while [ ${#key} -lt 128 ]; do key+=00; done
  for ((i = 0; i < 128; i += 2)); do
    inner+=$(printf %02x $((16#${key:i:2} ^ 0x36)))
    outer+=$(printf %02x $((16#${key:i:2} ^ 0x5c)))
  done
  {
    from_hex "$outer"
    {
      from_hex "$inner"
      cat
    } | openssl dgst -sha256 -binary
  } | openssl dgst -sha256 -binary
}
