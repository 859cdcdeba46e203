# id: no-new-privileges
# title: Gain privileges by exec
# proves: no_new_privs is set, so no program gives more than it has.
# group: privilege
# run: quick
# weight: required
# engines: docker
# reads: Through if the kernel does not say NoNewPrivs: 1.
case $(grep '^NoNewPrivs:' /proc/self/status) in *1) held 'NoNewPrivs is 1' ;; *) through 'NoNewPrivs is not set' ;; esac
