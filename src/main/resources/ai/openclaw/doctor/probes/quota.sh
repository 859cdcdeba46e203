# id: quota
# title: Change disk quotas
# proves: quotactl is refused.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
refused quotactl 8388865 0 0 0
