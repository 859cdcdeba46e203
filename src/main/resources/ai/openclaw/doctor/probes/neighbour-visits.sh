# id: neighbour-visits
# title: Be reached by another sandbox
# proves: What another task sends does not arrive here.
# group: network
# run: full
# weight: required
# engines: docker local
# reads: Through if anybody connects or a datagram comes while the other sandbox tries both; silence is held.
[ -n "$PROBE_NEIGHBOUR" ] || skip "no second sandbox with an address"
need perl
answer=$(perl -MSocket=:all -e '
    my ($port, $bits, @all) = (shift @ARGV, "");
    for my $family (AF_INET, AF_INET6) {
        for my $type (SOCK_STREAM, SOCK_DGRAM) {
            socket(my $s, $family, $type, 0) or next;
            setsockopt($s, IPPROTO_IPV6, IPV6_V6ONLY, 1) if $family == AF_INET6;
            bind($s, $family == AF_INET ? pack_sockaddr_in($port, INADDR_ANY)
                                        : pack_sockaddr_in6($port, IN6ADDR_ANY)) or next;
            listen($s, 9) if $type == SOCK_STREAM;
            vec($bits, fileno($s), 1) = 1;
            push @all, $s;
        }
    }
    @all or do { print "no socket: $!\n"; exit };
    print select($bits, undef, undef, 1.5) > 0 ? "visited\n" : "nobody came to " . @all . " sockets\n"' \
    "${PROBE_BACK:-7778}" 2>&1)
case $answer in visited*) through "the other sandbox came" ;; *) held "$answer" ;; esac
