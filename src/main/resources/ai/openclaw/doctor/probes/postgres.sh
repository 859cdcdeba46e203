# id: postgres
# title: Reach the database
# proves: Tasks cannot touch the queue or other tasks' rows.
# group: network
# run: quick
# weight: required
# engines: docker local
# reads: Through if a connection is made; a refusal or silence is held.
reach $PROBE_POSTGRES
