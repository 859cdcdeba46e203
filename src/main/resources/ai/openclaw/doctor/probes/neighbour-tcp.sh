# id: neighbour-tcp
# title: Reach another sandbox by TCP
# proves: Two tasks cannot talk to each other.
# group: network
# run: full
# weight: required
# engines: docker local
# reads: Through if a connection is made; a refusal or silence is held.
reach $PROBE_NEIGHBOUR
