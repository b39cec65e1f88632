# What is saved, made the same each time, and what happens to it between two backups. $tree is what is
# saved; $title says what it is. Sourced by bench/compare.

tree=${HOLDFAST_BENCH:-}/load

run_load() {
    load=$1
    rm -rf "$tree"
    mkdir "$tree"
    case $load in
        a) load_tree ;;
        b) load_database ;;
        c) load_large_file ;;
        d) load_tiny_files ;;
        e) load_versions ;;
        f) load_growing_numbers ;;
    esac
    rm -rf "$tree"
    echo "$load: $title" >>"$work/titles"
}

# load_tree: a copy of a tree.
load_tree() {
    cp -a "$source/." "$tree"
    title="a copy of $source, $(extent_of_tree)"
    each_round round_of_tree
}

round_of_tree() {
    everyone first backup
    everyone unchanged backup
    change_small_files
    everyone 'changed 1 % of small files' backup
    rename_a_tenth
    everyone 'renamed a tenth' backup
    everyone restore restore
}

extent_of_tree() {
    local entries
    entries=$(find "$tree" -printf x | wc -c)
    echo "$entries entries, $(du -sm "$tree" | cut -f1) MiB"
}

# Each hundredth file of less than 64 KiB gets a line more. What changed within four seconds before a
# backup Holdfast takes for unsettled, and reads once more in the next: that belongs to no step.
change_small_files() {
    find "$tree" -type f -size -64k -print0 | LC_ALL=C sort -z | sed -nz '1~100p' |
        while IFS= read -r -d '' file; do echo changed >>"$file"; done
    sleep 5
}

# The directory that comes nearest to a tenth of the bytes gets another name.
rename_a_tenth() {
    local directory
    directory=$(du -k "$tree" | LC_ALL=C sort -k 2 | awk -F '\t' '
        NR == 1 { tenth = $1 / 10; next }
        { far = $1 < tenth ? tenth - $1 : $1 - tenth }
        NR == 2 || far < least { least = far; nearest = $2 }
        END { print nearest }')
    mv "$directory" "$directory.renamed"
}

# load_database: the files of a PostgreSQL server, stopped, before and after transactions.
load_database() {
    postgres=$(find /usr/lib/postgresql -path '*/bin/initdb' -printf '%h\n' | sort -V | tail -n 1)
    [ -n "$postgres" ] || die "PostgreSQL is not installed"
    sockets=$work/sockets
    install -d -o postgres "$tree" "$sockets"
    as_postgres initdb -D "$tree" -A trust
    database start
    as_postgres pgbench -i -q -s "$branches" -h "$sockets" postgres
    database stop
    title="PostgreSQL $("$postgres/postgres" --version | cut -d' ' -f3), $branches branches of pgbench, $(extent_of_tree)"
    each_round round_of_database
}

round_of_database() {
    everyone first backup
    database start
    as_postgres pgbench -n -t "$transactions" --random-seed="$round" -h "$sockets" postgres
    database stop
    everyone "after $transactions transactions" backup
    everyone restore restore
}

database() {
    as_postgres pg_ctl -D "$tree" -w -l "$sockets/log" \
        -o "-c listen_addresses= -c unix_socket_directories=$sockets -c fsync=off" "$1"
}

as_postgres() {
    runuser -u postgres -- env -C / "$postgres/$1" "${@:2}" >"$work/output" 2>&1 || {
        cat "$work/output" >&2
        die "$1 failed"
    }
}

# load_large_file: one of noise, then one of letters.
load_large_file() {
    title="one file of $size MiB"
    each_round round_of_large_file
}

round_of_large_file() {
    noise "$size" >"$tree/file"
    everyone incompressible backup
    everyone 'restore incompressible' restore
    empty_repositories
    noise "$size" | letters >"$tree/file"
    everyone compressible backup
    everyone 'restore compressible' restore
}

# load_tiny_files: up to 270 bytes each, a thousand in a directory.
load_tiny_files() {
    make_tiny_files 0 "$files"
    title="tiny files, $(extent_of_tree)"
    each_round round_of_tiny_files
}

# make_tiny_files FROM TO: by number.
make_tiny_files() {
    seq -f "$tree/%.0f" $(($1 / 1000)) $((($2 - 1) / 1000)) | xargs mkdir -p
    awk -v from="$1" -v to="$2" -v tree="$tree" 'BEGIN {
        for (i = from; i < to; i++) {
            file = tree "/" int(i / 1000) "/" i
            printf "%d", i >file
            for (k = 1; k < i * 7919 % 40; k++) printf " %d", i * k * 7919 % 999983 >file
            print "" >file
            close(file)
        }
    }'
}

round_of_tiny_files() {
    everyone first backup
    everyone unchanged backup
    everyone restore restore
}

# load_growing_numbers: tiny files, and three times twice as many.
load_growing_numbers() {
    title="tiny files, twice as many each time"
    each_round round_of_growing_numbers
}

round_of_growing_numbers() {
    local from=0 to=$files last=$((8 * files))
    rm -rf "$tree"
    mkdir "$tree"
    while [ "$to" -le "$last" ]; do
        make_tiny_files "$from" "$to"
        empty_repositories
        everyone "first of $to" backup
        everyone "unchanged of $to" backup
        from=$to to=$((2 * to))
    done
}

# load_versions: a source tree that people work on, saved after each day.
load_versions() {
    make_sources
    version=0
    title="$versions versions of a source tree, $(extent_of_tree); figures of all backups together"
    each_round round_of_versions
}

round_of_versions() {
    local last=$((version + versions))
    while [ "$version" -lt "$last" ]; do
        version=$((version + 1))
        edit_sources
        everyone backups backup
    done
    everyone restore restore
}

# Twenty in a package, forty to four hundred lines each.
make_sources() {
    seq -f "$tree/package%.0f" 0 $(((sources - 1) / 20)) | xargs mkdir
    awk -v sources="$sources" -v tree="$tree" 'BEGIN {
        for (i = 0; i < sources; i++) {
            file = tree "/package" int(i / 20) "/Class" i ".java"
            lines = 40 + i * 7919 % 360
            for (k = 1; k <= lines; k++) {
                number = i * k * 7919 % 999983
                printf "    int value%d = compute(%d, \"text %d\");\n", k, number, number % 977 >file
            }
            close(file)
        }
    }'
}

# One file of fifty gets a line more and another line changed; each tenth version moves a package.
edit_sources() {
    find "$tree" -name '*.java' -print0 | LC_ALL=C sort -z | sed -nz "$((version % 50 + 1))~50p" |
        xargs -0r sed -i -e "$((version % 40 + 1))i\\    // seen in version $version" \
            -e "$((version % 37 + 3))s/text/version $version of text/"
    if [ $((version % 10)) = 0 ]; then
        moved=$(find "$tree" -mindepth 1 -maxdepth 1 | LC_ALL=C sort | sed -n "$((version % 7 + 1))p")
        mv "$moved" "$moved.moved"
    fi
}
