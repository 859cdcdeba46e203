# id: capabilities
# title: Have capabilities
# proves: Not one part of root's power is left.
# group: privilege
# run: quick
# weight: required
# engines: docker
# reads: Through if any of the five sets holds a capability.
while read -r name value; do
    case $name in CapEff: | CapPrm: | CapBnd: | CapInh: | CapAmb:)
        [ "$value" = 0000000000000000 ] || through "$name $value" ;;
    esac
done </proc/self/status
held 'effective, permitted, bounding, inheritable and ambient are empty'
