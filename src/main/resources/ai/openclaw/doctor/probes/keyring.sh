# id: keyring
# title: Use the kernel's keyrings
# proves: Other sandboxes have the same user id, and keyrings go by it.
# group: kernel
# run: quick
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused keyctl 0 -3 0
