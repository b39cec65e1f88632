# What `holdfast`, `verify`, `package` and `build/program` share: which JDK, and whether the program
# is built. Sourced; POSIX sh; quick, for it is read at every start.

# Whether the program in $2 was built from the tree $1 as it is now; sets JAVA_HOME to its JDK.
# By the time of a file's last change of any kind (-cnewer), so that older sources unpacked over
# newer ones count. The JDK's own file is there because the AOT cache holds for one JDK only.
is_built() {
    [ -r "$2/java-home" ] && read -r JAVA_HOME <"$2/java-home" && export JAVA_HOME &&
        [ -z "$(find "$1/pom.xml" "$1/.mvn" "$1/build" "$1"/*/pom.xml "$1"/*/src/main \
            "$JAVA_HOME/release" -cnewer "$2/stamp" -print -quit 2>&1)" ]
}

jdk_feature=25

# Whether $1 is the home of a JDK (not only a runtime) that is new enough.
jdk_fits() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r jdk_key jdk_value; do
        [ "$jdk_key" = JAVA_VERSION ] || continue
        jdk_value=${jdk_value#\"}
        jdk_value=${jdk_value%%[!0-9]*}
        [ "${jdk_value:-0}" -ge "$jdk_feature" ]
        return
    done <"$1/release"
    return 1
}

# Sets and exports JAVA_HOME: the one given if it fits, then the one on PATH, then where
# distributions and installers put them. The exact release that we test with comes first.
jdk_find() {
    jdk_on_path=$(command -v javac) && jdk_on_path=$(readlink -f "$jdk_on_path")
    for jdk_home in "${JAVA_HOME:-}" "${jdk_on_path%/bin/javac}" \
        /usr/lib/jvm/*-"$jdk_feature"-* /usr/lib/jvm/*"$jdk_feature"* /usr/lib/jvm/* \
        /opt/*"$jdk_feature"* /opt/* /opt/java/* /usr/java/* /usr/local/*jdk* \
        "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*; do
        if [ -n "$jdk_home" ] && jdk_fits "$jdk_home"; then
            JAVA_HOME=$jdk_home
            export JAVA_HOME
            return 0
        fi
    done
    return 1
}

jdk_missing="needs a JDK of release $jdk_feature or newer, and found none: \
install the package temurin-$jdk_feature-jdk from https://adoptium.net/installation/linux, \
or point JAVA_HOME at one"
