#!/usr/bin/env bash
# Makes disks for sandboxes, so that their limit of disk is a hard one: sparse files, each behind a
# loop device. Run as root, once, and again after each start of the host; what is there is kept.
#
#   scripts/prepare-disks.sh [--user <name>] [count] [size]     default: 8 disks of 2G
#   scripts/prepare-disks.sh --remove
#
# The folder is $OPENCLAW_DISKS, or /var/lib/openclaw-disks. --user names who runs the gateway;
# default: who called sudo, else root. docs/sandbox.md says more, and has a systemd unit.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"

folder=${OPENCLAW_DISKS:-/var/lib/openclaw-disks}
user=${SUDO_USER:-root}
remove=''
while (($# > 0)); do
    case $1 in
    --remove) remove=1 ;;
    --user)
        user=${2:?"--user needs a name"}
        shift
        ;;
    -*) die "There is no option $1." "The first lines of this script say what there is." ;;
    *) break ;;
    esac
    shift
done
count=${1:-8}
size=${2:-2G}

((EUID == 0)) || die "Only root can attach loop devices." "sudo $0"
[[ $folder == /* ]] || die "OPENCLAW_DISKS must be an absolute path: $folder"
[[ $count =~ ^[1-9][0-9]{0,2}$ ]] || die "The number of disks must be 1 to 999: $count"
[[ ${size,,} =~ ^[1-9][0-9]*[kmgt]?$ ]] || die "The size must be like 500M or 2G: $size"
for tool in losetup blkdiscard truncate; do
    have "$tool" || die "There is no $tool." "Debian: apt-get install mount util-linux coreutils"
done

# The device that an image is behind, or nothing.
device_of() {
    losetup --noheadings --output NAME --associated "$1" 2>/dev/null | sed -n 1p
}

mounted() { awk -v device="$1" '$1 == device { found = 1 } END { exit !found }' /proc/mounts; }

# Whether a gateway holds the folder's lock.
in_use() { [[ -e $folder/lock ]] && grep -q ":$(stat -c %i "$folder/lock") " /proc/locks; }

if [[ -n $remove ]]; then
    [[ -d $folder ]] || { ok "There is no $folder"; exit 0; }
    in_use && die "A gateway uses the disks in $folder." "Stop it first."
    for image in "$folder"/*.img; do
        [[ -e $image ]] || continue
        device=$(device_of "$image")
        if [[ -n $device ]]; then
            mounted "$device" && die "A sandbox uses $device." "Destroy it first."
            losetup --detach "$device"
        fi
        rm -f "$image" "${image%.img}.device"
        ok "$image is gone${device:+, and $device is free}"
    done
    rm -f "$folder/lock"
    rmdir "$folder" 2>/dev/null || warn "$folder has other files in it and stays"
    exit 0
fi

# Only root may read what tasks wrote; the gateway reads the names of the devices.
install -d -m 0755 "$folder"
folder=$(cd "$folder" && pwd -P)
touch "$folder/lock"
chown "$user" "$folder/lock"
chmod 0600 "$folder/lock"

for ((n = 1; n <= count; n++)); do
    image=$folder/$n.img
    device=$(device_of "$image")
    if [[ -n $device ]]; then
        what="was there"
    else
        if [[ -e $image ]]; then what="attached again"; else what="made"; fi
        [[ -e $image ]] || (umask 077 && truncate --size "$size" "$image")
        chmod 0600 "$image"
        # some hosts have no node for a device that the kernel would give
        device=$(losetup --find --show "$image" 2>&1) || {
            next=$(losetup --find 2>/dev/null || true)
            [[ $next =~ ^/dev/loop([0-9]+)$ && ! -e $next ]] ||
                die "No loop device could be attached to $image: $device" \
                    "The kernel needs the module loop, and this machine /dev/loop-control."
            mknod "$next" b 7 "${BASH_REMATCH[1]}"
            device=$(losetup --find --show "$image")
        }
        if ! blkdiscard "$device" </dev/null 2>"$folder/.why"; then
            why=$(<"$folder/.why")
            rm -f "$folder/.why"
            losetup --detach "$device"
            die "$folder cannot give space back: $why" \
                "It must be on a file system that punches holes, such as ext4 or xfs."
        fi
        rm -f "$folder/.why"
    fi
    printf '%s\n' "$device" >"$folder/$n.device"
    chmod 0644 "$folder/$n.device"
    ok "$image, $(numfmt --to=iec "$(stat -c %s "$image")"), $what: $device"
done

all=$(stat -c %s "$folder"/*.img |
    awk '{ sum += $1 } END { printf "%.0f", sum }')
free=$(df --output=avail --block-size=1 "$folder" | tail -n 1)
if ((all > free)); then
    warn "Full, they take $(numfmt --to=iec "$all"); only $(numfmt --to=iec "$free") are free here."
    hint "A sandbox that writes where the host's disk is full loses data without its own fault."
fi
say "Start the gateway with OPENCLAW_DISKS=$folder"
