# id: io-uring
# title: Use io_uring
# proves: A second way to most calls, past every filter.
# group: kernel
# run: quick
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused io_uring_setup 1 0
