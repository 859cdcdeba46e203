# id: host-addresses
# title: Reach the host by its own addresses
# proves: No service of the host answers, whatever its address.
# group: network
# run: quick
# weight: required
# engines: docker local
# reads: Through if a connection is made; a refusal or silence is held.
reach $PROBE_HOST
