# id: file-capabilities
# title: Give a program capabilities
# proves: No file can carry power out of here.
# group: privilege
# run: full
# weight: required
# engines: docker
# reads: Through if what it tries succeeds; held if the kernel refuses.
need python3
cp /bin/true /tmp/probe-caps 2>/dev/null || skip '/tmp cannot be written'
python3 -c '
import os, struct
os.setxattr("/tmp/probe-caps", "security.capability", struct.pack("<5I", 0x02000001, 1 << 21, 0, 0, 0))' 2>/dev/null
said=$?
rm -f /tmp/probe-caps
[ "$said" = 0 ] && through 'a program was given CAP_SYS_ADMIN'
held 'security.capability cannot be set'
