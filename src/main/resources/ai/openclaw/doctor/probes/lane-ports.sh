# id: lane-ports
# title: Find another port of the gateway
# proves: Of the gateway only its port for sandboxes answers, of all 65535.
# group: network
# run: full
# weight: required
# engines: docker
# reads: Through if any other port of the gateway's address in this lane lets us connect.
[ -n "$PROBE_LANE" ] || skip "this sandbox has no lane"
need perl
answer=$(perl -MSocket=:all -MErrno=:POSIX -e '
    my ($host, $own) = @ARGV;
    my $address = inet_aton($host);
    my ($next, $until, $ours, %open) = (1, time + 7, "silent");
    while (time < $until && ($next < 65536 || %open)) {
        for (1 .. 500) {
            last if $next > 65535 || keys %open > 400;
            my $port = $next++;
            socket(my $s, AF_INET, SOCK_STREAM | 2048, 0) or last;
            if (connect($s, pack_sockaddr_in($port, $address))) { answered($port); next }
            next if $! != EINPROGRESS;
            # A refusal by a neighbour has mostly come by now.
            $open{$port} = [$s, time] if getsockopt($s, SOL_SOCKET, SO_ERROR) eq "\0\0\0\0";
        }
        %open or next;
        my $bits = "";
        vec($bits, fileno($_->[0]), 1) = 1 for values %open;
        select(undef, $bits, undef, 0.1);
        for my $port (keys %open) {
            my ($s, $since) = @{$open{$port}};
            if (vec($bits, fileno($s), 1)) {
                answered($port) if unpack("i", getsockopt($s, SOL_SOCKET, SO_ERROR)) == 0;
                delete $open{$port};
            } elsif (time > $since + 1) {
                delete $open{$port};
            }
        }
    }
    print "", $next - 1, " ports tried; $own is $ours\n";
    sub answered {
        if ($_[0] == $own) { $ours = "open"; return }
        print "connected to $host:$_[0]\n";
        exit;
    }' "$PROBE_LANE" "${PROBE_LANE_PORT:-18791}" 2>&1)
case $answer in connected*) through "$answer" ;; *) held "$answer" ;; esac
