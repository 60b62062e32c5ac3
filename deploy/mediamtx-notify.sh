#!/bin/sh
# Tells Rampa what happened to a path: online, offline, recorded. MediaMTX gives the rest by its environment.
# What cannot be told now is found later: Rampa asks for itself too.
basic=$(printf 'rampa:%s' "$MEDIAMTX_SECRET" | base64 | tr -d '\n')
form="kind=$1&path=$MTX_PATH&source=$MTX_SOURCE_ID&at=$(date -u +%Y-%m-%dT%H:%M:%SZ)"
form="$form&segment=$MTX_SEGMENT_PATH&seconds=$MTX_SEGMENT_DURATION"
for pause in 0 1 2 5 10; do
  sleep "$pause"
  wget -q -T 5 -O /dev/null --header "Authorization: Basic $basic" --post-data "$form" "$RAMPA_NOTICE_URL" && exit 0
done
exit 1
