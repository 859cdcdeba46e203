# id: dns-outside
# title: Have an outside name resolved
# proves: Names cannot carry data out: no resolver answers.
# group: network
# run: quick
# weight: required
# engines: docker local
# reads: Through if any DNS server answers a question; silence is held.
need perl
answer=$(perl -MSocket=:all -e '
    open my $conf, "<", "/etc/resolv.conf";
    my @servers = (@ARGV, map { /^nameserver\s+([\d.]+)/ ? "$1:53" : () } <$conf>);
    socket(my $s, AF_INET, SOCK_DGRAM, 0) or do { print "no socket: $!\n"; exit };
    my $question = pack("n6", 4711, 256, 1, 0, 0, 0) . "\7example\3com\0" . pack("n2", 1, 1);
    my $error = "no answer";
    for (@servers) {
        my ($host, $port) = split /:/;
        send($s, $question, 0, pack_sockaddr_in($port, inet_aton($host))) or $error = $!;
    }
    my $bits = ""; vec($bits, fileno($s), 1) = 1;
    if (select($bits, undef, undef, 1) > 0) {
        my $from = recv($s, my $data, 512, 0);
        if (defined $from && length $data) { print "answered by ", inet_ntoa((unpack_sockaddr_in($from))[1]), "\n"; exit }
    }
    print scalar(@servers), " asked: $error\n"' ${PROBE_DNS:-1.1.1.1:53 8.8.8.8:53} 2>&1)
case $answer in answered*) through "$answer" ;; *) held "$answer" ;; esac
