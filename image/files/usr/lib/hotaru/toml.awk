# Reads the part of TOML that appliance.toml uses: [sections], key = "text" | 'text' | number | true | false, and
# lists of texts over one or more lines. Prints "section.key<TAB>value", one line for each member of a list
# ("section.key<TAB>" alone for an empty one); for a mistake "!LINE<TAB>what is wrong". POSIX awk.

function wrong(what) { print "!" NR "\t" what; bad = 1 }
function trim(s) { sub(/^[ \t]+/, "", s); sub(/[ \t\r]+$/, "", s); return s }

# Takes one value from the front of `rest`; leaves it in `value`. False where there is none.
function take(    c, i, n) {
    c = substr(rest, 1, 1)
    if (c == "'") {
        i = index(substr(rest, 2), "'")
        if (!i) return 0
        value = substr(rest, 2, i - 1)
        rest = trim(substr(rest, i + 2))
        return 1
    }
    if (c == "\"") {
        value = ""
        n = length(rest)
        for (i = 2; i <= n; i++) {
            c = substr(rest, i, 1)
            if (c == "\"") { rest = trim(substr(rest, i + 1)); return 1 }
            if (c == "\\") {
                c = substr(rest, ++i, 1)
                if (c != "\"" && c != "\\") return 0
            }
            value = value c
        }
        return 0
    }
    if (!match(rest, /^(true|false|-?[0-9]+)/)) return 0
    value = substr(rest, 1, RLENGTH)
    rest = trim(substr(rest, RLENGTH + 1))
    return 1
}

# The members of a list up to its end or the end of the line.
function members() {
    while (rest != "" && rest !~ /^#/) {
        if (rest ~ /^\]/) {
            rest = trim(substr(rest, 2))
            in_list = 0
            if (!count) print name "\t"
            if (rest != "" && rest !~ /^#/) wrong("nothing may follow the ]")
            return
        }
        if (!take()) { wrong("a text in quotes is expected here: " rest); in_list = 0; return }
        print name "\t" value
        count++
        if (rest ~ /^,/) rest = trim(substr(rest, 2))
        else if (rest != "" && rest !~ /^[\]#]/) { wrong("a comma is missing before: " rest); return }
    }
}

# An editor on Windows may begin the file with a byte order mark.
{ if (NR == 1) sub(/^\357\273\277/, ""); rest = trim($0) }
in_list { members(); next }
rest == "" || rest ~ /^#/ { next }
rest ~ /^\[[a-z_]+\]([ \t]*#.*)?$/ {
    section = substr(rest, 2, index(rest, "]") - 2) "."
    next
}
!match(rest, /^[a-z_]+[ \t]*=/) { wrong("neither [section] nor key = value: " rest); next }
{
    name = section trim(substr(rest, 1, RLENGTH - 1))
    rest = trim(substr(rest, RLENGTH + 1))
    if (name in seen) { wrong(name " is set twice"); next }
    seen[name] = 1
    if (rest ~ /^\[/) {
        rest = trim(substr(rest, 2))
        in_list = 1
        count = 0
        members()
        next
    }
    if (!take()) { wrong("no value that can be read for " name "; a text needs \"quotes\""); next }
    if (rest != "" && rest !~ /^#/) { wrong("nothing may follow the value of " name ": " rest); next }
    print name "\t" value
}
END { if (in_list) wrong("the list of " name " has no ]"); exit bad }
