# id: network-namespace
# title: Make a network namespace
# proves: It is the way to the kernel's packet filter.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused unshare 1073741824
