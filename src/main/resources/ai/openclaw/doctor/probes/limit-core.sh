# id: limit-core
# title: Leave core dumps
# proves: They go to a program of the host's choosing.
# group: limits
# run: full
# weight: required
# engines: docker
# reads: Through if the hard limit of core dumps is not 0.
now=$(ulimit -H -c)
[ "$now" = 0 ] && held 'the hard limit is 0'
through "the hard limit is $now"
