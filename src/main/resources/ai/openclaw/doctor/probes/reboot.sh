# id: reboot
# title: Restart the machine
# proves: reboot is refused.
# group: kernel
# run: quick
# weight: required
# engines: docker
# reads: Asks without the magic numbers: EPERM is held, EINVAL means that the call is open.
refused reboot 0 0 0
