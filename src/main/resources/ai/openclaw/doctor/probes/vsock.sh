# id: vsock
# title: Make a socket to the hypervisor
# proves: AF_VSOCK goes past every network to the machine below.
# group: network
# run: quick
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
a_socket 40 1 0
