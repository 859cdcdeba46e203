# id: module-file
# title: Load a kernel module from a file
# proves: Nor this way.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused finit_module -1 s: 0
