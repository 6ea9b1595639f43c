#!/usr/bin/env bash
# Parquet by way of DuckDB, and a question to the fleet: which models' logins are not answered?
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=common.sh
. "$here/common.sh"
cd "$work"
export GT06_BATCH=$program

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "Skipped: node and npm are not there."
    exit 77
fi

# parquet WORD...: runs gt06-parquet as batch() runs gt06-batch.
parquet() {
    code=0
    node "$here/../../batch/gt06-parquet.js" "$@" >out 2>err || code=$?
}
code=0
node "$here/../../batch/gt06-parquet.js" --help >/dev/full 2>err || code=$?
want "help that nobody takes is no success" is_code 3
parquet --help
want "help is" eval 'is_code 0 && says ^Usage:'
for words in "" "rows" "-o x" "rows -o" "rows -o x --nonsense"; do
    # shellcheck disable=SC2086 # words
    parquet $words
    want "gt06-parquet $words: bad usage" is_code 2
done
parquet . -o rows.parquet
want "without DuckDB it says what to do" complains "npm install @duckdb/node-api"
want "which is the environment's fault" is_code 3
cp "$here"/duckdb/* .
npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1 || {
    echo "Skipped: DuckDB cannot be installed:"
    tail -n 3 npm.log
    exit "$((failed ? 1 : 77))"
}

# answers QUESTION ANSWER: DuckDB's rows, tabs between values.
# shellcheck disable=SC2317 # called by want
answers() {
    node -e '
        require("@duckdb/node-api").DuckDBConnection.create()
            .then((connection) => connection.runAndReadAll(process.argv[1]))
            .then((answer) => answer.getRows().forEach((row) => console.log(row.join("\t"))));' "$1" \
        >out 2>err
    [[ $(cat out) == "$2" ]]
}

"$program" read -b "$captures" "$captures" -o rows -F gt06.undecoded >status
# shellcheck disable=SC2094 # a word, and a file of the same name
"$program" report rows >report
parquet rows -o rows.parquet
want "the rows become Parquet" is_code 0
want "all of them" answers "SELECT count(*) FROM 'rows.parquet'" \
    "$(awk -F '\t' '{ messages += $4 } END { print messages }' status)"
want "with types" answers "SELECT column_type FROM (DESCRIBE FROM 'rows.parquet') WHERE column_name
    IN ('frame.time', 'gt06.latitude', 'gt06.imei', 'gt06.acc', 'gt06.undecoded') ORDER BY 1" \
    $'BOOLEAN\nDOUBLE\nTIMESTAMP\nVARCHAR\nVARCHAR'
commas=$(find rows -name '*.csv' | while IFS= read -r file; do
    select_columns text <"$file"
done | grep -c ,)
want "texts keep their commas, quotes and line ends" answers \
    "SELECT count(*) FROM 'rows.parquet' WHERE text LIKE '%,%'" "$commas"

# ---- a question to the fleet ----

# unanswered CONDITION: terminals and logins without a right answer, by model.
unanswered() {
    cat <<END
WITH logins AS (
    SELECT capture, "frame.number" AS login, "gt06.imei" AS imei, models
    FROM 'rows.parquet'
    WHERE "gt06.protocol" = 1 AND "gt06.direction" = 0 AND answer_due AND $1),
answers AS (
    SELECT capture, "gt06.response_to" AS login FROM 'rows.parquet' WHERE accepted)
SELECT coalesce(models, 'unknown'), count(DISTINCT imei), count(*)
FROM logins ANTI JOIN answers USING (capture, login)
GROUP BY ALL ORDER BY ALL
END
}
# Three logins to a server that is silent, three to one with a constant serial, one over UDP.
want "terminals with unanswered logins, by model" answers \
    "$(unanswered "capture LIKE 'statistics/%'")" $'GT370\t2\t7'
want "a healthy fleet has none" answers "$(unanswered "capture LIKE 'healthy/%'")" ""

# What the rows say of logins and answers is what the report counts, another way.
want "the rows and the report count the same answered logins" answers "
    SELECT count(*) FROM (
        SELECT \"gt06.imei\" AS terminal, count(*) AS answered FROM 'rows.parquet'
        WHERE \"gt06.protocol\" = 1 AND \"gt06.direction\" = 1 AND accepted GROUP BY ALL) AS seen
    FULL JOIN (SELECT terminal, logins_answered FROM read_csv('report', all_varchar = true)
        WHERE logins_answered <> '0') AS report USING (terminal)
    WHERE answered IS DISTINCT FROM logins_answered::INTEGER" 0

"$program" read -b "$captures" "$captures/demo.pcapng" -o other >/dev/null
parquet rows other -o no.parquet
want "rows of other columns are refused" is_code 2
want "and named" complains "has other columns than"

# ---- what is wrong, and whose fault it is ----

for folder in nothing report; do
    parquet "$folder" -o no.parquet
    # shellcheck disable=SC2016 # expanded by eval
    want "$folder is no folder: bad input" eval 'is_code 2 && complains "no folder $folder"'
done
parquet other -o other/demo.pcapng.csv
want "rows are not written over" eval 'is_code 2 && complains "is what is read"'
want "and stay" test "$(head -c 13 other/demo.pcapng.csv)" = capture,file,
parquet other -o no/such/folder.parquet
want "a folder that is not there is the environment's fault" is_code 3
sed -i 's/^demo/"&/; 3s/$/,,,/' other/demo.pcapng.csv
parquet other -o no.parquet
want "rows that are damaged are bad input" is_code 2
want "no part is left" eval '[[ ! -e no.parquet ]] && no_parts .'
exit "$failed"
