#!/usr/bin/env bash
# Some tests use programs that neither npm nor Go brings. Installs the Debian packages that are missing when it may,
# and otherwise says plainly what to install. `ensure-packages.sh node`: those of real nodes; without it, of make test.
set -euo pipefail

# program -> Debian package
declare -A package=([chromium]=chromium [promtool]=prometheus [buildah]=buildah)

again="make test"
if [ "${1:-}" = node ]; then
  package=([buildah]=buildah [runc]=runc [ip]=iproute2 [iptables]=iptables [conntrack]=conntrack [nsenter]=util-linux)
  # These are not in the PATH.
  [ -x /usr/lib/cni/bridge ] || package[cni-bridge]=containernetworking-plugins
  again="make test-node"
fi

missing=()
for program in "${!package[@]}"; do
  command -v "$program" >/dev/null || missing+=("${package[$program]}")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "==> Installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  exit 0
fi

echo "Missing for the tests: ${missing[*]} (names of Debian packages). Install them, then run $again again:"
echo "  sudo apt-get install --no-install-recommends ${missing[*]}"
exit 1
