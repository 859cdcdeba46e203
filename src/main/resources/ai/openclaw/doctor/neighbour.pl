# The sandbox beside the one with the probes. Listens on $port at all its addresses, answers whoever
# comes, and knocks at $back of its peer and of everybody who came. Says AT for each IPv6 address that
# it has, or would have by its hardware's, READY, and HEARD for each visitor.
use strict;
use Socket qw(:all);
$| = 1;
my ($port, $back, @peers) = @ARGV;
my (%listening, %peers);

for my $family (AF_INET, AF_INET6) {
    for my $type (SOCK_STREAM, SOCK_DGRAM) {
        socket(my $s, $family, $type, 0) or next;
        setsockopt($s, IPPROTO_IPV6, IPV6_V6ONLY, 1) if $family == AF_INET6;
        bind($s, address($family, $port)) or next;
        listen($s, 9) if $type == SOCK_STREAM;
        $listening{fileno $s} = [$s, $type];
    }
}
sub address {
    my ($family, $port) = @_;
    return $family == AF_INET ? pack_sockaddr_in($port, INADDR_ANY)
                              : pack_sockaddr_in6($port, IN6ADDR_ANY);
}

if (open my $known, "<", "/proc/net/if_inet6") {
    while (<$known>) {
        my ($hex, $name) = (split)[0, 5];
        print "AT ", join(":", $hex =~ /..../g), "\n" unless $name eq "lo";
    }
}
for my $file (glob "/sys/class/net/*/address") {
    open my $hardware, "<", $file or next;
    my @bytes = map { hex } split /:/, <$hardware> // "";
    next if @bytes != 6 || !grep { $_ } @bytes;
    printf "AT fe80::%x:%x:%x:%x\n", ($bytes[0] ^ 2) << 8 | $bytes[1], $bytes[2] << 8 | 0xff,
        0xfe00 | $bytes[3], $bytes[4] << 8 | $bytes[5];
}
$peers{pack_sockaddr_in($back, inet_aton($_))} = AF_INET for @peers;
print "READY\n";

while (1) {
    my @knocking = map { knock($_, $peers{$_}) } keys %peers;
    my $bits = "";
    vec($bits, $_, 1) = 1 for keys %listening;
    if (select($bits, undef, undef, 0.2) > 0) {
        for (grep { vec($bits, $_, 1) } keys %listening) {
            my ($s, $type) = @{$listening{$_}};
            my $who;
            if ($type == SOCK_STREAM) {
                $who = accept(my $visitor, $s) or next;
                syswrite $visitor, "hello";
            } else {
                defined($who = recv($s, my $data, 64, 0)) or next;
                send($s, $data, 0, $who);
            }
            heard($who);
        }
    }
}

sub heard {
    my ($who) = @_;
    my $family = sockaddr_family($who);
    if ($family == AF_INET) {
        my (undef, $ip) = unpack_sockaddr_in($who);
        print "HEARD ", inet_ntoa($ip), "\n";
        $peers{pack_sockaddr_in($back, $ip)} = AF_INET;
    } else {
        my (undef, $ip, $scope) = unpack_sockaddr_in6($who);
        print "HEARD ", inet_ntop(AF_INET6, $ip), "\n";
        $peers{pack_sockaddr_in6($back, $ip, $scope)} = AF_INET6;
    }
}

sub knock {
    my ($where, $family) = @_;
    if (socket(my $udp, $family, SOCK_DGRAM, 0)) { send($udp, "hello", 0, $where) }
    # Not waited for: it has until the next round.
    if (socket(my $tcp, $family, SOCK_STREAM | 2048, 0)) { connect($tcp, $where); return $tcp }
    return ();
}
