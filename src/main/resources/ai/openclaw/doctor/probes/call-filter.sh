# id: call-filter
# title: Run without a filter of system calls
# proves: A filter stands between the task and the kernel.
# group: privilege
# run: quick
# weight: required
# engines: docker
# reads: Through if the kernel does not say Seccomp: 2.
case $(grep '^Seccomp:' /proc/self/status) in *2) held 'Seccomp is 2, filtering' ;; *) through 'no filter of system calls' ;; esac
