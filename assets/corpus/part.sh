#!/bin/sh
# One part of a corpus of JSON Lines, from standard input to standard output: an article a line, as JSON.
#
# Spark, GNU parallel and xargs run this for each part. An article that cannot be read is reported on standard error and
# left out, and the part counts as done. If dateline is not there, is killed, cannot write, or can read nothing in the
# part, the part has failed, and so has the job. A part without a line is nothing, not an article without a word.

IFS= read -r first || [ -n "$first" ] || exit 0
{
    printf '%s\n' "$first"
    cat
} | dateline --no-config --to json -
code=$?
# 1: some articles could not be read, which has been reported; the others were written.
[ "$code" -le 1 ] || exit "$code"
