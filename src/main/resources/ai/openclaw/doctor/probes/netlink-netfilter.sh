# id: netlink-netfilter
# title: Talk to the kernel's packet filter
# proves: nf_tables has given root to whoever could talk to it.
# group: network
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
a_socket 16 3 12
