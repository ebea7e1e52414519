# shellcheck shell=sh
# shellcheck disable=SC2034 # JDK and MVN are used by the other parts
# Part of the launcher: finds a JDK and Maven, or makes the conda environment that has both. Sets JDK, MVN.

# Prints the major version of the JDK in folder $1, nothing if it is not a JDK.
jdk_major() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -f "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p'
  fi
}
is_jdk_25() { [ "$(jdk_major "$1" || echo 0)" -ge 25 ] 2>/dev/null; }

jdk_candidates() {
  printf '%s\n' "${JAVA_HOME:-}"
  if java=$(command -v java); then
    while [ -h "$java" ]; do
      link=$(readlink "$java")
      case $link in /*) java=$link ;; *) java=$(dirname -- "$java")/$link ;; esac
    done
    dirname -- "$(dirname -- "$java")"
  fi
  [ -z "${CONDA_PREFIX:-}" ] || printf '%s\n' "$CONDA_PREFIX/lib/jvm" "$CONDA_PREFIX"
  printf '%s\n' "$OPLAB_HOME/conda/lib/jvm"
  for folder in /usr/lib/jvm/* /usr/lib64/jvm/* /opt/java/* /opt/jdk* /usr/java/* "$HOME"/.jdks/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ ! -d "$folder" ] || printf '%s\n' "$folder"
  done
}

find_jdk() {
  if [ -n "${OPLAB_JAVA_HOME:-}" ]; then
    found=$(jdk_major "$OPLAB_JAVA_HOME")
    is_jdk_25 "$OPLAB_JAVA_HOME" || fail "OPLAB_JAVA_HOME is $OPLAB_JAVA_HOME, which is not a JDK 25 or newer" \
      "found: ${found:+JDK }${found:-no bin/java and bin/javac there}" \
      "Fix: point it at a JDK folder (with bin/javac), or unset it."
    JDK=$OPLAB_JAVA_HOME
    return
  fi
  JDK=$(jdk_candidates | while IFS= read -r folder; do
    if [ -n "$folder" ] && is_jdk_25 "$folder"; then
      printf '%s\n' "$folder"
      break
    fi
  done)
  [ -n "$JDK" ] || JDK=$(conda_jdk)
}

# Makes the environment of environment.yml where conda or a relative of it is installed.
conda_jdk() {
  for tool in micromamba mamba conda; do
    command -v "$tool" >/dev/null 2>&1 || continue
    say "no JDK 25 found; making the environment of environment.yml with $tool (a few minutes)"
    mkdir -p "$LOG"
    case $tool in micromamba) verb=create ;; *) verb='env create' ;; esac
    # shellcheck disable=SC2086 # $verb is one or two words
    "$tool" $verb -y -p "$OPLAB_HOME/conda" -f "$ROOT/environment.yml" >"$LOG/conda.log" 2>&1 ||
      fail "$tool could not make the environment" "$(tail -n 3 "$LOG/conda.log")" "Log: $LOG/conda.log" \
      "Fix: mend what it says, or install a JDK 25, Maven and Python 3.11 in another way."
    printf '%s\n' "$OPLAB_HOME/conda/lib/jvm"
    return
  done
  fail "no JDK 25 or newer found" \
    "Looked at: OPLAB_JAVA_HOME, JAVA_HOME, java on PATH, the active conda environment, and the usual folders." \
    "Fix: install one, for example" \
    "  Debian or Ubuntu   apt install openjdk-25-jdk-headless maven   (or Eclipse Temurin's packages)" \
    "  Fedora             dnf install java-25-openjdk-devel maven" \
    "  macOS              brew install openjdk@25 maven" \
    "  anywhere           conda env create -f environment.yml && conda activate oplab" \
    "  or set OPLAB_JAVA_HOME to the folder of a JDK you have."
}

find_maven() {
  for candidate in "${MAVEN_HOME:-}/bin/mvn" mvn "$OPLAB_HOME/conda/bin/mvn"; do
    if MVN=$(command -v "$candidate" 2>/dev/null); then return; fi
  done
  fail "Maven (mvn) is not on PATH; it builds OpLab from this checkout" \
    "Fix: apt install maven, brew install maven, or conda install -c conda-forge maven."
}
