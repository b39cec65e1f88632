# The file with all figures, and the report. Sourced by bench/compare.
#
# The file has a line a run, columns with a tab between them: load, round, step, program, wall time (s), CPU
# time of the client and of the server's side (s), bytes on the wire, highest resident size of any one
# process of the client and of the server's side (KiB), size of the repository on disc afterwards (KiB).

start_raw_figures() {
    mkdir -p "${raw%/*}"
    printf '# load\tround\tstep\tprogram\twall\tclient-cpu\tserver-cpu\twire\tclient-peak\tserver-peak\tsize\n' \
        >"$raw"
}

# note_figures STEP PROGRAM WIRE REPOSITORY: of the run that has just ended.
note_figures() {
    local wall client_cpu client_peak server_cpu server_peak
    read -r wall client_cpu client_peak < <(
        awk '{ wall += $1; cpu += $2 + $3; if ($4 > peak) peak = $4 }
            END { printf "%.2f %.2f %d\n", wall, cpu, peak }' "$work/client.time"
    )
    read -r server_cpu server_peak < <(awk '{ printf "%.2f %d\n", $2 + $3, $4 }' "$work/server.time")
    (
        IFS=$'\t'
        set -- "$load" "$round" "$1" "$2" "$wall" "$client_cpu" "$server_cpu" "$3" \
            "$client_peak" "$server_peak" "$4"
        echo "$*" >>"$raw"
    )
    echo "  $1, $2: $wall s" >&2
}

# table LOAD PROGRAM…: a table in Markdown of the medians and ratios in $work.
table() {
    awk -F '\t' -v load="$1" -v programs="${*:2}" '
        function shown(value) {
            return value == "" ? "" : sprintf(value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value)
        }
        function name(program) { sub(/_/, " -", program); return program }
        $1 != load { next }
        { row = $2 ": " $3 }
        FILENAME ~ /ratios$/ { ratio[row] = sprintf("%.2f (%s)", $4, name($5)); next }
        !(row in known) { known[row]; order[++rows] = row }
        { median[row, $4] = $5 }
        END {
            count = split(programs, column, " ")
            head = "|"; line = "|---|"
            for (c = 1; c <= count; c++) { head = head " | " name(column[c]); line = line "--:|" }
            print head " | holdfast ÷ best of the others |"
            print line "---|"
            for (r = 1; r <= rows; r++) {
                printf "| %s", order[r]
                for (c = 1; c <= count; c++) printf " | %s", shown(median[order[r], column[c]])
                print " | " ratio[order[r]] " |"
            }
        }' "$work/ratios" "$work/medians"
}

print_report() {
    local load title program
    medians "$raw" >"$work/medians"
    ratios <"$work/medians" >"$work/ratios"
    echo "\`bench/compare${arguments[*]:+ ${arguments[*]}}\`, $(nproc) processors;" \
        "$(for program in "${columns[@]}"; do "${program}_version"; done | paste -sd ';' | sed 's/;/; /g')."
    while IFS=: read -r load title; do
        printf '\n%s:%s:\n\n' "$load" "$title"
        table "$load" "${columns[@]}"
    done <"$work/titles"
    echo "bench/compare: all figures are in $raw" >&2
}
