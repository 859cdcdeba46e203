# id: mount
# title: Mount a file system
# proves: Not even an empty one.
# group: kernel
# run: quick
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
mkdir -p /tmp/probe-mount
answer=$(call mount s:probe s:/tmp/probe-mount s:tmpfs 0 0)
case $answer in succeeded*) umount /tmp/probe-mount; rmdir /tmp/probe-mount; through 'a tmpfs was mounted' ;; esac
rmdir /tmp/probe-mount
held "mount: $answer"
