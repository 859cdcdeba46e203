#!/bin/sh
# Reads a repository and reports on it: what it consists of, where its weight lies, what is left to
# do. Needs sh, awk and the usual small tools, of whatever make.
#
# In:  ./repo            the files
# Out: ./out/report.md   for people
#      ./out/result.json for programs
set -eu
export LC_ALL=C
mkdir -p out
work=$(mktemp -d)
tab=$(printf '\t')

cd repo
find . -type f ! -name '*
*' | sort >"$work/all"
total=$(wc -l <"$work/all" | tr -d ' ')
echo "Looking at $total files …"

# Runs a command on the files that a list names, many at a time: a process for each would be slow.
with_files() {
    list=$1
    shift
    tr '\n' '\000' <"$list" | xargs -0 "$@"
}

# Binary is what holds a zero byte. Usually no file does, which one look at all of them tells.
: >"$work/text"
if [ "$(with_files "$work/all" cat | tr -cd '\000' | head -c 1 | wc -c)" -eq 0 ]; then
    cp "$work/all" "$work/text"
else
    while IFS= read -r path; do
        # shellcheck disable=SC2094 # both only read it
        if tr -d '\000' <"$path" | cmp -s - "$path"; then printf '%s\n' "$path"; fi
    done <"$work/all" >"$work/text"
fi
binary=$((total - $(wc -l <"$work/text")))

echo "Counting lines …"
# path, lines, blank lines, longest line, its number, lines that say something is left to do
with_files "$work/text" awk -v OFS="$tab" '
    function row() { if (path != "") print path, lines, blank + 0, longest + 0, at + 0, marks + 0 }
    FNR == 1 { row(); path = FILENAME; lines = blank = longest = at = marks = 0 }
    { lines++ }
    /^[ \t\r]*$/ { blank++ }
    /(^|[^A-Za-z])(TODO|FIXME|XXX|HACK)([^A-Za-z]|$)/ { marks++ }
    length($0) > longest { longest = length($0); at = FNR }
    END { row() }
' >"$work/counts"

# One row per text file, empty ones too: path, language, bytes, and the counts.
with_files "$work/text" wc -c | awk -v OFS="$tab" -v counts="$work/counts" '
    function language(path,   name, n, parts, extension) {
        n = split(path, parts, "/"); name = parts[n]
        if (name ~ /^Dockerfile/) return "Docker"
        if (name !~ /\./ || name ~ /^\.[^.]*$/) return "other"
        n = split(name, parts, "."); extension = tolower(parts[n])
        return extension in known ? known[extension] : "other"
    }
    BEGIN {
        n = split("java=Java sql=SQL sh=Shell bash=Shell md=Markdown html=HTML htm=HTML css=CSS " \
            "js=JavaScript mjs=JavaScript cjs=JavaScript ts=TypeScript tsx=TypeScript py=Python " \
            "go=Go rs=Rust rb=Ruby kt=Kotlin c=C h=C cc=C++ cpp=C++ hpp=C++ yaml=YAML yml=YAML " \
            "json=JSON xml=XML svg=SVG toml=TOML", pairs, " ")
        for (i = 1; i <= n; i++) { split(pairs[i], pair, "="); known[pair[1]] = pair[2] }
        while ((getline line < counts) > 0) {
            tab = index(line, "\t"); count[substr(line, 1, tab - 1)] = substr(line, tab + 1)
        }
    }
    {
        bytes = $1; path = $0; sub(/^ *[0-9]+ /, "", path)
        if (path !~ /^\.\//) next # the sum
        counted = path in count ? count[path] : "0\t0\t0\t0\t0"
        path = substr(path, 3); gsub(/[\001-\037\177]/, "?", path)
        print path, language(path), bytes, counted
    }
' >"$work/rows"
text=$(wc -l <"$work/rows" | tr -d ' ')

echo "Counting words …"
with_files "$work/text" cat | tr -cs 'A-Za-z' '\n' | awk '
    length($0) >= 5 { seen[tolower($0)]++ }
    END { for (word in seen) print seen[word] "\t" word }
' | sort -k1,1nr -k2,2 | head -n 15 >"$work/words"
cd ..

echo "Ranking …"
awk -F "$tab" -v OFS="$tab" '
    { files[$2]++; lines[$2] += $4; bytes[$2] += $3 }
    END { for (l in files) print lines[l], l, files[l], bytes[l] }
' "$work/rows" | sort -k1,1nr -k2,2 >"$work/languages"
awk -F "$tab" -v OFS="$tab" '
    { folder = $1; if (sub(/\/[^\/]*$/, "", folder) == 0) folder = "."
      files[folder]++; lines[folder] += $4 }
    END { for (f in files) print lines[f], f, files[f] }
' "$work/rows" | sort -k1,1nr -k2,2 | head -n 10 >"$work/folders"
sort -t "$tab" -k4,4nr -k1,1 "$work/rows" | head -n 10 >"$work/longest-files"
sort -t "$tab" -k6,6nr -k1,1 "$work/rows" | head -n 5 >"$work/longest-lines"
awk -F "$tab" '$8 > 0' "$work/rows" | sort -t "$tab" -k8,8nr -k1,1 | head -n 10 >"$work/marks"
# shellcheck disable=SC2046 # four numbers, parted by spaces on purpose
set -- $(awk -F "$tab" '{ b += $3; l += $4; e += $5; m += $8 } END { print b + 0, l + 0, e + 0, m + 0 }' "$work/rows")
bytes=$1 lines=$2 blank=$3 marks=$4

# A cell of a table: a bar or a backtick in a name would break it.
cells='function cell(text) { gsub(/[|`]/, "?", text); gsub(/[\001-\037\177]/, "?", text); return text }'
{
    echo "# Repository report"
    echo
    echo "**$total files**, $text of them text with **$lines lines** ($blank blank, $bytes bytes), $binary binary."
    echo
    echo "## Languages"
    echo
    echo "| language | files | lines | share | |"
    echo "|---|---:|---:|---:|---|"
    awk -F "$tab" -v all="$lines" "$cells"'
        { share = all ? 100 * $1 / all : 0; bar = ""
          for (i = 0; i < share / 4; i++) bar = bar "█"
          printf "| %s | %d | %d | %.1f %% | %s |\n", cell($2), $3, $1, share, bar }' "$work/languages"
    echo
    echo "## Heaviest folders"
    echo
    echo "| folder | files | lines |"
    echo "|---|---:|---:|"
    awk -F "$tab" "$cells"'{ printf "| `%s` | %d | %d |\n", cell($2), $3, $1 }' "$work/folders"
    echo
    echo "## Longest files"
    echo
    echo "| file | lines | bytes |"
    echo "|---|---:|---:|"
    awk -F "$tab" "$cells"'{ printf "| `%s` | %d | %d |\n", cell($1), $4, $3 }' "$work/longest-files"
    echo
    echo "## Longest lines"
    echo
    echo "| where | characters |"
    echo "|---|---:|"
    awk -F "$tab" "$cells"'{ printf "| `%s:%d` | %d |\n", cell($1), $7, $6 }' "$work/longest-lines"
    echo
    echo "## Most frequent words"
    echo
    awk -F "$tab" '{ printf "%s%s (%d)", (NR > 1 ? ", " : ""), $2, $1 } END { print "" }' "$work/words"
    echo
    echo "## Left to do"
    echo
    if [ "$marks" -eq 0 ]; then
        echo "No TODO, FIXME, XXX or HACK anywhere."
    else
        echo "Lines that say TODO, FIXME, XXX or HACK: **$marks**"
        echo
        echo "| file | lines |"
        echo "|---|---:|"
        awk -F "$tab" "$cells"'{ printf "| `%s` | %d |\n", cell($1), $8 }' "$work/marks"
    fi
    echo
    echo "## Where this was written"
    echo
    interfaces=$(awk -F : 'NR > 2 { gsub(/ /, "", $1); printf "%s%s", (n++ ? ", " : ""), $1 }' /proc/net/dev 2>/dev/null || true)
    if [ -w / ]; then root=writable; else root=read-only; fi
    echo "In a sandbox of its own: user $(id -u), network interfaces: ${interfaces:-unknown}, / is $root."
} >out/report.md

awk -F "$tab" -v files="$total" -v binary="$binary" -v lines="$lines" -v bytes="$bytes" -v marks="$marks" '
    function json(text) {
        gsub(/\\/, "\\\\", text); gsub(/"/, "\\\"", text); gsub(/[\001-\037\177]/, "?", text)
        return "\"" text "\""
    }
    FILENAME ~ /languages$/ { languages = languages (languages ? ", " : "") json($2) ": " $1 }
    FILENAME ~ /longest-files$/ && !longest { longest = "{\"path\": " json($1) ", \"lines\": " $4 "}" }
    END {
        printf "{\"files\": %d, \"binary\": %d, \"lines\": %d, \"bytes\": %d,\n", files, binary, lines, bytes
        printf " \"linesByLanguage\": {%s},\n", languages
        printf " \"longestFile\": %s, \"leftToDo\": %d}\n", longest ? longest : "null", marks
    }
' "$work/languages" "$work/longest-files" >out/result.json

rm -rf "$work"
echo "Done: $total files, $lines lines. The report is in out/report.md."
