#!/bin/sh
# The tests of the images build them with buildah, which needs neither a Docker engine nor a registry.
set -eu
command -v buildah >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "==> Installing buildah, for the tests of the images"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends buildah >/dev/null
else
  echo "buildah is missing: install it (Debian: apt-get install buildah), then run make again." >&2
  exit 1
fi
