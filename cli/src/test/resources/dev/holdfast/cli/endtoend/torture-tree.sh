#!/bin/bash
# Builds a tree with one of everything that Linux keeps about files, in the folder $1, which is on a
# file system of type $2. Needs root, and acl, attr, libcap2-bin, e2fsprogs (chattr).
set -euo pipefail
tree=$1
type=$2
mkdir "$tree"
cd "$tree"

content() { # bytes of a seed: content SEED LENGTH
    perl -e 'srand($ARGV[0]); print pack("C*", map { int rand 256 } 1 .. $ARGV[1])' "$1" "$2"
}

sizes() {
    mkdir sizes
    local length
    for length in 0 1 63 64 65 65535 65536 65537 262144 4194304 4194305; do
        content "$length" "$length" >"sizes/$length"
    done
}

types() {
    mkdir types
    mkfifo types/fifo
    perl -MSocket -e 'socket(S, PF_UNIX, SOCK_STREAM, 0); bind(S, sockaddr_un("types/socket")) or die'
    mknod types/character c 1 3
    mknod types/block b 259 70000
    ln -s ../sizes/1 types/link
    ln -s "$(printf 'no\nsuch\351file')" types/dangling
    ln -s "$(printf 'x%.0s' {1..1000})" types/long-link
    chown -h 1234:2345 types/link
    touch -h -d '1999-12-31 23:59:59.999999999' types/link
    mkdir types/empty
}

names() {
    mkdir names
    local name
    for name in $'new\nline' $'not\351utf8' $'\377\376' ' blank ' '-rf' 'back\slash' $'bell\a' '*' \
        $'umlaut-\303\274' '#' "quote'\"" "$(printf 'n%.0s' {1..255})"; do
        echo "$name" >"names/$name"
    done
    mkdir -p "names/$(seq -s / 1 400)"
    echo bottom >"names/$(seq -s / 1 400)/file"
}

links() {
    mkdir -p links/a links/b/c
    echo linked >links/a/first
    local i
    for i in $(seq 100); do
        ln links/a/first "links/b/c/name-$i"
    done
    content 7 100000 >links/large
    ln links/large links/a/large
    ln -P types/link links/link-linked
    ln types/fifo links/fifo-linked
    ln types/character links/character-linked
}

modes() {
    mkdir -m 1777 modes modes/sticky
    mkdir -m 2755 modes/set-group
    local mode
    for mode in 0000 0400 0644 0777 1644 2755 4755 6755 7777; do
        echo "$mode" >"modes/$mode"
        chown 1234:2345 "modes/$mode"
        chmod "$mode" "modes/$mode"
    done
    echo big >modes/owner-max
    chown 4294967294:4294967294 modes/owner-max
}

times() {
    mkdir times
    touch -d '1969-07-20 20:17:40.123456789' times/before-1970
    touch -d '2038-01-19 03:14:07.999999999' times/late
    touch -d '2020-02-02 02:02:02.000000001' times/fifo-to-be times/nanosecond
    rm times/fifo-to-be
    mkfifo times/fifo
    touch -d '2020-02-02 02:02:02.222222222' times/fifo
}

attributes() {
    mkdir attributes
    cd attributes
    echo x >file
    setfattr -n user.name -v value file
    setfattr -n user.empty file
    setfattr -n user.binary -v 0x0001ff00 file
    setfattr -n user.long -v "$(printf 'v%.0s' {1..1500})" file
    setfattr -n trusted.name -v trusted file
    setfattr -n security.selinux -v 'system_u:object_r:etc_t:s0' file
    mkdir folder
    setfattr -n user.of-folder -v value folder
    ln -s file link
    setfattr -h -n trusted.of-link -v value link
    mkfifo fifo
    setfattr -n trusted.of-fifo -v value fifo
    echo x >capable
    chown 1234 capable
    setcap cap_net_raw,cap_net_bind_service+ep capable
    echo x >acl
    setfacl -m u:1234:rw,g:2345:r,m::rwx acl
    mkdir acl-default
    setfacl -m u:1234:rwx acl-default
    setfacl -d -m u:1234:rwx,g:2345:rx acl-default
    echo x >acl-default/heir
    cd ..
}

holes() {
    mkdir holes
    truncate -s 100M holes/only-hole
    truncate -s 50M holes/at-end
    content 1 70000 | dd of=holes/at-end conv=notrunc status=none
    truncate -s 50M holes/at-start
    content 2 70000 >>holes/at-start
    truncate -s 20M holes/many
    local i
    for i in 1 5 9 13; do
        content "$i" 5000 | dd of=holes/many bs=1M seek="$i" conv=notrunc status=none
    done
    fallocate -l 1M holes/allocated
    truncate -s 70000 holes/small
}

flags() {
    mkdir flags
    local flag
    for flag in i a d; do
        echo "$flag" >"flags/$flag"
        mkdir "flags/folder-$flag"
        echo inner >"flags/folder-$flag/inner"
        chattr "+$flag" "flags/$flag" "flags/folder-$flag"
    done
    if [ "$type" = btrfs ]; then
        touch flags/no-copy
        chattr +C flags/no-copy
        content 3 100000 >flags/no-copy
    fi
}

# Inodes are numbered alike in both: a file of one is not a further name of one in the other.
subvolumes() {
    local name
    for name in one two; do
        btrfs -q subvolume create "subvolume-$name" >/dev/null
        echo "$name" >"subvolume-$name/file"
        ln "subvolume-$name/file" "subvolume-$name/linked"
    done
    cp --reflink=always sizes/4194304 reflink
}

sizes
types
names
links
modes
times
attributes
holes
flags
if [ "$type" = btrfs ]; then
    subvolumes
fi
touch -d '2021-01-01 01:01:01.111111111' sizes names links modes attributes holes
