# id: limit-memory
# title: Take more memory than allowed
# proves: The kernel ends who takes too much, in this sandbox alone.
# group: limits
# run: full
# weight: required
# engines: docker
# reads: Through if half as much again as the limit can be taken and filled.
need perl
limit=${PROBE_MEMORY:-67108864}
answer=$(perl -e '
    open my $own, ">", "/proc/self/oom_score_adj"; print $own 1000; close $own;
    my @blocks; my $taken = 0;
    while ($taken < 1.5 * $ARGV[0]) { push @blocks, "x" x 1048576; $taken += 1048576 }
    print "taken\n"' "$limit" 2>/dev/null)
[ "$answer" = taken ] && through "one and a half times $limit bytes were taken"
held "the process was ended before it had one and a half times $limit bytes"
