# id: join-namespace
# title: Join another namespace
# proves: Not even its own, which would show that the call is open.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused setns -1 0
