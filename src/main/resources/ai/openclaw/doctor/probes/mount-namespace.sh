# id: mount-namespace
# title: Make a mount namespace
# proves: No view of files of one's own.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused unshare 131072
