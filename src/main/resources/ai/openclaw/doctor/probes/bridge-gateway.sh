# id: bridge-gateway
# title: Reach the host through the bridge
# proves: The way out of the sandbox's network leads to no service of the host.
# group: network
# run: quick
# weight: required
# engines: docker local
# reads: Through if a connection is made; a refusal or silence is held.
need perl
targets=$PROBE_BRIDGE
for hex in $(tail -n +2 /proc/net/route 2>/dev/null | while read -r _ _ gateway _; do echo "$gateway"; done); do
    [ "$hex" = 00000000 ] && continue
    address=$(perl -e 'print join ".", reverse map { hex } $ARGV[0] =~ /../g' "$hex")
    for port in ${PROBE_PORTS:-22 80 443 2375 5432 18789}; do targets="$targets $address:$port"; done
done
reach $targets 172.17.0.1:22 172.17.0.1:2375
