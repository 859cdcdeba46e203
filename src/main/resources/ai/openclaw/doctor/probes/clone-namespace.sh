# id: clone-namespace
# title: Make a namespace by clone
# proves: unshare is not the only way.
# group: kernel
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
need python3
answer=$(python3 -c '
import ctypes, os, platform, signal
number = {"x86_64": 56, "aarch64": 220}[platform.machine()]
libc = ctypes.CDLL(None, use_errno=True)
child = libc.syscall(number, 0x10000000 | signal.SIGCHLD, 0, 0, 0, 0)
if child == 0:
    os._exit(0)
if child > 0:
    os.waitpid(child, 0)
    print("made")
else:
    print(os.strerror(ctypes.get_errno()))' 2>&1 | tail -n 1)
[ "$answer" = made ] && through 'a process in a user namespace of its own'
held "clone: $answer"
