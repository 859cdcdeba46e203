# id: host-name
# title: Change the host's name
# proves: Nothing that others see changes.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Asks with a length that is none: EINVAL means that the call is open.
refused sethostname s:probe -1
