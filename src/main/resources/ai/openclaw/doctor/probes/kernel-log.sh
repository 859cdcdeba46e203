# id: kernel-log
# title: Write to the kernel's log
# proves: Nobody is deceived by lines that a task wrote.
# group: filesystem
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
openable w /dev/kmsg
