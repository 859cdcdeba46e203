# id: make-device
# title: Make a device node
# proves: A node of the host's disk is the host's disk.
# group: filesystem
# run: quick
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
place=/tmp/probe-device-$$
mknod "$place" b 7 0 2>/dev/null || mknod "$place" c 1 1 2>/dev/null || held 'mknod: refused for a block and a character device'
rm -f "$place"
through 'a device node was made'
