# id: userfaultfd
# title: Halt the kernel in the middle of a copy
# proves: userfaultfd turns races into exploits.
# group: kernel
# run: quick
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused userfaultfd 1
