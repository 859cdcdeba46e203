# id: dashboard
# title: Reach the gateway's dashboard and API
# proves: A task cannot sign in, guess a token or see other tasks.
# group: network
# run: quick
# weight: required
# engines: docker local
# reads: Through if a connection is made; a refusal or silence is held.
reach $PROBE_DASHBOARD
