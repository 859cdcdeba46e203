# id: host-disks
# title: Open one of the host's disks
# proves: Neither through /dev nor by number.
# group: filesystem
# run: full
# weight: required
# engines: docker local
# reads: Through if any block device of the host opens for reading.
try() { (: <"$1") 2>/dev/null && through "$2 opens"; }
tail -n +3 /proc/partitions 2>/dev/null >/tmp/probe-disks
echo '7 0 0 loop0' >>/tmp/probe-disks
while read -r major minor _ name; do
    [ -b "/dev/$name" ] && try "/dev/$name" "/dev/$name"
    mknod /tmp/probe-disk b "$major" "$minor" 2>/dev/null || continue
    try /tmp/probe-disk "$name, by its number $major:$minor,"
    rm -f /tmp/probe-disk
done </tmp/probe-disks
held "none of $(wc -l </tmp/probe-disks) disks opens or can be made"
