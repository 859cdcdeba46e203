# id: netlink-xfrm
# title: Talk to the kernel's IPsec
# proves: Another large door into the kernel that no task needs.
# group: network
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
a_socket 16 3 6
