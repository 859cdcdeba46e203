# id: module
# title: Load a kernel module
# proves: No code of a task gets into the kernel.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused init_module 0 0 s:
