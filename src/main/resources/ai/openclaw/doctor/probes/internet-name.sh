# id: internet-name
# title: Reach the internet by name
# proves: Neither names nor a proxy in the environment lead outside.
# group: network
# run: full
# weight: required
# engines: docker local
# reads: Through if a connection is made; a refusal or silence is held.
need perl
name=${PROBE_NAME:-example.com}
port=${PROBE_NAME_PORT:-443}
answer=$(perl -MSocket=:all -e '
    my ($error, @found) = getaddrinfo($ARGV[0], $ARGV[1], {socktype => SOCK_STREAM});
    if ($error) { print "$ARGV[0]: $error\n"; exit }
    alarm 2;
    for my $at (@found) {
        socket(my $s, $at->{family}, SOCK_STREAM, 0) or next;
        if (connect($s, $at->{addr})) { print "connected to $ARGV[0]\n"; exit }
    }
    print "$ARGV[0]: $!\n"' "$name" "$port" 2>&1)
case $answer in connected*) through "$answer" ;; *) held "${answer:-$name: no answer}" ;; esac
