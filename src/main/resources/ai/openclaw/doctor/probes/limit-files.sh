# id: limit-files
# title: Open more files than allowed
# proves: Descriptors are limited for each process.
# group: limits
# run: full
# weight: required
# engines: docker
# reads: Through if 17000 files are open at once.
need perl
answer=$(perl -e '
    my @open; my $most = 17000;
    while (@open < $most) { open my $file, "<", "/dev/null" or last; push @open, $file }
    print @open < $most ? "HELD" : "THROUGH", " ", scalar(@open), " files were opened", @open < $most ? ": $!" : "", "\n"' 2>&1)
echo "$answer"
