# id: internet-address
# title: Reach the internet by address
# proves: A task cannot send what it has seen to a server outside.
# group: network
# run: quick
# weight: required
# engines: docker local
# reads: Through if a connection is made; a refusal or silence is held.
reach ${PROBE_INTERNET:-1.1.1.1:443 8.8.8.8:53 9.9.9.9:443}
