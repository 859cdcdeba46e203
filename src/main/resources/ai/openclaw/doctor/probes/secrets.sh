# id: secrets
# title: Find keys in the environment
# proves: No provider's key is handed in.
# group: neighbours
# run: quick
# weight: required
# engines: docker local
# reads: Through if a variable with a provider's name and the word key, token, secret or credentials is set; its value is not shown.
found=$(env | grep -E '^(ANTHROPIC|OPENAI|GEMINI|OPENROUTER|MISTRAL|GROQ|AWS|AZURE|GOOGLE)[A-Z_]*(KEY|TOKEN|SECRET|CREDENTIALS)[A-Z_]*=.' | cut -d= -f1 | head -n 1)
[ -n "$found" ] && through "$found is set"
held "$(env | wc -l) variables, no provider's key among them"
