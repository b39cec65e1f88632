# Bytes that are the same each time, and made fast. Sourced by bench/compare and bench/micro.

# noise MIB: a cipher's key stream, which nothing compresses.
noise() {
    local zeros=00000000000000000000000000000000
    head -c "${1}M" /dev/zero | openssl enc -aes-128-ctr -K "$zeros" -iv "$zeros"
}

# Makes one of seven letters of each byte, as frequent as in a text: 2.5 bits are in each.
# shellcheck disable=SC2020 # a set, and how often each is in it
letters() { tr '\000-\377' '[ *96][e*48][t*32][a*32][o*16][n*16][\n*16]'; }
