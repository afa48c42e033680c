# shellcheck shell=bash
# A private PostgreSQL for one run: own folder, socket only, no fsync, gone afterwards. Sourced by bin/test, which sets TILLFALLIG.

POSTGRES_MAPP=
POSTGRES_ADRESS=
POSTGRES_REGEL=

# The folder with initdb and pg_ctl of the newest installed server.
postgres_program() {
    local mapp
    for mapp in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr) "$(dirname "$(command -v initdb || echo /saknas/initdb)")"; do
        if [ -x "$mapp/initdb" ] && [ -x "$mapp/pg_ctl" ]; then
            echo "$mapp"
            return
        fi
    done
    return 1
}

# Adds the server to PAKET when there is none.
postgres_paket() { postgres_program >/dev/null || PAKET+=(postgresql); }

# utan_eget_kluster COMMAND...: runs it so that a server package installed by it creates and starts no cluster.
utan_eget_kluster() {
    if ! postgres_program >/dev/null && kan_bli_root; then
        POSTGRES_REGEL=/etc/postgresql-common/createcluster.d/kvalitet-prov.conf
        som_root mkdir -p "$(dirname "$POSTGRES_REGEL")"
        echo "create_main_cluster = false" | som_root tee "$POSTGRES_REGEL" >/dev/null
    fi
    "$@"
    ta_bort_regel
    postgres_program >/dev/null || avbryt "PostgreSQL-servern hittas inte. Installera den och försök igen."
}

# Also called when the run is broken off.
ta_bort_regel() {
    [ -n "$POSTGRES_REGEL" ] || return 0
    som_root rm -f "$POSTGRES_REGEL"
    POSTGRES_REGEL=
}

# PostgreSQL refuses to run as root: then its package's own user runs it.
som_postgres() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid="$POSTGRES_KONTO" --regid="$(id -g "$POSTGRES_KONTO")" --clear-groups -- env -i LC_ALL=C.UTF-8 PATH="$PATH" "$@")
    else
        env LC_ALL=C.UTF-8 "$@"
    fi
}

postgres_ny() {
    som_postgres "$1/initdb" -D "$POSTGRES_MAPP/data" -U kvalitet -A trust -E UTF8 --locale=C.UTF-8 --no-sync || return
    som_postgres "$1/pg_ctl" -D "$POSTGRES_MAPP/data" -l "$POSTGRES_MAPP/logg" -w -t 60 start </dev/null -o \
        "-c listen_addresses= -c unix_socket_directories=$POSTGRES_MAPP -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
}

postgres_starta() {
    local program
    program=$(postgres_program)
    POSTGRES_KONTO=postgres
    id "$POSTGRES_KONTO" >/dev/null 2>&1 || POSTGRES_KONTO=nobody
    # Directly under /tmp: the address of a socket has room for some hundred characters only.
    POSTGRES_MAPP=$(mktemp -d /tmp/kvalitet-pg.XXXXXX)
    [ "$(id -u)" != 0 ] || chown "$POSTGRES_KONTO" "$POSTGRES_MAPP"
    if ! postgres_ny "$program" >"$TILLFALLIG/postgres.logg" 2>&1; then
        cat "$TILLFALLIG/postgres.logg" "$POSTGRES_MAPP/logg" >&2
        avbryt "PostgreSQL kunde inte startas."
    fi
    # shellcheck disable=SC2034
    POSTGRES_ADRESS="postgresql:///kvalitet?host=$POSTGRES_MAPP&user=kvalitet"
}

postgres_stoppa() {
    [ -n "$POSTGRES_MAPP" ] || return 0
    som_postgres "$(postgres_program)/pg_ctl" -D "$POSTGRES_MAPP/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$POSTGRES_MAPP"
    POSTGRES_MAPP=
}
