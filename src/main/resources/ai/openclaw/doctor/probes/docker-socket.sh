# id: docker-socket
# title: Find the engine's socket
# proves: Whoever has the socket is root on the host.
# group: network
# run: quick
# weight: required
# engines: docker local
# reads: Through if a socket of a container engine is anywhere in the file system.
for file in /var/run/docker.sock /run/docker.sock /run/containerd/containerd.sock /run/podman/podman.sock /run/crio/crio.sock; do
    [ -S "$file" ] && through "$file is there"
done
grep -q 'docker\.sock\|containerd\.sock' /proc/self/mountinfo && through 'an engine socket is mounted'
held 'no socket of an engine, at its usual place or mounted'
