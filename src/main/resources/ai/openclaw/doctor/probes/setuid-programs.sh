# id: setuid-programs
# title: Find setuid programs
# proves: Nothing in the image runs as somebody else.
# group: privilege
# run: full
# weight: advisory
# engines: docker
# reads: Through if there is a setuid or setgid file. With no-new-privs it would do nothing.
found=$(find / -xdev \( -path /proc -o -path /sys \) -prune -o -type f -perm /6000 -print 2>/dev/null | head -n 1)
[ -n "$found" ] && through "$found"
[ -n "$PROBE_SETUID" ] && { cp /bin/sh /tmp/probe-suid && chmod 4755 /tmp/probe-suid && [ -u /tmp/probe-suid ] && rm -f /tmp/probe-suid && through 'a setuid program of root can be made'; }
held 'there is none'
