# Runs probes one after the other: $1 is their prelude, then follow pairs of id and script. Each is a
# process group of its own with a time limit, so that it may kill its children and itself. A line for
# each: PROBE id word what was seen.
prelude=$1
shift
PROBE_MACHINE=$(uname -m)
export PROBE_MACHINE
limit='timeout -s KILL 8'
command -v timeout >/dev/null 2>&1 || limit=
while [ $# -gt 1 ]; do
    said=$($limit sh -c "$prelude
$2" "$1" </dev/null 2>&1 | tail -n 1)
    echo "PROBE $1 ${said:-DIED without a word}"
    shift 2
done
echo "PROBES done"
