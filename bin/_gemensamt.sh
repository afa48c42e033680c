# shellcheck shell=bash
# Shared by bin/demo and bin/test: system packages, the virtual environment, messages. Sourced, never run.

ROT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV="$ROT/.venv"
PY="$VENV/bin/python"
export PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

meddela() { printf '\n==> %s\n' "$*"; }

avbryt() {
    printf '\n%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# Waits while another bin/demo or bin/test sets up the same folder.
las_uppsattning() {
    mkdir -p "$ROT/var"
    exec 8>"$ROT/var/.uppsattning.las"
    flock -w 900 8 || avbryt "En annan uppsättning pågår sedan länge i $ROT. Avsluta den och försök igen."
}
slapp_uppsattning() { exec 8>&-; }

# The newest suitable interpreter's name is put in PYTHON.
valj_python() {
    local namn
    for namn in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$namn" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            PYTHON=$namn
            return
        fi
    done
    command -v python3 >/dev/null || avbryt "python3 saknas. Installera Python 3.11 eller nyare."
    avbryt "Python 3.11 eller nyare behövs. Här finns $(python3 --version 2>&1)."
}

paket_finns() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Which commands may install packages: root as we are, or sudo that asks no password.
som_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}
kan_bli_root() { [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }

# apt waits for another apt's package lock by itself, but not for the lock on the package lists.
kor_apt() {
    local forsok utskrift
    utskrift=$(mktemp)
    for forsok in $(seq 60); do
        if som_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -qq -o DPkg::Lock::Timeout=600 \
            -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" </dev/null >"$utskrift" 2>&1; then
            rm -f "$utskrift"
            return 0
        fi
        grep -q 'Could not get lock' "$utskrift" || break
        [ "$forsok" -gt 1 ] || meddela "Ett annat program installerar just nu, väntar på det"
        sleep 5
    done
    tail -n 15 "$utskrift" >&2
    rm -f "$utskrift"
    return 1
}

# Installs those of the packages in PAKET that are missing, in one go.
systempaket() {
    local paket saknas=()
    if ! command -v apt-get >/dev/null; then
        meddela "Det här är inte Debian eller Ubuntu. Dessa paket behövs, under systemets egna namn: ${PAKET[*]}"
        return 0
    fi
    for paket in "${PAKET[@]}"; do
        paket_finns "$paket" || saknas+=("$paket")
    done
    [ ${#saknas[@]} -gt 0 ] || return 0
    local rad="apt-get update && apt-get install -y --no-install-recommends ${saknas[*]}"
    if ! kan_bli_root; then
        avbryt "Systempaket saknas. Kör detta och försök sedan igen:

    sudo sh -c '$rad'
"
    fi
    meddela "Installerar systempaket: ${saknas[*]}"
    kor_apt update || avbryt "Paketlistorna kunde inte hämtas. Kontrollera nätverket, eller kör som root: $rad"
    kor_apt install -y --no-install-recommends "${saknas[@]}" ||
        avbryt "Paketen kunde inte installeras. Kontrollera nätverket, eller kör som root: $rad"
}

# Adds what the product itself needs of the operating system to PAKET: venv, the text libraries of the PDF, fonts.
PAKET=()
grundpaket() {
    PAKET+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-inter fonts-sil-charis)
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || PAKET+=(python3-venv)
}

stampel() { sha256sum "$ROT/$1" | cut -d ' ' -f 1; }
stampel_stammer() { [ "$(cat "$VENV/.$1.sha256" 2>/dev/null)" = "$(stampel "$1")" ]; }

# virtuell_miljo LOCK...: makes .venv and installs the last named lock, unless all the named were installed before.
virtuell_miljo() {
    local las aktuell=ja
    if ! "$PY" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        meddela "Skapar .venv med $("$PYTHON" --version)"
        "$PYTHON" -m venv --clear "$VENV" || avbryt "Den virtuella miljön kunde inte skapas i $VENV."
    fi
    for las in "$@"; do
        stampel_stammer "$las" || aktuell=nej
    done
    [ $aktuell = nej ] || return 0
    meddela "Installerar Python-paket (omkring en halv minut)"
    "$PY" -m pip install --quiet --require-hashes --retries 3 -r "$ROT/${*: -1}" </dev/null ||
        avbryt "Python-paketen kunde inte installeras. Kontrollera nätverket och försök igen."
    for las in "$@"; do
        stampel "$las" >"$VENV/.$las.sha256"
    done
}
