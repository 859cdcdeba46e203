# id: limit-tmp
# title: Put more into /tmp than allowed
# proves: A full /tmp is an error, not the host's full disk.
# group: limits
# run: full
# weight: required
# engines: docker
# reads: Through if three quarters of the memory limit go into /tmp, which may have half.
limit=${PROBE_MEMORY:-67108864}
size=$((limit * 3 / 4 / 1048576))
dd if=/dev/zero of=/tmp/probe-fill bs=1048576 count="$size" 2>/dev/null
said=$?
rm -f /tmp/probe-fill
[ "$said" = 0 ] && through "$size MiB were put into /tmp"
held "/tmp was full before $size MiB"
