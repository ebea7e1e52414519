# shellcheck shell=sh
# Part of the launcher: starts Java, with a start-up cache (JDK 25's AOT cache) where one was made.
# Needs JDK, LIB and KEY.

COMMAND_FLAGS='-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:TieredStopAtLevel=1 -Djava.awt.headless=true'
KERNEL_FLAGS='-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Djava.awt.headless=true --add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED'
QUIET_AOT='-Xlog:disable -Xlog:all=off'
COMMON_FLAGS='--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow'

# Prints the start-up cache for $1 (command, kernel or worker).
cache_of() { printf %s "$LIB/$1-$KEY.aot"; }

# Prints it if no jar beside it is newer.
usable_cache() {
  file=$(cache_of "$1")
  if [ -f "$file" ] && [ -z "$(find "$LIB" -name '*.jar' -newer "$file" -print)" ]; then printf %s "$file"; fi
}

# Runs a command in Java. $1: exec, to become it, or train, to write its start-up cache by running it.
java_command() {
  how=$1
  shift
  set -- "-Doplab.home=$OPLAB_HOME" "-Doplab.launcher=$ROOT/oplab" "-Doplab.worker.classpath=$(cat "$LIB/classpath")" \
    -cp "$LIB/terminal/oplab-quickstart.jar:$(cat "$LIB/classpath")" dev.oplab.command.Main "$@"
  # shellcheck disable=SC2086 # flags are words
  if [ "$how" = train ]; then
    "$JDK/bin/java" $COMMAND_FLAGS $COMMON_FLAGS "-XX:AOTCacheOutput=$(cache_of command).new" \
      "-Doplab.worker.aot.train=$(cache_of worker)" "$@"
  else
    cache=$(usable_cache command)
    exec "$JDK/bin/java" $COMMAND_FLAGS $COMMON_FLAGS ${cache:+$QUIET_AOT "-XX:AOTCache=$cache"} \
      "-Doplab.worker.aot=$(cache_of worker)" "$@"
  fi
}

# A start-up cache is a gain in time only: without one everything works, so a failure is logged.
train_commands() {
  cache=$(cache_of command)
  [ -f "$cache" ] && return
  say "preparing a fast start"
  if java_command train warm-up "$ROOT/notebooks/models/mobilenet-v3-small.onnx" >"$LOG/command-aot.log" 2>&1 &&
    [ -f "$cache.new" ]; then
    mv "$cache.new" "$cache"
  fi
}

# Becomes the kernel's JVM, running the class $1. OPLAB_MORE_JARS go to the end of its class path, where
# they leave the start-up cache in use.
java_kernel() {
  choose_python
  cache=$(usable_cache kernel)
  [ -z "${OPLAB_TRAIN_KERNEL:-}" ] || cache=
  # shellcheck disable=SC2086 # flags are words
  exec "$JDK/bin/java" $KERNEL_FLAGS $COMMON_FLAGS ${cache:+$QUIET_AOT "-XX:AOTCache=$cache"} \
    ${OPLAB_TRAIN_KERNEL:+"-XX:AOTCacheOutput=$OPLAB_TRAIN_KERNEL"} \
    "-Doplab.home=$OPLAB_HOME" "-Doplab.launcher=$ROOT/oplab" "-Doplab.worker.aot=$(cache_of worker)" \
    "-Doplab.worker.classpath=$(cat "$LIB/classpath")" "-Djava.util.logging.config.file=$PARTS/kernel-logging.properties" \
    -cp "$PYHOME/share/jupyter/kernels/java/jjava.jar:$(cat "$LIB/classpath")${OPLAB_MORE_JARS:+:$OPLAB_MORE_JARS}" "$@"
}
