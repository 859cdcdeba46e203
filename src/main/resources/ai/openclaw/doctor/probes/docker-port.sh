# id: docker-port
# title: Reach the engine's ports
# proves: An engine that listens on TCP does not answer tasks.
# group: network
# run: full
# weight: required
# engines: docker local
# reads: Through if a connection is made; a refusal or silence is held.
reach $PROBE_DOCKER 172.17.0.1:2375 172.17.0.1:2376 127.0.0.1:2375
