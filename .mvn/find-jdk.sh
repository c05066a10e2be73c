# shellcheck shell=sh
# Finds a Java 21 or newer for mvnw and ccat, which source this file. Shell builtins as far as they go: ccat comes
# through here at every start.
#
#   find_java TOOL    sets JDK (a directory) and JDK_VERSION (its major version) to a Java 21+ that has bin/TOOL, or fails.
#   no_java PROGRAM   says how to get one and exits 2.
#
# JAVA_HOME counts first, then every java on PATH, then the usual places: each only when it is new enough. In the usual
# places a release we test with (25, then 21) goes before any other. CCAT_JDK_PLACES, patterns separated by colons,
# replaces the usual places.

find_java() {
  JDK='' JDK_VERSION=0 jdk_tool=$1
  consider_jdk "${JAVA_HOME:-}"
  [ -n "$JDK" ] || consider_path
  [ -n "$JDK" ] || consider_usual_places
  [ -n "$JDK" ]
}

no_java() {
  echo "$1: needs a JDK 21 or newer and found none; install one (Debian 13, Ubuntu: apt install openjdk-21-jdk-headless;" \
    "macOS: brew install --cask temurin@21; anywhere: sdk install java) or set JAVA_HOME to one." >&2
  exit 2
}

consider_path() {
  jdk_saved_ifs=$IFS
  IFS=:
  # shellcheck disable=SC2086 # PATH is meant to be split.
  set -- $PATH
  IFS=$jdk_saved_ifs
  for jdk_directory; do
    [ -x "$jdk_directory/java" ] || continue
    jdk_command=$jdk_directory/java
    [ ! -h "$jdk_command" ] || jdk_command=$(readlink -f "$jdk_command") || continue
    jdk_home=${jdk_command%/*}/..
    # No release file: a shim such as jenv's or macOS' own, which knows the directory itself.
    [ -f "$jdk_home/release" ] || jdk_home=$("$jdk_command" -XshowSettings:properties -version 2>&1 |
      sed -n 's/^ *java\.home = //p')
    consider_jdk "$jdk_home"
    [ -z "$JDK" ] || return 0
  done
}

consider_usual_places() {
  jdk_places=${CCAT_JDK_PLACES-/usr/lib/jvm/*:${SDKMAN_CANDIDATES_DIR:-${HOME:-}/.sdkman/candidates}/java/*}
  if [ -z "${CCAT_JDK_PLACES+set}" ] && [ -x /usr/libexec/java_home ]; then
    jdk_places=$jdk_places:$(/usr/libexec/java_home -v 21+ 2>/dev/null || true)
  fi
  jdk_saved_ifs=$IFS
  IFS=:
  # shellcheck disable=SC2086 # Split at colons, then each pattern into directories.
  set -- $jdk_places
  IFS=$jdk_saved_ifs
  for jdk_directory; do
    consider_jdk "$jdk_directory"
  done
}

# Takes the directory if it holds a Java that is new enough and preferred to the one held already.
consider_jdk() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/$jdk_tool" ] || return 0
  read_jdk_version "$1"
  [ "$jdk_version" -ge 21 ] || return 0
  jdk_preference "$JDK_VERSION"
  jdk_held=$preference
  jdk_preference "$jdk_version"
  [ "$preference" -gt "$jdk_held" ] || return 0
  JDK=$1
  JDK_VERSION=$jdk_version
}

jdk_preference() {
  case $1 in
    25) preference=2000 ;;
    21) preference=1000 ;;
    *) preference=$1 ;;
  esac
}

# The major version, from the release file every JDK carries, else from the java command; 0 when neither says.
read_jdk_version() {
  jdk_version=''
  if [ -r "$1/release" ]; then
    while IFS= read -r jdk_line; do
      case $jdk_line in
        JAVA_VERSION=*)
          jdk_version=${jdk_line#JAVA_VERSION=}
          break
          ;;
      esac
    done <"$1/release"
  fi
  [ -n "$jdk_version" ] || jdk_version=$("$1/bin/java" -version 2>&1 | sed -n 's/^.* version "/"/p')
  jdk_version=${jdk_version#\"}
  jdk_version=${jdk_version%%[!0-9]*}
  case $jdk_version in
    '' | ????*) jdk_version=0 ;;
  esac
}
