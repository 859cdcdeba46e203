# id: remount
# title: Make the root file system writable
# proves: A read-only root stays one.
# group: filesystem
# run: full
# weight: required
# engines: docker local
# reads: Through if what it tries succeeds; held if the kernel refuses.
mount -o remount,rw / 2>/dev/null && through 'the root was remounted'
refused mount s:none s:/ s:none 4128 0
