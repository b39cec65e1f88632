#!/bin/bash
# Prints all that is known of each file in the folder $1, for a comparison of two such folders:
# what is different in every copy (inodes, times of change and access, sizes of folders) is not.
set -euo pipefail
cd "$1"
export LC_ALL=C

echo '# names, types, modes, owners, link counts, times, targets'
find . -type d -printf '%p %y %m %U %G - %T@\0' -o -printf '%p %y %m %U %G %n %T@ %s %l\0' |
    sort -z | tr '\0' '\n'
echo '# numbers of devices'
find . \( -type b -o -type c \) -exec stat -c '%n %t:%T' {} + | sort
echo '# extended attributes'
find . -print0 | sort -z | xargs -0 getfattr -h -d -m - -e hex |
    perl -00 -ne 'my ($file, @lines) = split /\n/; print join("\n", $file, sort @lines), "\n\n"'
echo '# access control lists'
find . ! -type l -print0 | sort -z | xargs -0 getfacl -n
echo '# inode flags'
find . \( -type f -o -type d \) -print0 | sort -z | xargs -0 lsattr -d 2>/dev/null |
    sed -E 's/^([^ ]*)/\1 /; :again; s/^([^ ]*)[^iadC ]([^ ]*) /\1\2 /; t again'
echo '# files with several names'
find . ! -type d -links +1 -printf '%p %D:%i\n' | sort |
    awk '{ if (!($2 in first)) first[$2] = $1; print $1, first[$2] }'
