#!/bin/sh
# Temporal's tables in their newest form; runs before each start of the server, changes nothing twice.
set -eu
schemas=${TEMPORAL_SCHEMAS:-/etc/temporal/schema/postgresql/v12}
for database in temporal:temporal temporal_visibility:visibility; do
  export SQL_DATABASE="${database%%:*}"
  temporal-sql-tool setup-schema -v 0.0
  temporal-sql-tool update-schema -d "$schemas/${database##*:}/versioned"
done
