# id: ports
# title: Talk to the hardware's ports
# proves: iopl is refused.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused iopl 3
