# id: mount-new
# title: Mount by the newer calls
# proves: fsopen leads to the same place by another door.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused fsopen s:tmpfs 0
