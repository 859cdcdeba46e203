# id: sys
# title: Change devices and drivers
# proves: /sys is the host's.
# group: filesystem
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
for file in /sys/kernel/mm/transparent_hugepage/enabled /sys/class/net/lo/mtu /sys/class/net/lo/tx_queue_len /sys/block/*/queue/scheduler; do
    [ -e "$file" ] || continue
    (: >>"$file") 2>/dev/null && through "$file opens for writing"
done
held 'no file that was tried in /sys opens for writing'
