# Holds the table « may touch » of docs/architecture.md (first file) against the #include lines (second file, as `grep -n` prints them).
# Says every room that touches what it may not, every file that no row covers, every word of the table that names no room, every circle.

function wrong(text) { print text; faults++ }
function trim(text) { gsub(/^[ \t]+|[ \t]+$/, "", text); return text }
# The room of a file: the longest path of the table that holds it.
function room_of(path) {
  for (;;) {
    if (path in rank) return path
    if (!match(path, /\/[^\/]*$/)) return ""
    path = substr(path, 1, RSTART - 1)
  }
}
# `core/model`, `model` or `core`: the whole path, its end, or all the rooms under it.
function let_touch(room, word,    other, end, found) {
  if (word in rank) { may[room, word] = 1; return }
  for (other in rank) {
    end = "/" word
    if (substr(other, length(other) - length(end) + 1) == end || index("/" other "/", end "/")) {
      if (other != room) may[room, other] = 1
      found = 1
    }
  }
  if (!found) wrong("table : « " word " », que peut toucher " room ", ne nomme aucune salle")
}

FNR == NR {
  if ($0 !~ /^\|/) { if (in_table) in_table = 0; next }
  cells = split($0, cell, "|")
  if (trim(cell[2]) == "room" && trim(cell[4]) == "may touch") { in_table = 1; next }
  if (!in_table || cell[2] ~ /^-+$/) next
  gsub(/`/, "", cell[2])
  gsub(/`|\([^)]*\)/, "", cell[4])
  n = split(cell[2], names, ",")
  for (i = 1; i <= n; ++i) {
    name = trim(names[i])
    rank[name] = ++rooms
    room_at[rooms] = name
    row[name] = FNR
    allowed[name] = cell[4]
  }
  next
}

!settled {
  settled = 1
  for (r = 1; r <= rooms; ++r) {
    room = room_at[r]
    n = split(allowed[room], words, ",")
    for (i = 1; i <= n; ++i) {
      word = trim(words[i])
      if (word == "nothing" || word == "") continue
      if (word != "the above") { let_touch(room, word); continue }
      for (other in rank) if (row[other] < row[room]) may[room, other] = 1
    }
  }
  for (k = 1; k <= rooms; ++k)
    for (a = 1; a <= rooms; ++a)
      if ((room_at[a], room_at[k]) in may)
        for (b = 1; b <= rooms; ++b)
          if ((room_at[k], room_at[b]) in may) may[room_at[a], room_at[b]] = 1
  for (r = 1; r <= rooms; ++r)
    if ((room_at[r], room_at[r]) in may) wrong("table : " room_at[r] " se touche en cercle")
}

{
  # file:line:#include "path"
  file = $0; sub(/:.*$/, "", file)
  place = $0; sub(/:[^:]*$/, "", place)
  if (!match($0, /[<"][^>"]+[>"]/)) next
  path = substr($0, RSTART + 1, RLENGTH - 2)
  quoted = substr($0, RSTART, 1) == "\""
  from = room_of(file)
  if (from == "") {
    if (!(file in told)) wrong(file ": aucune ligne de la table ne porte cette salle")
    told[file] = 1
    next
  }
  if (path ~ /^filrouge\//) path = "engine/include/" path
  to = room_of(path)
  if (to == "") {
    # A library of others, or a file named from beside.
    if (path !~ /\// || !quoted) next
    wrong(place ": " path " n'est dans aucune salle de la table")
    next
  }
  held++
  if (from != to && !((from, to) in may)) wrong(place ": " from " touche " to ", que la table ne lui ouvre pas")
}

END {
  if (!rooms) wrong("table : aucune salle n'y est lue")
  if (!faults && !held) wrong("aucune ligne #include n'a été tenue contre la table")
  if (faults) { print faults " faute(s)"; exit 1 }
  print rooms " salles, " held " #include tenus contre la table"
}
