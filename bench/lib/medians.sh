# What the figures say: medians and ratios. lib/report.sh says what is in the file of figures. Sourced by
# bench/compare and bench/plot.

# medians FILE: lines of load, step, figure, program, median over the rounds, in the file's order. What a
# round did several times under one name counts together: the sum, of peaks the highest, of sizes the last.
medians() {
    awk -F '\t' -v OFS='\t' '
        BEGIN {
            split("wall s|client CPU s|server CPU s|wire MiB|client peak MiB|server peak MiB|size MiB", \
                figures, "|")
            split("1 1 1 1048576 1024 1024 1024", unit, " ")
        }
        /^#/ { next }
        {
            run = $1 OFS $3
            if (!(run in known)) { known[run]; order[++runs] = run }
            if (!($4 in is_program)) { is_program[$4]; programs[++program_count] = $4 }
            if ($2 > rounds) rounds = $2
            for (f = 1; f <= 7; f++) {
                value = $(f + 4)
                if (value == "-") continue
                key = run SUBSEP f SUBSEP $4 SUBSEP $2
                if (f <= 4) sum[key] += value / unit[f]
                else if (f == 7 || value / unit[f] > sum[key]) sum[key] = value / unit[f]
            }
        }
        # The middle one; of an even number the lower of the two.
        function median(prefix,    n, i, k, v, sorted) {
            for (i = 1; i <= rounds; i++) {
                if (!(prefix SUBSEP i in sum)) continue
                v = sum[prefix SUBSEP i]
                for (k = n++; k > 0 && sorted[k] > v; k--) sorted[k + 1] = sorted[k]
                sorted[k + 1] = v
            }
            return n ? sorted[int((n + 1) / 2)] : ""
        }
        END {
            for (r = 1; r <= runs; r++)
                for (f = 1; f <= 7; f++)
                    for (p = 1; p <= program_count; p++) {
                        middle = median(order[r] SUBSEP f SUBSEP programs[p])
                        if (middle != "") print order[r], figures[f], programs[p], middle
                    }
        }' "$1"
}

# Of lines as medians makes them: load, step, figure, Holdfast's divided by the best of the others, the best.
ratios() {
    awk -F '\t' -v OFS='\t' '
        { run = $1 OFS $2 OFS $3 }
        !(run in known) { known[run]; order[++runs] = run }
        $4 == "holdfast" { own[run] = $5; next }
        !(run in best) || $5 < least[run] { best[run] = $4; least[run] = $5 }
        END {
            for (r = 1; r <= runs; r++) {
                run = order[r]
                if (run in own && least[run] > 0) print run, own[run] / least[run], best[run]
            }
        }'
}
