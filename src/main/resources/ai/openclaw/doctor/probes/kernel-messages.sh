# id: kernel-messages
# title: Read the kernel's messages
# proves: They tell of other containers and of addresses.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused syslog 10 0 0
