# id: kexec
# title: Load another kernel
# proves: kexec is refused.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Asks with a flag that does not exist: EPERM or ENOSYS is held, EINVAL means that the call is open.
refused kexec_load 0 0 0 8
