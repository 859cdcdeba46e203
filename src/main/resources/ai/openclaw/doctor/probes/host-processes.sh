# id: host-processes
# title: See processes of the host
# proves: A sandbox sees its own processes alone.
# group: neighbours
# run: quick
# weight: required
# engines: docker local
# reads: Through if a process that only a host has is to be seen.
count=0
for process in /proc/[0-9]*; do
    count=$((count + 1))
    name=$(cat "$process/comm" 2>/dev/null)
    case $name in kthreadd | dockerd | containerd | postgres | java) through "$name is process ${process#/proc/}" ;; esac
done
held "$count processes are to be seen, all of this sandbox"
