# id: operations
# title: Reach the operators' port
# proves: JobRunr's dashboard is not for tasks.
# group: network
# run: full
# weight: required
# engines: docker local
# reads: Through if a connection is made; a refusal or silence is held.
reach $PROBE_OPERATIONS
