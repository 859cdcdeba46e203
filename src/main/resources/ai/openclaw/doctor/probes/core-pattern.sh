# id: core-pattern
# title: Set the program that gets core dumps
# proves: The kernel runs it as root on the host: the classic escape.
# group: filesystem
# run: quick
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
openable w /proc/sys/kernel/core_pattern /proc/sys/kernel/modprobe
