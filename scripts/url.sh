# shellcheck shell=bash
# URLs with a password. It never becomes an argument: those are for every user of the machine to see.

url_login() { # URL; prints user:password as it stands there, or nothing
  [[ ! $1 =~ ^[^:/?#]+://([^/?#]*)@ ]] || printf '%s\n' "${BASH_REMATCH[1]}"
}

url_without_login() { # URL
  local login
  login=$(url_login "$1")
  printf '%s://%s\n' "${1%%://*}" "${1#*://"${login:+"$login@"}"}"
}

# What is left of a URL becomes an argument, so no password may be left in it.
check_without_password() { # the setting's name, URL without its login
  [[ $2 != *@* && ${2,,} != *password=* ]] ||
    fail "$1 should have its user and password before the host, percent-encoded (@ as %40, / as %2F, # as %23)."
}

percent_decode() { # text
  local text=${1//\\/\\\\}
  printf '%b\n' "${text//%/\\x}"
}
