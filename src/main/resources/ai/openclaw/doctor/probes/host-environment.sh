# id: host-environment
# title: Read the host's environment
# proves: What the gateway was started with stays with it.
# group: neighbours
# run: quick
# weight: required
# engines: docker local
# reads: Through if a variable that only the gateway has is found in /proc.
for file in /proc/[0-9]*/environ; do
    # Only those who were given it look for the mark; names that only the gateway has are looked for always.
    found=$(tr '\0' '\n' 2>/dev/null <"$file" | grep -E '^(OPENCLAW_SECRET_KEY|DATABASE_URL|DOCKER_HOST|OPENCLAW_GATEWAY_PASSWORD)=' | cut -d= -f1 | head -n 1)
    [ -n "$found" ] && through "$found is in $file"
done
held 'no process that is to be seen has a variable of the gateway'
