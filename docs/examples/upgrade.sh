#!/bin/sh
# Does something to nodes, one after the other, each while it is empty: upgrade.sh COMMAND NODE...
# COMMAND is run with the name of the node. A node is given back when COMMAND was successful; when it was not, the node stays
# empty for somebody to look at, and the script ends.
set -eu
command=$1
shift
record='jsonpath={.metadata.annotations.mechanic\.dev/maintenance}'

for node in "$@"; do
  kubectl annotate node "$node" --overwrite 'mechanic.dev/request={"reason":"upgrade","requester":"upgrade.sh"}'
  until kubectl get node "$node" --output "$record" | grep -q '"phase":"Drained"'; do
    sleep 5
  done
  "$command" "$node"
  kubectl annotate node "$node" mechanic.dev/request-
done
