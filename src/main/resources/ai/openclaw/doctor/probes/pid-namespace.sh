# id: pid-namespace
# title: Make a namespace of processes
# proves: No processes out of sight.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused unshare 536870912
