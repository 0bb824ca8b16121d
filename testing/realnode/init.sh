#!/bin/bash
# The first process of a node, in namespaces of its own: init.sh DISK NAME. Lays the node's disk over the directories
# in which containerd, the kubelet and CNI keep what they keep, so that they leave nothing on this machine, and then
# collects processes that nobody waits for, as every first process has to.
set -eu
disk=$1 name=$2
mount -t proc proc /proc
hostname "$name"
# Mounts of pods go through all of the node, and not beyond.
mount --make-rshared /
mount -t tmpfs tmpfs /run
mount --bind "$disk/lib" /var/lib
mount --bind "$disk/log" /var/log
echo "$name is up"
while :; do
  sleep 3600 &
  wait $! || true
done
