# id: ptrace-others
# title: Debug another user's process
# proves: ptrace reaches nothing but the task's own processes.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if a process of another user lets itself be traced; held if each refuses or there is none.
need perl
own=$(id -u)
# A control makes somebody to debug.
[ -n "$PROBE_OTHER" ] && { perl -e '$< = $> = 12345; sleep 7' >/dev/null 2>&1 & sleep 0.3; }
found=0
last=
for process in /proc/[0-9]*; do
    pid=${process#/proc/}
    user=$(while read -r key _ effective _; do [ "$key" = Uid: ] && echo "$effective"; done <"$process/status" 2>/dev/null)
    [ -n "$user" ] && [ "$user" != "$own" ] || continue
    found=$((found + 1))
    # PTRACE_SEIZE, which does not stop it; it ends with us
    last=$(call ptrace 16902 "$pid" 0 0)
    case $last in succeeded*) through "process $pid of user $user" ;; esac
done
[ "$found" = 0 ] && held "no process of another user is to be seen"
held "$found tried; $last"
