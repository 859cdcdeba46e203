# id: others-files
# title: Take other processes' open files
# proves: pidfd_getfd is refused.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused pidfd_getfd -1 0 0
