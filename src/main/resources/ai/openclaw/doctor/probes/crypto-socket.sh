# id: crypto-socket
# title: Make a socket of the kernel's cryptography
# proves: AF_ALG has given root more than once.
# group: network
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
a_socket 38 5 0
