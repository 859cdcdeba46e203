# id: network-settings
# title: Change the network
# proves: No interface or route can be made.
# group: network
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
need perl
answer=$(perl -MSocket=:all -e '
    socket(my $s, AF_INET, SOCK_DGRAM, 0) or do { print "no socket: $!\n"; exit };
    my $request = pack("a16 s x14 x8", "lo", 0x49);
    print ioctl($s, 0x8914, $request) ? "changed\n" : "$!\n"' 2>&1)
case $answer in changed) through 'SIOCSIFFLAGS was taken' ;; *) held "SIOCSIFFLAGS: $answer" ;; esac
