# Lines to read out of what Claude Code streams.
def line: tostring | gsub("\\s+"; " ") | .[0:200];
if .type == "assistant" then
    .message.content[] |
    if .type == "text" then .text
    elif .type == "tool_use" then "▸ \(.name) \(.input | line)"
    else empty end
elif .type == "user" then
    .message.content | arrays | .[] | select(.type == "tool_result") |
    "  \(if .is_error then "failed: " else "" end)\(.content | line)"
elif .type == "result" then
    "\(.num_turns) turns, \(.subtype)"
else empty end
