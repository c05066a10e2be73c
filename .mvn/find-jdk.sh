# shellcheck shell=sh
# Finds a Java 21 or newer for mvnw and ccat, which source this file. Shell builtins as far as they go: ccat comes
# through here at every start.
#
#   find_java TOOL    sets JDK (a directory) and JDK_VERSION (its major version) to a Java 21+ that has bin/TOOL, or fails.
#   no_java PROGRAM   says how to get one and exits 2.
#   how_to_install WHAT    prints the command that installs a "jdk" or "maven" on this machine.
#   keep_characters   sees to a locale in which Java can read every file name.
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
  echo "$1: needs a JDK 21 or newer and found none: install one with $(how_to_install jdk), or set JAVA_HOME to one." >&2
  exit 2
}

# The system's own package manager, as far as it has one that is new enough; SDKMAN anywhere else.
how_to_install() {
  case $1 in
    jdk) install_rpm=java-21-openjdk-devel install_apk=openjdk21-jdk install_pacman=jdk21-openjdk install_sdk=java ;;
    *) install_rpm=$1 install_apk=$1 install_pacman=$1 install_sdk=$1 ;;
  esac
  install_as=''
  [ "$(id -u 2>/dev/null)" = 0 ] || install_as='sudo '
  if command -v apt-get >/dev/null && install_deb=$(debian_package "$1"); then
    echo "'${install_as}apt install $install_deb'"
  elif command -v dnf >/dev/null; then
    echo "'${install_as}dnf install $install_rpm'"
  elif command -v zypper >/dev/null; then
    echo "'${install_as}zypper install $install_rpm'"
  elif command -v apk >/dev/null; then
    echo "'${install_as}apk add $install_apk'"
  elif command -v pacman >/dev/null; then
    echo "'${install_as}pacman -S $install_pacman'"
  elif command -v brew >/dev/null && [ "$1" = jdk ]; then
    echo "'brew install --cask temurin@21'"
  elif command -v brew >/dev/null; then
    echo "'brew install $1'"
  else
    echo "'sdk install $install_sdk' (https://sdkman.io)"
  fi
}

# Debian 12 has no JDK that is new enough, Ubuntu 22.04 no such Maven. A machine that has not fetched its lists knows of
# no package; Debian 13 and Ubuntu 24.04 have these.
debian_package() {
  install_known=''
  for install_list in /var/lib/apt/lists/*_Packages*; do
    [ ! -e "$install_list" ] || install_known=yes
  done
  if [ -z "$install_known" ] || ! command -v apt-cache >/dev/null; then
    [ "$1" = jdk ] && echo openjdk-21-jdk-headless || echo "$1"
    return
  fi
  case $1 in
    jdk) install_pattern='openjdk-2[15]-jdk-headless' ;;
    *) install_pattern=$1 ;;
  esac
  apt-cache policy $(apt-cache pkgnames 2>/dev/null | grep -x "$install_pattern" | sort -r) 2>/dev/null | awk '
    /^[^ ]/ { name = $1; sub(/:$/, "", name) }
    /Candidate: [^(]/ {
      split($2, part, /[.:~+-]/)
      if (name != "maven" || part[1] > 3 || part[1] == 3 && (part[2] > 8 || part[2] == 8 && part[3] >= 6)) {
        print name
        found = 1
        exit
      }
    }
    END { exit !found }'
}

# Java decodes arguments, variables and file names in the character set of the locale: in that of C and POSIX, and in a
# locale that is not installed, an ü is lost. Another character set than these is left alone: the files are named in it.
keep_characters() {
  for locale_name in "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}" C.UTF-8 en_US.UTF-8; do
    { locale_charset=$(LC_ALL=$locale_name locale charmap); } 2>/dev/null || locale_charset=''
    case $locale_charset in
      UTF-8) break ;;
      '' | ANSI_X3.4-1968 | US-ASCII) ;;
      *) return 0 ;;
    esac
  done
  case ${locale_charset:-none}:$locale_name in
    UTF-8:"${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}") return 0 ;;
    UTF-8:*) LC_ALL=$locale_name ;;
    *) LC_ALL=C.UTF-8 ;;
  esac
  export LC_ALL
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
