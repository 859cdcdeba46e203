# id: neighbour-ipv6
# title: Reach another sandbox by IPv6
# proves: Nor by the addresses that interfaces give themselves.
# group: network
# run: full
# weight: required
# engines: docker local
# reads: Through if a connection is made to an address that the other has or would have; a refusal or silence is held.
[ -n "$PROBE_NEIGHBOUR6" ] || skip "no second sandbox with an address"
need perl
answer=$(perl -MSocket=:all -e '
    my ($port, $error, @open) = (shift @ARGV, "no answer");
    my @links;
    if (open my $known, "<", "/proc/net/if_inet6") {
        while (<$known>) { my @words = split; push @links, hex $words[1] if $words[5] ne "lo" }
    }
    # An interface that is new has its address only after a second or two.
    for (my ($tries, $soon) = (0, 1); $soon && $tries < 10; $tries++) {
        select(undef, undef, undef, 0.25) if $tries;
        $soon = 0;
        for my $host (@ARGV) {
            my $address = eval { inet_pton(AF_INET6, $host) } or next;
            for my $link (@links ? @links : 2 .. 9) {
                socket(my $s, AF_INET6, SOCK_STREAM | 2048, 0) or do { print "no socket: $!\n"; exit };
                my $where = pack_sockaddr_in6($port, $address, $link);
                if (socket(my $udp, AF_INET6, SOCK_DGRAM, 0)) { send($udp, "hello", 0, $where) }
                if (connect($s, $where)) { print "connected to $host\n"; exit }
                if ($!{EINPROGRESS}) { push @open, [$s, $host] }
                else { $soon ||= $!{EADDRNOTAVAIL}; $error = $! }
            }
        }
        $soon = 0 if @open;
    }
    my $until = time + 2;
    while (@open && time < $until) {
        my $bits = "";
        vec($bits, fileno($_->[0]), 1) = 1 for @open;
        select(undef, $bits, undef, 0.25) > 0 or next;
        @open = grep {
            my ($s, $host) = @$_;
            my $done = vec($bits, fileno($s), 1);
            if ($done) {
                $! = unpack "i", getsockopt($s, SOL_SOCKET, SO_ERROR);
                if ($! == 0) { print "connected to $host\n"; exit }
                $error = "$!";
            }
            !$done
        } @open;
    }
    print "$error\n"' "${PROBE_NEIGHBOUR_PORT:-7777}" $PROBE_NEIGHBOUR6 2>&1)
case $answer in connected*) through "$answer" ;; *) held "$answer" ;; esac
