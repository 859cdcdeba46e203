# id: host-files
# title: See folders of the host
# proves: Nothing of the host's files is mounted.
# group: neighbours
# run: quick
# weight: required
# engines: docker
# reads: Through if anything is mounted at a place that a sandbox does not have.
while read -r _ _ _ root place _; do
    case $place in
        / | /proc* | /sys* | /dev* | /tmp | /workspace | /etc/hosts | /etc/hostname | /etc/resolv.conf | /sbin/docker-init | /usr/sbin/docker-init) ;;
        *) through "$root is mounted at $place" ;;
    esac
done </proc/self/mountinfo
held 'nothing is mounted but the sandbox own places'
