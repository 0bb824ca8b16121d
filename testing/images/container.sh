#!/bin/sh
# Stands for a container runtime: container.sh ROOT USER SERVICEACCOUNT APPLICATION ARG... runs `node ARG...` as USER on
# the image's files, which it cannot change, without capabilities; of the rest of this machine it sees the given
# directory alone. What ARG calls APPLICATION is /app in the image.
set -eu
root=$1 user=$2 account=$3 application=$4
shift 4
for argument; do
  shift
  case $argument in "$application"/*) argument=/app${argument#"$application"} ;; esac
  set -- "$@" "$argument"
done
# As a kubelet does for a pod with one user.
chown -R "$user" "$account"
inside=/var/run/secrets/kubernetes.io/serviceaccount
export MECHANIC_SERVICEACCOUNT_DIR=$inside PATH=/usr/bin:/bin:/usr/sbin:/sbin ROOT=$root RUN_AS=$user ACCOUNT=$account INSIDE=$inside
exec unshare --mount /bin/sh -c '
  mount --bind "$ROOT" "$ROOT"
  mount --bind -o ro "$ACCOUNT" "$ROOT$INSIDE"
  mount -o remount,bind,ro "$ROOT"
  root=$ROOT run_as=$RUN_AS
  unset ROOT RUN_AS ACCOUNT INSIDE
  exec setpriv --no-new-privs chroot --userspec="$run_as" --groups= "$root" /usr/bin/node "$@"
' node "$@"
