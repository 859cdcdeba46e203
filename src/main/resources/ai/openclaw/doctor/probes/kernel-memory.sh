# id: kernel-memory
# title: Read the kernel's memory
# proves: Every secret of the host is in it.
# group: filesystem
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
openable r /proc/kcore /dev/mem /dev/kmem /dev/port
