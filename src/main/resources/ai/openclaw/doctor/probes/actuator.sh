# id: actuator
# title: Read the gateway's metrics and health
# proves: What the gateway tells its operators stays with them.
# group: network
# run: full
# weight: required
# engines: docker local
# reads: Through if /actuator/health answers with 200 on any address of the gateway.
need perl
where=${OPENCLAW_GATEWAY_URL#http://}
where=${where%%/*}
answer=$(perl -MSocket=:all -e '
    my $error = "no address was given";
    local $SIG{ALRM} = sub {};
    for (@ARGV) {
        my ($host, $port) = /^([\d.]+):(\d+)$/ or next;
        alarm 1;
        socket(my $s, AF_INET, SOCK_STREAM, 0);
        connect($s, pack_sockaddr_in($port, inet_aton($host) // next)) or do { $error = $!; next };
        syswrite $s, "GET /actuator/health HTTP/1.0\r\nHost: gateway\r\n\r\n";
        sysread $s, my $line, 15;
        if ($line =~ / 200/) { print "read /actuator/health at $_\n"; exit }
        $error = $line =~ /(HTTP\S* \d+)/ ? $1 : "no answer";
    }
    print "$error\n"' $where $PROBE_ACTUATOR 2>&1)
case $answer in read*) through "$answer" ;; *) held "$answer" ;; esac
