# Lines to read out of what Codex streams.
def line: tostring | gsub("\\s+"; " ") | .[0:200];
if .type == "item.started" and .item.type == "command_execution" then "▸ \(.item.command | line)"
elif .type == "item.completed" then
    .item |
    if .type == "agent_message" then .text
    elif .type == "command_execution" then
        "  \(if .exit_code == 0 then "" else "failed: " end)\(.aggregated_output | line)"
    elif .type == "file_change" then .changes[] | "▸ \(.kind) \(.path)"
    elif .type == "error" then .message
    else empty end
elif .type == "error" then .message
elif .type == "turn.failed" then .error.message
else empty end
