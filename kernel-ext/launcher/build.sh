# shellcheck shell=sh
# Part of the launcher: builds the jars when sources changed, and keeps what is needed to start them.
# Sets JDK, LIB (the folder of this build's jars, its class path and its start-up caches) and KEY.

sources() {
  find pom.xml .mvn src kernel-ext \( -name target -o -name test -o -name bench -o -name arch \
    -o -name python -o -name launcher -o -name __pycache__ \) -prune -o -type f "$@"
}

sources_are_built() {
  [ -f "$STATE/launch" ] && [ -f "$STATE/listing" ] || return 1
  (
    cd "$ROOT" || exit
    [ -z "$(sources -newer "$STATE/built" -print 2>&1)" ] &&
      [ "$(sources -exec ls -ln {} + | cksum)" = "$(cat "$STATE/listing")" ]
  )
}

# The launch file says, a line each: whose it is, the JDK, LIB, KEY. Fails where that can't be started.
read_launch() {
  [ -f "$STATE/launch" ] || return 1
  { IFS= read -r launch_home && IFS= read -r JDK && IFS= read -r LIB && IFS= read -r KEY; } <"$STATE/launch" || return 1
  [ "$launch_home" = "$OPLAB_HOME" ] && [ -x "$JDK/bin/java" ] &&
    { [ -z "${OPLAB_JAVA_HOME:-}" ] || [ "$JDK" = "$OPLAB_JAVA_HOME" ]; } &&
    [ -z "$(find "$JDK/release" -newer "$STATE/launch" 2>/dev/null)" ] && jars_are_whole
}

jars_are_whole() {
  [ -f "$LIB/classpath" ] && [ -f "$LIB/terminal/oplab-quickstart.jar" ] || return 1
  (
    IFS=:
    set -f
    # shellcheck disable=SC2013 # the words between colons are wanted
    for jar in $(cat "$LIB/classpath"); do [ -f "$jar" ] || exit 1; done
  )
}

write_launch() {
  # a start-up cache is good for one JDK, one set of flags and one place
  KEY=$({
    cat "$JDK/release" 2>/dev/null || "$JDK/bin/java" -version 2>&1
    echo "$COMMAND_FLAGS $KERNEL_FLAGS $COMMON_FLAGS $LIB"
  } | cksum | cut -d' ' -f1)
  printf '%s\n' "$OPLAB_HOME" "$JDK" "$LIB" "$KEY" >"$STATE/launch.new"
  mv "$STATE/launch.new" "$STATE/launch"
}

ensure_jars() {
  if sources_are_built && read_launch; then return; fi
  lock jars
  if ! { sources_are_built && read_launch; }; then
    find_jdk
    LIB=$(cat "$STATE/lib" 2>/dev/null || echo)
    if ! { sources_are_built && jars_are_whole; }; then build; fi
    write_launch
    train_commands
  fi
  unlock jars
  read_launch || fail "the state in $STATE is damaged" "Fix: remove $STATE and run again."
}

# Builds in the checkout, or, when OPLAB_HOME is elsewhere, in a copy of it there.
build() {
  find_maven
  case $OPLAB_HOME in
    "$ROOT"/*) tree=$ROOT ;;
    *)
      tree=$OPLAB_HOME/checkout
      rm -rf "$tree"
      mkdir -p "$tree"
      (cd "$ROOT" && tar cf - --exclude target pom.xml .mvn src kernel-ext) | (cd "$tree" && tar xf -)
      ;;
  esac
  if [ -f "$STATE/listing" ]; then say "sources changed, building"; else say "building OpLab (about a minute the first time)"; fi
  rm -rf "$tree/kernel-ext/target/quick/lib"
  : >"$STATE/building"
  (cd "$ROOT" && sources -exec ls -ln {} + | cksum) >"$STATE/listing.new"
  {
    status=0
    (cd "$tree" && JAVA_HOME=$JDK "$MVN" -B -Dquick -Doplab.target=target/quick -DskipTests \
      -pl kernel-ext,src/quickstart -am package 2>&1) || status=$?
    echo "$status" >"$STATE/status"
  } | tee "$LOG/build.log" | sed -n 's/^\[INFO\] Building \(OpLab .*\) [^ ]*SNAPSHOT *\(\[.*\]\)/  \2 \1/p' >&2
  if [ "$(cat "$STATE/status")" != 0 ]; then
    fail "the build failed" "$(grep '^\[ERROR\]' "$LOG/build.log" | head -n 8)" "Log: $LOG/build.log" \
      "Fix: mend the source named above; the first build also needs the network."
  fi
  install_jars "$tree/kernel-ext/target/quick" "$tree/src/quickstart/target/quick"
  [ "$tree" = "$ROOT" ] || rm -rf "$tree"
  mv "$STATE/listing.new" "$STATE/listing"
  touch -r "$STATE/building" "$STATE/built"
}

# Own jars go to a folder named after their content, so that a start-up cache made for one build
# can never be used with another; libraries are shared between builds.
install_jars() {
  hash=$(cd "$1" && { cat ./*.jar lib/oplab-*.jar "$2"/*.jar && ls lib; } | cksum | tr ' ' -)
  LIB=$OPLAB_HOME/lib/$hash
  deps=$OPLAB_HOME/lib/deps
  mkdir -p "$LIB/terminal" "$deps"
  copy_new "$2"/oplab-quickstart-*.jar "$LIB/terminal/oplab-quickstart.jar"
  for jar in "$1"/oplab-kernel-ext-*.jar "$1"/lib/oplab-*.jar; do copy_new "$jar" "$LIB/${jar##*/}"; done
  {
    for jar in "$LIB"/*.jar; do printf '%s:' "$jar"; done
    for jar in "$1"/lib/*.jar; do
      name=${jar##*/}
      case $name in oplab-*) continue ;; esac
      copy_new "$jar" "$deps/$name"
      printf '%s:' "$deps/$name"
    done
  } | sed 's/:$//' >"$LIB/classpath.new"
  mv "$LIB/classpath.new" "$LIB/classpath"
  previous=$(cat "$STATE/lib" 2>/dev/null || echo)
  printf '%s' "$LIB" >"$STATE/lib"
  for old in "$OPLAB_HOME"/lib/*-*; do
    case $old in "$LIB" | "$previous" | "$deps") ;; *) rm -rf "$old" ;; esac
  done
}

# Copies $1 to $2 unless the same is there already: a start-up cache is refused when its jars are touched.
copy_new() {
  cmp -s "$1" "$2" || { cp "$1" "$2.part" && mv "$2.part" "$2"; }
}
