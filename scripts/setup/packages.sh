# System packages, through apt-get. Sourced by scripts/setup.sh.

package_list=$repository/scripts/setup/packages.txt

# "name reason" of each package that dpkg does not have.
missing_packages() {
    local installed name reason
    installed=" $(dpkg-query --show --showformat '${db:Status-Status}:${Package} ' 2>/dev/null) "
    while read -r name reason; do
        [[ -z $name || $name == \#* || $installed == *" installed:$name "* ]] || printf '%s %s\n' "$name" "$reason"
    done <"$package_list"
}

may_install_packages() {
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=2 -o Acquire::http::Timeout=30 "$@" </dev/null
}

# Asks the network before anything is changed, so that a dead one is reported with all else that is missing.
download_packages() {
    apt update >"$work/apt.log" 2>&1 || true  # One dead extra source need not matter: the download decides.
    apt install -y --no-install-recommends --download-only "$@" >>"$work/apt.log" 2>&1
}

# PostgreSQL's package would set up a database and start a server: the tests need its programs alone.
without_database() {
    local settings=/etc/postgresql-common/createcluster.conf
    [[ " $* " != *" postgresql-15 "* || -e $settings ]] || {
        as_root mkdir -p "${settings%/*}"
        echo 'create_main_cluster = false' | as_root tee "$settings" >/dev/null
    }
}

install_packages() {
    without_database "$@"
    apt install -y --no-install-recommends "$@" >"$work/apt.log" 2>&1 || {
        tail -n 20 "$work/apt.log" >&2
        stop "apt-get could not install the packages above; mend that and run this again"
    }
}
