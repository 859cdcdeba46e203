# id: add-key
# title: Put a key into a keyring
# proves: The other door to the same room.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused add_key s:user s:probe s:x 1 -3
