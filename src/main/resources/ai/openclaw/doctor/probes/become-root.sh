# id: become-root
# title: Become root by setuid(0)
# proves: The user of a sandbox stays the user of a sandbox.
# group: privilege
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused setuid 0
