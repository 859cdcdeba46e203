# id: cgroup
# title: Change its own limits
# proves: A control group that the task can write is none.
# group: filesystem
# run: quick
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
for place in /sys/fs/cgroup /sys/fs/cgroup/memory /sys/fs/cgroup/pids /sys/fs/cgroup/systemd; do
    [ -d "$place" ] || continue
    if mkdir "$place/probe-$$" 2>/dev/null; then rmdir "$place/probe-$$"; through "a group was made in $place"; fi
    (: >>"$place/cgroup.procs") 2>/dev/null && through "$place/cgroup.procs opens for writing"
done
held 'no control group can be made or joined'
