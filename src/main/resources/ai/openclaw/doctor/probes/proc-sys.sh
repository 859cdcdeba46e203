# id: proc-sys
# title: Change the kernel's settings
# proves: They are the host's as well.
# group: filesystem
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
openable w /proc/sys/kernel/hostname /proc/sys/vm/overcommit_memory /proc/sys/net/ipv4/ip_forward
