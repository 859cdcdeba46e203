# Runs probes: $1 is their prelude, then follow triples of place, id and script. Those that run `aside`
# mostly wait for answers that do not come: they run all at once, beside the others, which run one after
# the other. Each is a process group of its own with a time limit, so that it may kill its children and
# itself. A line for each: PROBE id word what was seen.
prelude=$1
shift
PROBE_MACHINE=$(uname -m)
export PROBE_MACHINE
limit='timeout -s KILL 8'
command -v timeout >/dev/null 2>&1 || limit=
probe() {
    said=$($limit sh -c "$prelude
$2" "$1" </dev/null 2>&1 | tail -n 1)
    echo "PROBE $1 ${said:-DIED without a word}"
}
while [ $# -gt 2 ]; do
    case $1 in
        aside) probe "$2" "$3" & ;;
        *) probe "$2" "$3" ;;
    esac
    shift 3
done
wait
echo "PROBES done"
