# id: ipv6
# title: Have an IPv6 address
# proves: A second way out would pass every rule that was made for IPv4.
# group: network
# run: full
# weight: required
# engines: docker local
# reads: Through if an interface other than loopback has an IPv6 address.
[ -r /proc/net/if_inet6 ] || held 'the kernel shows no IPv6 here'
found=$(while read -r address _ _ _ _ name; do [ "$name" = lo ] || echo "$name $address"; done </proc/net/if_inet6 | head -n 1)
[ -n "$found" ] && through "$found"
held 'no interface but loopback has an IPv6 address'
