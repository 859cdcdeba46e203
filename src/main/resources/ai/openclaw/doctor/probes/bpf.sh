# id: bpf
# title: Load a program into the kernel
# proves: bpf is refused.
# group: kernel
# run: quick
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused bpf 0 0 0
