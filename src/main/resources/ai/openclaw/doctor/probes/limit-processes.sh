# id: limit-processes
# title: Start more processes than allowed
# proves: A fork bomb fills its own sandbox and nothing else.
# group: limits
# run: full
# weight: required
# engines: docker local
# reads: Through if more processes than the limit are alive at once.
need perl
limit=${PROBE_PIDS:-64}
answer=$(perl -e '
    my ($limit, @children) = (@ARGV);
    for (1 .. $limit + 50) {
        my $child = fork;
        if (!defined $child) { $why = "$!"; last }
        if ($child == 0) { sleep 30; exit }
        push @children, $child;
    }
    kill 9, @children;
    waitpid $_, 0 for @children;
    print scalar(@children) > $limit ? "THROUGH" : "HELD", " ", scalar(@children), " of $limit: ", $why // "no refusal", "\n"' "$limit" 2>&1)
echo "$answer"
