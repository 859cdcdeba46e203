# id: shared-memory
# title: See others' shared memory
# proves: System V memory, queues and semaphores are one's own.
# group: neighbours
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
for kind in shm msg sem; do
    lines=$(tail -n +2 "/proc/sysvipc/$kind" 2>/dev/null | wc -l)
    [ "$lines" -gt 0 ] && through "$lines entries in /proc/sysvipc/$kind"
done
for file in /dev/shm/*; do [ -e "$file" ] && through "$file is there already"; done
held 'no shared memory of others'
