# id: others-memory
# title: Read other processes' memory
# proves: process_vm_readv is refused.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused process_vm_readv 1 0 0 0 0 0
