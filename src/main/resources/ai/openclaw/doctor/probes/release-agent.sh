# id: release-agent
# title: Set the program that cleans up control groups
# proves: The kernel runs it as root on the host (CVE-2022-0492).
# group: filesystem
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
for file in /sys/fs/cgroup/*/release_agent; do
    [ -e "$file" ] || continue
    (: >>"$file") 2>/dev/null && through "$file opens for writing"
done
mkdir -p /tmp/probe-cgroup 2>/dev/null
if mount -t cgroup -o none,name=probe none /tmp/probe-cgroup 2>/dev/null || mount -t cgroup -o memory none /tmp/probe-cgroup 2>/dev/null; then
    umount /tmp/probe-cgroup
    through 'a hierarchy of control groups can be mounted'
fi
rmdir /tmp/probe-cgroup 2>/dev/null
held 'none is writable and none can be mounted'
