# id: kernel-keys
# title: Read the kernel's keys and timers
# proves: /proc/keys and /proc/timer_list tell of others.
# group: filesystem
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
openable r /proc/keys /proc/timer_list /proc/sched_debug
