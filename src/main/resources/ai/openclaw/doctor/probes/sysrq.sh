# id: sysrq
# title: Press the magic key
# proves: /proc/sysrq-trigger halts the host.
# group: filesystem
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
openable w /proc/sysrq-trigger
