# id: write-programs
# title: Write among the programs
# proves: No program of the image can be replaced.
# group: filesystem
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
writable /usr/bin /usr/lib /usr/local/bin /bin /sbin
