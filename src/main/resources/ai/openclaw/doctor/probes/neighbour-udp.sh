# id: neighbour-udp
# title: Reach another sandbox by UDP
# proves: Nor by datagrams.
# group: network
# run: full
# weight: required
# engines: docker local
# reads: Through if the other sandbox sends a datagram back.
[ -n "$PROBE_NEIGHBOUR" ] || skip "no second sandbox with an address"
need perl
answer=$(perl -MSocket=:all -e '
    my ($error, $s) = ("no answer");
    socket($s, AF_INET, SOCK_DGRAM, 0) or do { print "no socket: $!\n"; exit };
    for (@ARGV) {
        my ($host, $port) = split /:/;
        send($s, "hello", 0, pack_sockaddr_in($port, inet_aton($host))) or $error = $!;
    }
    my ($bits, $data) = (""); vec($bits, fileno($s), 1) = 1;
    if (select($bits, undef, undef, 1) > 0 && defined recv($s, $data, 64, 0) && length $data) {
        print "answered: ", length $data, " bytes\n"; exit
    }
    print "$error\n"' $PROBE_NEIGHBOUR 2>&1)
case $answer in answered*) through "$answer" ;; *) held "$answer" ;; esac
