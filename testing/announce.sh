#!/bin/sh
# announce.sh test|demo: says what make is about to do and how long that takes on a machine with two processors.
set -eu
cd "$(dirname "$0")/.."

# step DONE TEXT TIME: one line; a step that was done before costs nothing.
step() {
  if [ "$1" = yes ]; then printf '  %-66s done before\n' "$2"; else printf '  %-66s %s\n' "$2" "$3"; fi
}
there() { if "$@" >/dev/null 2>&1; then echo yes; else echo no; fi; }
cache=${XDG_CACHE_HOME:-$HOME/.cache}/mechanic
built() { set -- "$cache"/*/bin/kube-apiserver; test -e "$1"; }

printf 'make %s:\n' "$1"
step "$(there test -e node_modules/.installed)" 'install the packages of the lockfile' '1 min'
step "$(there built)" 'build a real Kubernetes control plane from source' '8 min'
case $1 in
  test)
    step no 'format, lint, types, generated files, links, unit tests' '2 min'
    step no 'tests on the real control plane, and end to end' '10 min'
    ;;
  demo) step no 'show mechanic at work on six nodes' '1 min' ;;
esac
echo "The control plane is kept in $cache. Ctrl-C ends this at any time; the next start goes on where it was."
