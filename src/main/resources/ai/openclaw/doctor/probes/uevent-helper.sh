# id: uevent-helper
# title: Set the program for device events
# proves: The kernel runs it as root on the host.
# group: filesystem
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
openable w /sys/kernel/uevent_helper /sys/kernel/mm/ksm/run /sys/kernel/profiling /sys/power/state
