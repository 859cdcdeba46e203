# id: pivot-root
# title: Change the root of all
# proves: pivot_root is refused.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused pivot_root s:/nonexistent s:/nonexistent
