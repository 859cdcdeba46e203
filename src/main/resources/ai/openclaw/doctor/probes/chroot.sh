# id: chroot
# title: Change one's own root
# proves: chroot is refused.
# group: kernel
# run: quick
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused chroot s:/
