# id: metadata
# title: Reach a cloud's metadata service
# proves: The machine's own credentials are out of reach.
# group: network
# run: quick
# weight: required
# engines: docker local
# reads: Through if a connection is made; a refusal or silence is held.
reach ${PROBE_METADATA:-169.254.169.254:80 169.254.170.2:80 100.100.100.200:80}
