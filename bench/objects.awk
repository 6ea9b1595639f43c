# objects.awk
#
# Sums up a callgrind file by object: "INSTRUCTIONS OBJECT" for each. A line behind "calls=" is what
# the called function cost, and is counted there.
#
# SPDX-License-Identifier: GPL-2.0-or-later
/^ob=/ {
    id = $0
    sub(/^ob=/, "", id)
    split(id, part, " ")
    if (length(part) > 1)
        name[part[1]] = substr(id, length(part[1]) + 2)
    object = part[1]
    next
}
/^cob=/ {
    id = $0
    sub(/^cob=/, "", id)
    split(id, part, " ")
    if (length(part) > 1)
        name[part[1]] = substr(id, length(part[1]) + 2)
    next
}
/^calls=/ { getline; next }
/^[-+*0-9]/ { cost[object] += $2 }
END {
    for (object in cost)
        printf "%.0f %s\n", cost[object], name[object]
}
