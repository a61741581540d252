#!/bin/sh
# Stands in for Terraform in a stack's folder: keeps a state and a lock, and does what the files of behaviour/ say.
set -u
if [ "$1" = version ]; then
  if [ "${2:-}" = -json ]; then echo '{"terraform_version":"1.11.4"}'; else echo "Terraform v1.11.4"; fi
  exit 0
fi
stack=${PWD##*/}
state="$FAKE_HOME/$stack.tfstate"
lock="$FAKE_HOME/$stack.lock"
tell() { echo "$1 $stack" >>"$FAKE_HOME/events"; }

tell "$1"
env >"$FAKE_HOME/environment"
said="$FAKE_HOME/behaviour/$1 $stack"
if [ -f "$said" ]; then
  if [ "$(cat "$said")" = hang ]; then
    asked=
    : >"$lock"
    trap 'asked=yes; tell SIGINT' INT
    tell hanging
    while [ -z "$asked" ]; do sleep 0.05; done
    # Terraform ends what it is at: long enough for a second signal to be seen.
    sleep 0.3
    rm "$lock"
    echo "Error: execution halted" >&2
    exit 1
  fi
  cat "$said" >&2
  exit 1
fi
for last in "$@"; do
  case $last in -out=*) printf 'the values of variables' >"${last#-out=}" ;; esac
done
case $1 in
plan) if [ -f "$state" ]; then exit 0; else exit 2; fi ;;
show)
  change='{"actions":["create"],"before":null,"after":{"name":"x"}}'
  echo "{\"resource_changes\":[{\"address\":\"thing.$stack\",\"type\":\"thing\",\"mode\":\"managed\",\"change\":$change}]}"
  ;;
apply)
  [ -f "$last" ] || exit 1
  : >"$state"
  tell applied
  printf 'thing.%s: Creation complete after 0s\n\nApply complete! Resources: 1 added.\n' "$stack"
  ;;
esac
