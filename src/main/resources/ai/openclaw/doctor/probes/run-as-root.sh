# id: run-as-root
# title: Be root
# proves: A sandbox runs as an ordinary user.
# group: privilege
# run: quick
# weight: required
# engines: docker
# reads: Through if the user id or a group id is 0.
[ "$(id -u)" = 0 ] && through 'the task runs as uid 0'
case " $(id -G) " in *" 0 "*) through 'the task is in group 0' ;; esac
held "uid $(id -u), groups $(id -G)"
