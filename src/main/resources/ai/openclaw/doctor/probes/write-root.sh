# id: write-root
# title: Write to the root of the file system
# proves: What a task leaves can only be in its own places.
# group: filesystem
# run: quick
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
writable / /root /opt /srv
