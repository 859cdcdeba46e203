# id: clone3
# title: Make a namespace by clone3
# proves: Its flags lie in memory, where no filter sees them.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused clone3 0 0
