# id: netlink-uevent
# title: Listen to the host's devices
# proves: What is plugged in and mounted on the host is not told.
# group: network
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
a_socket 16 3 15
