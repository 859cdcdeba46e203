# id: fanotify
# title: Watch whole file systems
# proves: fanotify sees what others open.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused fanotify_init 0 0
