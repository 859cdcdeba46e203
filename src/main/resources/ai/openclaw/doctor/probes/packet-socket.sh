# id: packet-socket
# title: Make a packet socket
# proves: No listening to a wire, no frames by hand.
# group: network
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
a_socket 17 3 768
