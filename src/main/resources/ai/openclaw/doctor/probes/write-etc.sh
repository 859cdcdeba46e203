# id: write-etc
# title: Write to /etc
# proves: Accounts, resolvers and the loader's settings stay as they are.
# group: filesystem
# run: quick
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
writable /etc /etc/ld.so.conf.d
