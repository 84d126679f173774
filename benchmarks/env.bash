# Sourced by the scripts of this folder: builds the benchmarks when a source is newer than the last
# build, and sets `java`, `options` and `class_path`.
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
here=$home/benchmarks
stamp=$here/target/scripts.stamp

die() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  exit 2
}

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
else
  java=$(command -v java) || die "no java found. Hint: install a JDK, 17 or newer, or set JAVA_HOME."
fi
[ -x "$java" ] || die "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it. Hint: point it at a JDK, 17 or newer."

if [ ! -f "$stamp" ] || [ -n "$(find "$home"/pom.xml "$home"/*/pom.xml "$home"/*/src/main -newer "$stamp" -print -quit)" ]; then
  echo "Building the benchmarks ..." >&2
  log=$(mktemp "${TMPDIR:-/tmp}/bilevel4j-build.XXXXXX")
  if ! (cd "$home" && ./mvnw -B -q -Dquick -Dmaven.test.skip=true package -pl benchmarks -am) >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "the build failed; the whole log is $log"
  fi
  rm -f "$log"
  : >"$stamp"
fi

class_path=
for jar in "$here"/target/bilevel4j-benchmarks-*.jar "$here"/target/lib/*.jar; do
  class_path+=${class_path:+:}$jar
done
options=(--add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -XX:+UseParallelGC)
