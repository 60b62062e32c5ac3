#!/bin/sh
# Runs once, when the cluster is new: Temporal has databases and a role of its own, and can reach nothing of the house.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$TEMPORAL_DATABASE_PASSWORD" -U postgres -d postgres <<'SQL'
create role temporal login password :'password';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke all on database temporal, temporal_visibility from public;
SQL
