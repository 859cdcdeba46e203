# id: raw-socket
# title: Make a raw IP socket
# proves: No forged packets.
# group: network
# run: quick
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
a_socket 2 3 1
