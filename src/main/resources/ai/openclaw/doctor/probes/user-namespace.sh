# id: user-namespace
# title: Make a user namespace
# proves: Inside one a task would be root over much of the kernel.
# group: kernel
# run: quick
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused unshare 268435456
