# id: groups
# title: Join other groups
# proves: The groups of a sandbox cannot be changed.
# group: privilege
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused setgroups 0 0
