# shellcheck shell=bash
# Finding, or else installing, a PostgreSQL 15 or newer with pgvector 0.8 or newer.

readonly PGVECTOR=0.8.0
readonly PGVECTOR_SHA256=867a2c328d4928a5a9d6f052cd3bc78c7d60228a9b914ad32aa3db88e9de27b0

# The installed majors with a server, newest first.
postgres_majors() {
  local home major
  for home in /usr/lib/postgresql/*/; do
    major=$(basename "$home")
    if [ -x "$home/bin/initdb" ] && [ "$major" -ge 15 ] 2>/dev/null; then printf '%s\n' "$major"; fi
  done | sort -rn
}

vector_control() { printf '%s\n' "/usr/share/postgresql/$1/extension/vector.control"; }

has_vector() { # major
  local version
  version=$(sed -nE "s/^default_version *= *'([^']+)'.*/\1/p" "$(vector_control "$1")" 2>/dev/null || true)
  [ -n "$version" ] && version_at_least "$version" 0.8 && [ -f "/usr/lib/postgresql/$1/lib/vector.so" ]
}

# Sets PG_MAJOR: the version that made this checkout's cluster if there is one, else the newest.
find_postgres() {
  local major made_by
  PG_MAJOR=
  made_by=$(cat "$STATE/postgres/data/PG_VERSION" 2>/dev/null || true)
  for major in $(postgres_majors); do
    if has_vector "$major" && [ "$major" = "${made_by:-$major}" ]; then
      PG_MAJOR=$major
      return 0
    fi
  done
  return 1
}

pg_bin() { printf '%s\n' "/usr/lib/postgresql/$PG_MAJOR/bin/$1"; }

need_postgres() {
  local wanted
  find_postgres && return
  wanted=$(cat "$STATE/postgres/data/PG_VERSION" 2>/dev/null || true)
  is_root || command -v apt-get >/dev/null ||
    fail "please install PostgreSQL ${wanted:-15 or newer} with pgvector 0.8 or newer, or let DATABASE_URL name one."
  is_root || fail "PostgreSQL ${wanted:-15 or newer} with pgvector 0.8 or newer is missing; once, run: sudo ./omne install" \
    "  (it does apt-get install postgresql and postgresql-N-pgvector, or builds pgvector where there is no such package)"
  install_postgres "$wanted"
  find_postgres || fail "PostgreSQL with pgvector was installed, but is not where it was looked for (/usr/lib/postgresql)."
}

install_postgres() { # major, or nothing for the best there is
  local major
  command -v apt-get >/dev/null ||
    fail "please install PostgreSQL 15 or newer with pgvector 0.8 or newer, or let DATABASE_URL name one."
  apt_refresh
  for major in ${1:-$(postgres_majors) $(packaged_majors)}; do
    version_at_least "$(apt_version "postgresql-$major-pgvector")" 0.8 || continue
    apt_install "postgresql-$major" "postgresql-$major-pgvector"
    return
  done
  major=${1:-$(postgres_majors | sed -n 1p)}
  major=${major:-$(packaged_majors | sed -n 1p)}
  [ -n "$major" ] || fail "apt offers no PostgreSQL 15 or newer; let DATABASE_URL name one with pgvector 0.8."
  [ -x "/usr/lib/postgresql/$major/bin/initdb" ] || apt_install "postgresql-$major"
  build_vector "$major"
}

packaged_majors() {
  apt-cache search --names-only '^postgresql-[0-9]+$' | sed -nE 's/^postgresql-([0-9]+) .*/\1/p' | awk '$1 >= 15' | sort -rn
}

# Where there is no package: compile pgvector from Debian's own source package. (The steps chain their commands with &&:
# bash's errexit is off inside a condition, and a failed checksum must end it all.)
build_vector() { # major
  local began=$SECONDS dir control
  control=$(vector_control "$1")
  ! dpkg -S "$control" >/dev/null 2>&1 ||
    fail "the installed package of pgvector for PostgreSQL $1 is older than 0.8; upgrade it, or let DATABASE_URL name a database."
  if ! command -v gcc >/dev/null || [ ! -f /usr/include/stdio.h ]; then apt_install gcc libc6-dev; fi
  say "building pgvector $PGVECTOR for PostgreSQL $1"
  dir=$(mktemp -d)
  if (umask 022 && cd "$dir" && fetch_vector && fetch_headers "$1" && compile_vector "$1" && install_vector "$1") \
    >"$dir/log" 2>&1; then
    rm -rf "$dir"
  else
    tail -n 15 "$dir/log" >&2
    rm -rf "$dir"
    fail "could not build pgvector for PostgreSQL $1 (the last words are above); install pgvector 0.8, or set DATABASE_URL."
  fi
  say "built pgvector in $((SECONDS - began)) s"
}

# The source package stands in a newer suite than this system's: a list of our own, beside the system's, names it.
fetch_vector() {
  local uri options
  # shellcheck disable=SC2016 # apt's own placeholders
  uri=$(apt-get indextargets --format '$(ORIGIN) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk '$1 == "Debian" && $2 == "main" && $3 !~ /security/ {print $3; exit}')
  [ -n "$uri" ] || {
    echo "apt's sources name no Debian archive"
    return 1
  }
  mkdir -p lists/partial
  printf 'Types: deb-src\nURIs: %s\nSuites: trixie\nComponents: main\n' "$uri" >private.sources
  [ ! -f /usr/share/keyrings/debian-archive-keyring.gpg ] ||
    echo 'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' >>private.sources
  options=(-o "Dir::Etc::sourcelist=$PWD/private.sources" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$PWD/lists"
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o Acquire::Languages=none)
  apt "${options[@]}" update &&
    apt "${options[@]}" source --download-only pgvector &&
    echo "$PGVECTOR_SHA256  pgvector_$PGVECTOR.orig.tar.gz" | sha256sum -c &&
    tar -xzf "pgvector_$PGVECTOR.orig.tar.gz"
}

# The headers alone: installing the package that holds them would drag a second compiler in.
fetch_headers() { # major
  [ ! -f "/usr/include/postgresql/$1/server/postgres.h" ] || return 0
  apt download "postgresql-server-dev-$1" &&
    dpkg -x "postgresql-server-dev-$1"_*.deb headers
}

compile_vector() { # major
  local include
  # -O2 for any machine of this architecture: pgvector picks faster code at run time where the processor has it.
  for include in "headers/usr/include/postgresql/$1/server" "/usr/include/postgresql/$1/server"; do
    [ ! -f "$include/postgres.h" ] || break
  done
  gcc -shared -O2 -fPIC -fno-strict-aliasing -fwrapv -ftree-vectorize -fassociative-math -fno-signed-zeros \
    -fno-trapping-math -Wl,-z,relro,-z,now "-I$include" "pgvector-$PGVECTOR"/src/*.c -o vector.so -lm
}

# The control file last: it is what makes the extension exist.
install_vector() { # major
  local share file
  share=$(dirname "$(vector_control "$1")")
  cp "pgvector-$PGVECTOR/sql/vector.sql" "pgvector-$PGVECTOR/sql/vector--$PGVECTOR.sql" &&
    install_file vector.so "/usr/lib/postgresql/$1/lib/vector.so" || return
  for file in "pgvector-$PGVECTOR"/sql/vector--*.sql; do
    install_file "$file" "$share/$(basename "$file")" || return
  done
  install_file "pgvector-$PGVECTOR/vector.control" "$share/vector.control"
}

install_file() { # from, to; never leaves half a file under the name
  install -m 644 "$1" "$2.new" && mv "$2.new" "$2"
}
