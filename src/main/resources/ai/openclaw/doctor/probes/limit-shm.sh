# id: limit-shm
# title: Put more into /dev/shm than allowed
# proves: Shared memory is limited as well.
# group: limits
# run: full
# weight: required
# engines: docker
# reads: Through if more goes in than 64 MiB or a quarter of the memory limit.
[ -d /dev/shm ] || held 'there is no /dev/shm'
limit=${PROBE_MEMORY:-67108864}
size=$((limit / 2 / 1048576))
[ "$size" -gt 65 ] && size=65
dd if=/dev/zero of=/dev/shm/probe-fill bs=1048576 count="$size" 2>/dev/null
said=$?
rm -f /dev/shm/probe-fill
[ "$said" = 0 ] && through "$size MiB were put into /dev/shm"
held "/dev/shm was full before $size MiB"
